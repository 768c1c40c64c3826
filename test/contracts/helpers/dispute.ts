/** Claims that a gateway can answer for: receipts of each charge, their trees, and the answer to a dispute of one. */
import { hashTypedData, keccak256, toHex, zeroHash, type Address, type Hex } from "viem";
import {
  MAX_DEPTH,
  receiptLeaf,
  receiptPath,
  receiptTree,
  rootOf,
  rowLeaf,
  rowPath,
  rowsTree,
  type SumNode,
} from "../../../contracts/receipt-tree.ts";
import { receiptTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, now } from "./chain.ts";
import { claimHash, rowHash } from "./claim-hash.ts";
import { market, NO_PERMIT, USDC, type Market } from "./market.ts";
import { signedReceipt, type Receipt } from "./receipt.ts";
import { row, type Row } from "./sign.ts";

/** IChargeDisputes' enums. */
export const Reason = { NoSuchCall: 0, FailedCallCharged: 1, PriceOverTerms: 2, SumOverReceipts: 3 } as const;
export const State = { None: 0, Open: 1, Answered: 2, Contested: 3, Refunded: 4, Dismissed: 5 } as const;

export const DISPUTE_BOND = 5n * USDC;

/** What `listService` published: the preimage of the service's termsId. */
export const TERMS = {
  model: 1,
  class: 0,
  chargeOnError: false,
  direct: false,
  maxPrice: 20_000n,
  pricesHash: zeroHash,
} as const;

/** A row of a claim with the receipts of what it charges. */
export interface ServedRow {
  readonly row: Row;
  /** Claimed of the ledger before. */
  readonly before: bigint;
  /** Charged before the first receipt. */
  readonly start: bigint;
  readonly receipts: readonly (readonly [Receipt, Hex])[];
}

interface Serving {
  readonly before?: bigint;
  readonly start?: bigint;
  /** What the row claims; the sum of the receipts unless named. */
  readonly charged?: bigint;
  /** What to write over each receipt before it is signed. */
  readonly receipts?: readonly Partial<Receipt>[];
  readonly wishes?: Omit<Parameters<typeof row>[1], "charged">;
}

/** A row and its receipts, one of each price, in the order of the calls. */
export async function serve(
  parts: Market,
  prices: readonly bigint[],
  serving: Serving = {},
): Promise<ServedRow> {
  const before = serving.before ?? 0n;
  const start = serving.start ?? before;
  const end = prices.reduce((sum, price) => sum + price, start);
  const made = await row(parts, { charged: serving.charged ?? end, ...serving.wishes });
  const receipts: (readonly [Receipt, Hex])[] = [];
  let cumulative = start;
  for (const [i, price] of prices.entries()) {
    cumulative += price;
    const changes = { seq: BigInt(i + 1), price, ...serving.receipts?.[i] };
    receipts.push(await signedReceipt(parts, made.voucher, cumulative, changes));
  }
  return { row: made, before, start, receipts };
}

export function digestOf({ domain }: Market, receipt: Receipt): Hex {
  return hashTypedData({ domain, types: receiptTypes, primaryType: "Receipt", message: receipt });
}

function treeOf(parts: Market, { receipts }: ServedRow) {
  return receiptTree(receipts.map(([receipt]) => receiptLeaf(digestOf(parts, receipt), receipt.price)));
}

export interface ClaimRecord {
  readonly claimId: bigint;
  readonly gateway: Address;
  readonly time: bigint;
  readonly receiptsRoot: Hex;
  readonly rowHashes: readonly Hex[];
}

export interface Claimed {
  readonly claim: ClaimRecord;
  readonly rows: readonly ServedRow[];
}

/** Claims the rows in one batch as the gateway does. Those named in `skipped` the vault passes over. */
export async function claimServed(
  parts: Market,
  rows: readonly ServedRow[],
  changes: { readonly receiptsRoot?: Hex; readonly skipped?: readonly number[] } = {},
): Promise<Claimed> {
  const { vault, settler, gateway } = parts;
  const receiptsRoot = changes.receiptsRoot ?? rootOf(rowsOf(parts, rows));
  const sent = rows.map((served) => served.row);
  const claimId: bigint = await as(vault, settler)
    .getFunction("claim")
    .staticCall(gateway.address, sent, receiptsRoot);
  await as(vault, settler).claim(gateway.address, sent, receiptsRoot);
  const rowHashes = rows.map((served, i) =>
    changes.skipped?.includes(i) ? zeroHash : rowHash(served.row, served.before),
  );
  const time = await now();
  if ((await vault.claimHash(claimId)) !== claimHash(gateway.address, time, receiptsRoot, rowHashes))
    throw new Error("the vault claimed other rows than these");
  return { claim: { claimId, gateway: gateway.address, time, receiptsRoot, rowHashes }, rows };
}

function rowsOf(parts: Market, rows: readonly ServedRow[]) {
  return rowsTree(rows.map((served) => rowLeaf(rootOf(treeOf(parts, served)), served.start)));
}

