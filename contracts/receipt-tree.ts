/**
 * The trees under a claim's `receiptsRoot`, as IChargeDisputes describes them: a sum tree over each row's receipts, and a
 * tree over the rows.
 */
import { concatHex, keccak256, numberToHex, zeroHash, type Hex } from "viem";

/** The first word of each kind of hash. */
const RECEIPT = 0n;
const NODE = 1n;
const ROW = 2n;
const ROWS = 3n;

/** Most levels of a row's tree that an answer may climb. */
export const MAX_DEPTH = 20;

export interface SumNode {
  readonly hash: Hex;
  /** Of the prices below it, token base units. */
  readonly sum: bigint;
}

/** From the leaves up to the root, which stands alone. */
export type Levels<Node> = readonly (readonly Node[])[];

/** @param digest EIP-712 digest of the receipt. */
export function receiptLeaf(digest: Hex, price: bigint): SumNode {
  return { hash: hashOf(RECEIPT, digest, price), sum: price };
}

/** @param leaves In the order of the charges. Without one there is nothing to answer with: a root of zeros. */
export function receiptTree(leaves: readonly SumNode[]): Levels<SumNode> {
  // A node without a neighbour goes up as it is: where a receipt stands follows from the sums, not from the levels.
  return climb(leaves.length > 0 ? leaves : [{ hash: zeroHash, sum: 0n }], (left, right) =>
    right
      ? { hash: hashOf(NODE, left.hash, left.sum, right.hash, right.sum), sum: left.sum + right.sum }
      : left,
  );
}

/** The nodes beside the way from a receipt to the root; bit i of `sides` tells that the i-th is on the left. */
export function receiptPath(
  levels: Levels<SumNode>,
  index: number,
): { readonly path: SumNode[]; readonly sides: bigint } {
  const path: SumNode[] = [];
  let sides = 0n;
  let place = index;
  for (const level of levels.slice(0, -1)) {
    const sibling = level[place ^ 1];
    if (sibling) {
      if (place % 2 === 1) sides |= 1n << BigInt(path.length);
      path.push(sibling);
    }
    place >>= 1;
  }
  return { path, sides };
}

/** @param start Charged cumulatively before the first receipt of the tree. */
export function rowLeaf(root: SumNode, start: bigint): Hex {
  return hashOf(ROW, root.hash, root.sum, start);
}

/** @param leaves Of all the claim's rows by their index. */
export function rowsTree(leaves: readonly Hex[]): Levels<Hex> {
  return climb(leaves, (left, right) => hashOf(ROWS, left, right ?? zeroHash));
}

export function rowPath(levels: Levels<Hex>, index: number): Hex[] {
  return levels.slice(0, -1).map((level, depth) => level[(index >> depth) ^ 1] ?? zeroHash);
}

export function rootOf<Node>(levels: Levels<Node>): Node {
  return levels.at(-1)![0]!;
}

function climb<Node>(
  leaves: readonly Node[],
  join: (left: Node, right: Node | undefined) => Node,
): Levels<Node> {
  const levels: (readonly Node[])[] = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) {
    const below = level;
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, i) =>
      join(below[2 * i]!, below[2 * i + 1]),
    );
  }
  return levels;
}

function hashOf(...words: readonly (Hex | bigint)[]): Hex {
  return keccak256(
    concatHex(words.map((word) => (typeof word === "bigint" ? numberToHex(word, { size: 32 }) : word))),
  );
}
