/**
 * The Merkle root of a session key that is limited to some services, and the proof that a service is among them: the
 * form OpenZeppelin's MerkleProof checks (sorted pairs; a leaf is keccak256(keccak256(abi.encode(serviceId)))).
 */
import { concat, encodeAbiParameters, keccak256, type Hex } from "viem";

/** Root over the allowed service ids. Throws a TypeError for an empty list: zero means "all services" on chain. */
export function servicesRoot(serviceIds: readonly bigint[]): Hex {
  if (serviceIds.length === 0) throw new TypeError("a restricted key needs at least one service");
  let level = leaves(serviceIds);
  while (level.length > 1) level = parents(level);
  return level[0] as Hex;
}

/** Siblings on the way from `serviceId` to the root; `undefined` when it is not among the allowed ones. */
export function servicesProof(serviceIds: readonly bigint[], serviceId: bigint): Hex[] | undefined {
  let level = leaves(serviceIds);
  let position = level.indexOf(leafOf(serviceId));
  if (position < 0) return undefined;
  const proof: Hex[] = [];
  while (level.length > 1) {
    const sibling = level[position ^ 1];
    if (sibling) proof.push(sibling);
    level = parents(level);
    position >>= 1;
  }
  return proof;
}

function leafOf(serviceId: bigint): Hex {
  return keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
}

function leaves(serviceIds: readonly bigint[]): Hex[] {
  return [...new Set(serviceIds.map(leafOf))].sort();
}

/** A node without a sibling moves up as it is. */
function parents(level: readonly Hex[]): Hex[] {
  return Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => {
    const [left, right] = [level[2 * index] as Hex, level[2 * index + 1]];
    return right ? keccak256(concat(left < right ? [left, right] : [right, left])) : left;
  });
}