/** The row as `open` names it. */
export function claimedRow({ rows }: Claimed, index = 0) {
  const { row: made, before } = rows[index]!;
  const { payer, key, serviceId, epoch, termsHash } = made.voucher;
  return { index: BigInt(index), payer, key, serviceId, epoch, termsHash, before, charged: made.charged };
}

export interface Answer {
  receipt: Receipt;
  signature: Hex;
  path: readonly SumNode[];
  sides: bigint;
  start: bigint;
  rowPath: readonly Hex[];
  terms: Omit<typeof TERMS, "chargeOnError"> & { chargeOnError: boolean };
  termsSequence: number;
  feeVersion: number;
}

/** The answer with one receipt of one row, but for what `changes` says. */
export function answerWith(
  parts: Market,
  { rows }: Claimed,
  charge: number,
  index = 0,
  changes: Partial<Answer> = {},
): Answer {
  const served = rows[index]!;
  const [receipt, signature] = served.receipts[charge]!;
  return {
    receipt,
    signature,
    ...receiptPath(treeOf(parts, served), charge),
    start: served.start,
    rowPath: rowPath(rowsOf(parts, rows), index),
    terms: TERMS,
    termsSequence: 1,
    feeVersion: served.row.feeVersion,
    ...changes,
  };
}

/** The receipts' root that an answer leads to, as the contract climbs. */
export function rootOfAnswer(
  parts: Market,
  { receipt, path, sides, start, rowPath: above }: Answer,
  index = 0,
): Hex {
  const leaf = receiptLeaf(digestOf(parts, receipt), receipt.price);
  const top = path.reduce((node, sibling, i) => {
    const pair = (sides >> BigInt(i)) & 1n ? [sibling, node] : [node, sibling];
    return rootOf(receiptTree(pair));
  }, leaf);
  return above.reduce(
    (node, sibling, i) => rootOf(rowsTree((index >> i) & 1 ? [sibling, node] : [node, sibling])),
    rowLeaf(top, start),
  );
}

/**
 * The answer with the one receipt of `served` under a tree of 2^`levels` charges, of which the others are sums alone, and
 * a tree of 129 rows: an answer cannot cost more.
 */
export function deepAnswer(parts: Market, served: ServedRow, levels = MAX_DEPTH) {
  const claimed = { claim: undefined as never, rows: [served] };
  const path = Array.from({ length: levels }, (_, i) => ({
    hash: keccak256(toHex(`node ${i}`)),
    sum: 2n ** 96n - 1n - BigInt(i),
  }));
  const above = Array.from({ length: 8 }, (_, i) => keccak256(toHex(`row ${i}`)));
  const answer = answerWith(parts, claimed, 0, 0, { path, sides: 0n, rowPath: above });
  return { answer, receiptsRoot: rootOfAnswer(parts, answer) };
}

/** The market, with $10 in the payer's account, and his tokens allowed to the disputes. */
export async function disputable() {
  const parts = await market();
  const { vault, token, disputes, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(token, payer).approve(await addressOf(disputes), 1_000n * USDC);
  return parts;
}

export const PRICES = [5_000n, 20_000n, 10_000n, 15_000n, 1n] as const;
/** In the middle of the second charge, which is (5,000, 25,000]. */
export const POSITION = 12_000n;
export const SECOND = 1;

/** A claim of five charges, $0.050001 in all. */
export async function claimedFive() {
  const parts = await disputable();
  return { ...parts, claimed: await claimServed(parts, [await serve(parts, PRICES)]) };
}

/** The payer disputes a position of a row. */
export function open(
  { disputes, payer }: Market,
  claimed: Claimed,
  position = POSITION,
  { index = 0, reason = Reason.NoSuchCall as number, permit = NO_PERMIT as object } = {},
) {
  return as(disputes, payer).open(claimed.claim, claimedRow(claimed, index), position, reason, permit);
}

/** The claim of five charges, with its second charge disputed. */
export async function disputed() {
  const parts = await claimedFive();
  await open(parts, parts.claimed);
  return parts;
}

/** The dispute, answered with the charge's receipt. */
export async function answered() {
  const parts = await disputed();
  await parts.disputes.answer(1n, answerWith(parts, parts.claimed, SECOND));
  return parts;
}

/** A second receipt for the money of the answer, as the gateway signed it for another call. */
export async function otherSecond(
  parts: Awaited<ReturnType<typeof answered>>,
  changes: Partial<Receipt> = {},
) {
  const [served] = parts.claimed.rows;
  return signedReceipt(parts, served!.row.voucher, 25_000n, {
    callId: keccak256(toHex("another call")),
    seq: 2n,
    price: 20_000n,
    ...changes,
  });
}

/** Shows it. */
export async function refuteSecond(parts: Awaited<ReturnType<typeof answered>>) {
  const [receipt] = parts.claimed.rows[0]!.receipts[SECOND]!;
  return parts.disputes.refute(1n, receipt, ...(await otherSecond(parts)));
}
