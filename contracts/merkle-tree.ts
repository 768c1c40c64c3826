/** Trees in the form that OpenZeppelin's MerkleProof checks: pairs are sorted before they are hashed. */
import { concat, keccak256, type Hex } from "viem";

/** @param leaves At least one, in any order. */
export function merkleRoot(leaves: readonly Hex[]): Hex {
  let level = sorted(leaves);
  while (level.length > 1) level = parents(level);
  const [root] = level;
  if (root === undefined) throw new TypeError("a tree needs at least one leaf");
  return root;
}

/** Siblings on the way from `leaf` to the root; `undefined` when it is not among the leaves. */
export function merkleProof(leaves: readonly Hex[], leaf: Hex): Hex[] | undefined {
  let level = sorted(leaves);
  let position = level.indexOf(leaf);
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

function sorted(leaves: readonly Hex[]): Hex[] {
  return [...new Set(leaves)].sort();
}

/** A node without a sibling moves up as it is. */
function parents(level: readonly Hex[]): Hex[] {
  return Array.from({ length: Math.ceil(level.length / 2) }, (_, index) => {
    const [left, right] = [level[2 * index] as Hex, level[2 * index + 1]];
    return right ? keccak256(concat(left < right ? [left, right] : [right, left])) : left;
  });
}
