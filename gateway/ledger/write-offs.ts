/** Charges that can never be claimed: booked once as lost, and no longer among what is to be claimed. */
import { and, eq, gte, not, sql } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import { getAddress } from "viem";
import type { Sql } from "../store/types.ts";
import { ledgers, writeOffs, type WriteOffRow } from "./schema.ts";

/** `charged` and `amount` are token base units; `block` is the head that the loss was seen at. */
export type WriteOff = Omit<WriteOffRow, "inDoubt">;

export interface WriteOffs {
  /**
   * Books a loss in place of an earlier one of the same ledger and epoch.
   * @returns whether it is news, and not the same loss looked at again
   */
  book(loss: WriteOff): Promise<boolean>;
  /** Takes back the losses of ledgers that were charged or claimed since: they may be carried now. */
  revive(): Promise<void>;
  /** Has losses seen above `block` looked at again: a reorg may have undone what they come from. */
  doubtAbove(block: bigint): Promise<void>;
  /** All that was given up and is not in doubt, token base units. */
  total(): Promise<bigint>;
}

export function createWriteOffs(database: Pick<Sql, "query">): WriteOffs {
  return {
    async book({ payer, key, serviceId, epoch, charged, amount, reason, block }) {
      const { rows } = await database.query(
        `with known as (
           select from write_offs where (payer, key, service_id, epoch, amount, reason)
             = ($1::text, $2::text, $3::numeric, $4::bigint, $6::numeric, $7::text)
         )
         insert into write_offs (payer, key, service_id, epoch, charged, amount, reason, block, in_doubt)
         values ($1::text, $2::text, $3::numeric, $4::bigint, $5::numeric, $6::numeric, $7::text, $8::bigint, false)
         on conflict (payer, key, service_id, epoch) do update set
           charged = excluded.charged, amount = excluded.amount, reason = excluded.reason,
           block = excluded.block, in_doubt = false
         returning not exists (select from known) as news`,
        [
          getAddress(payer),
          getAddress(key),
          ...[serviceId, epoch, charged, amount, reason, block].map(String),
        ],
      );
      return (rows[0] as { news: boolean }).news;
    },
    async revive() {
      await database.query(
        `delete from write_offs using ledgers
         where (write_offs.payer, write_offs.key, write_offs.service_id, write_offs.epoch)
             = (ledgers.payer, ledgers.key, ledgers.service_id, ledgers.epoch)
           and (ledgers.charged > write_offs.charged
             or ledgers.charged - ledgers.claimed <> write_offs.amount)`,
      );
    },
    async doubtAbove(block) {
      await database.query("update write_offs set in_doubt = true where block > $1::bigint", [String(block)]);
    },
    async total() {
      const { rows } = await database.query(
        "select coalesce(sum(amount), 0)::text as total from write_offs where not in_doubt",
      );
      return BigInt((rows[0] as { total: string }).total);
    },
  };
}

/** The loss that stands for all that is charged on a row of `ledgers`: a subquery. */
export function writtenOff(database: Pick<PgRemoteDatabase, "select">) {
  return database
    .select({ found: sql`1` })
    .from(writeOffs)
    .where(
      and(
        eq(writeOffs.payer, ledgers.payer),
        eq(writeOffs.key, ledgers.key),
        eq(writeOffs.serviceId, ledgers.serviceId),
        eq(writeOffs.epoch, ledgers.epoch),
        gte(writeOffs.charged, ledgers.charged),
        not(writeOffs.inDoubt),
      ),
    );
}
