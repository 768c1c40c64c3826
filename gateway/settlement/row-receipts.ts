import { toHex, type Hex } from "viem";
import type { Receipt } from "../../contracts/payment.ts";
import { receiptLeaf, receiptTree, rootOf, type Levels, type SumNode } from "../../contracts/receipt-tree.ts";
import type { Ledger, LedgerKey, SignedReceipt } from "../ledger/types.ts";

/** What one row of a claim takes: the ledger's charges in (before, charged], token base units. */
export interface RowSpan extends LedgerKey {
  readonly epoch: number;
  readonly before: bigint;
  readonly charged: bigint;
}

/** The receipts of a row and their tree, which a dispute of it is answered from. */
export interface RowReceipts {
  readonly receipts: readonly SignedReceipt[];
  readonly tree: Levels<SumNode>;
  /** Charged cumulatively before the first receipt. */
  readonly start: bigint;
  /** Whether they reach over all that the row takes. */
  readonly complete: boolean;
}

export interface RowReceiptsDeps {
  readonly ledger: Pick<Ledger, "receiptsOf">;
  /** EIP-712 digest of a receipt. */
  readonly digest: (receipt: Receipt) => Uint8Array;
}

/** Reads a row's receipts. The same books give the same tree: it need not be kept. */
export async function readRowReceipts(deps: RowReceiptsDeps, row: RowSpan): Promise<RowReceipts> {
  const receipts = await deps.ledger.receiptsOf(row, row.epoch, row.before, row.charged);
  const tree = receiptTree(
    receipts.map(({ receipt }) => receiptLeaf(toHex(deps.digest(receipt)) as Hex, receipt.price)),
  );
  const first = receipts[0]?.receipt;
  const start = first ? first.chargedCumulative - first.price : row.before;
  const follow = receipts.every(({ receipt }, i) => {
    const before = receipts[i - 1]?.receipt.chargedCumulative ?? start;
    return receipt.chargedCumulative - receipt.price === before;
  });
  const end = start + rootOf(tree).sum;
  return { receipts, tree, start, complete: follow && start <= row.before && end >= row.charged };
}
