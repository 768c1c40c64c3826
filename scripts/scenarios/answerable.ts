/** Claims that a gateway can answer for, as it makes them: with the receipts of each charge under their root. */
import { hashTypedData, type Hex } from "viem";
import {
  receiptLeaf,
  receiptPath,
  receiptTree,
  rootOf,
  rowLeaf,
  rowPath,
  rowsTree,
} from "../../contracts/receipt-tree.ts";
import { receiptTypes } from "../../contracts/typed-data.ts";
import { claimRecordOf, type ClaimRecord } from "../../sdk/claim-record.ts";
import { PER_CALL, type Market } from "./market.ts";

const NO_SUCH_CALL = 0;
const NO_PERMIT = { deadline: 0n, v: 0, r: `0x${"00".repeat(32)}`, s: `0x${"00".repeat(32)}` } as const;

type Row = Awaited<ReturnType<Market["row"]>>;
type Payer = Market["payer"];

export interface Served {
  readonly row: Row;
  readonly receipts: readonly Awaited<ReturnType<Market["receipt"]>>[];
}

/** Calls at these prices, each with its receipt. @param charged what is claimed for them, when that is not their sum. */
export async function serve(
  market: Market,
  payer: Payer,
  {
    serviceId,
    prices,
    charged,
  }: {
    readonly serviceId: bigint;
    readonly prices: readonly bigint[];
    readonly charged?: bigint;
  },
): Promise<Served> {
  const sum = prices.reduce((total, price) => total + price, 0n);
  const row = await market.row(payer, { serviceId, charged: charged ?? sum });
  const receipts: Awaited<ReturnType<Market["receipt"]>>[] = [];
  let chargedCumulative = 0n;
  for (const [i, price] of prices.entries()) {
    chargedCumulative += price;
    receipts.push(await market.receipt(row, { seq: BigInt(i + 1), price, chargedCumulative }));
  }
  return { row, receipts };
}

export interface Answerable {
  readonly record: ClaimRecord;
  /** Answers a dispute with one receipt of one row. */
  answer(disputeId: bigint, row: number, charge: number): Promise<unknown>;
}

/** Claims the rows in one transaction. */
export async function claimServed(market: Market, served: readonly Served[]): Promise<Answerable> {
  const { settler, vault, disputes, admin, domain } = market;
  const digestOf = (message: Served["receipts"][number][0]): Hex =>
    hashTypedData({ domain, types: receiptTypes, primaryType: "Receipt", message });
  const trees = served.map(({ receipts }) =>
    receiptTree(receipts.map(([receipt]) => receiptLeaf(digestOf(receipt), receipt.price))),
  );
  const rows = rowsTree(trees.map((tree) => rowLeaf(rootOf(tree), 0n)));
  const args = [market.gateway.account.address, served.map(({ row }) => row), rootOf(rows)] as const;
  const { logs, blockNumber } = await market.done(
    settler.writeContract({ ...vault, functionName: "claim", args }),
  );
  const { timestamp } = await admin.getBlock({ blockNumber });
  return {
    record: claimRecordOf(logs, vault.address, timestamp),
    answer(disputeId, row, charge) {
      const [receipt, signature] = served[row]!.receipts[charge]!;
      const answer = {
        receipt,
        signature,
        ...receiptPath(trees[row]!, charge),
        start: 0n,
        rowPath: rowPath(rows, row),
        terms: PER_CALL,
        termsSequence: 1,
        feeVersion: served[row]!.row.feeVersion,
      };
      return market.done(
        settler.writeContract({ ...disputes, functionName: "answer", args: [disputeId, answer] }),
      );
    },
  };
}

/** The payer disputes one unit of a row. Gives the dispute's number. */
export async function dispute(
  { disputes, done }: Market,
  payer: Payer,
  { record }: Answerable,
  position: bigint,
  index = 0,
): Promise<bigint> {
  const call = {
    ...disputes,
    functionName: "open",
    args: [record.claim, record.rows[index]!, position, NO_SUCH_CALL, NO_PERMIT],
  } as const;
  const { result } = await payer.simulateContract(call);
  await done(payer.writeContract(call));
  return result;
}
