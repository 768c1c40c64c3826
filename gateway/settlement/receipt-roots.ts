/** What a claim's `receiptsRoot` stands for, kept for as long as a charge of the claim can be disputed. */
import type { Logger } from "pino";
import type { Hex } from "viem";
import { z } from "zod";
import { encodeWire, voucherSchema } from "../../contracts/payment.ts";
import { rootOf, rowLeaf, rowsTree } from "../../contracts/receipt-tree.ts";
import type { KeyValueStore } from "../kv/types.ts";
import type { PlannedRow } from "./plan.ts";
import { readRowReceipts, type RowReceiptsDeps } from "./row-receipts.ts";

/** Milliseconds; a dispute is answered within five days of its claim. */
const KEPT = 30 * 86_400_000;

const { cumulative, termsHash: bytes32 } = voucherSchema.shape;
const committedRowsSchema = z.array(
  voucherSchema.pick({ payer: true, key: true, serviceId: true, epoch: true }).extend({
    before: cumulative,
    charged: cumulative,
    termsId: bytes32,
    feeVersion: z.number().int(),
    /** Of the tree over the claim's rows. */
    leaf: bytes32,
  }),
);
export type CommittedRow = z.output<typeof committedRowsSchema>[number];

export interface ReceiptRoots {
  /** The root over the receipts of these rows, in their order. What it stands for is kept before it is sent. */
  commit(rows: readonly PlannedRow[]): Promise<Hex>;
  find(root: Hex): Promise<readonly CommittedRow[] | undefined>;
}

export interface ReceiptRootsDeps extends RowReceiptsDeps {
  readonly store: Pick<KeyValueStore, "get" | "set">;
  readonly log: Pick<Logger, "warn">;
}

export function createReceiptRoots(deps: ReceiptRootsDeps): ReceiptRoots {
  /** A batch that is halved keeps its rows. */
  const committed = new WeakMap<PlannedRow, CommittedRow>();

  async function commitRow(row: PlannedRow): Promise<CommittedRow> {
    const known = committed.get(row);
    if (known) return known;
    const { voucher, terms } = row.candidate;
    const { payer, key, serviceId, epoch } = voucher;
    const span = { payer, key, serviceId, epoch, before: row.before, charged: row.charged };
    const { tree, start, complete } = await readRowReceipts(deps, span);
    if (!complete) {
      const name = { payer, key, serviceId: String(serviceId), epoch };
      deps.log.warn(name, "receipts of this claim are missing: a dispute of it has no answer");
    }
    const { termsId, feeVersion } = terms;
    const made = { ...span, termsId, feeVersion, leaf: rowLeaf(rootOf(tree), start) };
    committed.set(row, made);
    return made;
  }

  return {
    async commit(rows) {
      const made: CommittedRow[] = [];
      // One after the other: calls are served between them.
      for (const row of rows) made.push(await commitRow(row));
      const root = rootOf(rowsTree(made.map(({ leaf }) => leaf)));
      await deps.store.set(nameOf(root), encodeWire(made), Date.now() + KEPT);
      return root;
    },
    async find(root) {
      const text = await deps.store.get(nameOf(root));
      return text === undefined ? undefined : committedRowsSchema.parse(JSON.parse(text));
    },
  };
}

function nameOf(root: Hex): string {
  return `receipts-${root}`;
}
