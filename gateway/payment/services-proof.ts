import { concat, encodeAbiParameters, keccak256, type Hex } from "viem";

/**
 * Whether a Merkle proof shows that `serviceId` is one of the services behind `root`, as OpenZeppelin's MerkleProof
 * checks it: leaves are hashed twice, pairs are sorted.
 */
export function isServiceIn(root: Hex, serviceId: bigint, proof: readonly Hex[]): boolean {
  const leaf = keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
  const top = proof.reduce<Hex>(
    (node, sibling) =>
      keccak256(
        node.toLowerCase() < sibling.toLowerCase() ? concat([node, sibling]) : concat([sibling, node]),
      ),
    leaf,
  );
  return top === root.toLowerCase();
}
