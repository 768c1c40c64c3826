/** What a service's publisher can force when this gateway is silent: open rows, each with the receipt that proves it. */
import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, sql } from "drizzle-orm";
import type { PgRemoteDatabase } from "drizzle-orm/pg-proxy";
import type { Address } from "viem";
import { candidatesOf, receiptOf } from "./records.ts";
import { calls, formerVouchers, grants, ledgers, type CallRecord, type LedgerRow } from "./schema.ts";
import type { LedgerPosition, ReceiptedPage } from "./types.ts";

/** Seconds that no call takes: what is charged after some time was reserved less than this before it. */
const LONGEST_CALL = 3_600;

/**
 * Of each open ledger of the service and each terms in it the newest receipt with its voucher, also of ledgers that were
 * written off: what an ended epoch owes is claimed from the bond. Ledgers come in the order of their newest charge.
 */
export async function readReceipted(
  database: Pick<PgRemoteDatabase, "select" | "selectDistinctOn">,
  gateway: Address,
  serviceId: bigint,
  { after, limit }: { readonly after: LedgerPosition; readonly limit: number },
): Promise<ReceiptedPage> {
  const later = sql`(${ledgers.lastChargeAt}, ${ledgers.payer}, ${ledgers.key}, ${ledgers.epoch})
    > (${String(after.chargedAt)}::bigint, ${after.payer}, ${after.key}, ${String(after.epoch)}::bigint)`;
  const open = await database
    .select()
    .from(ledgers)
    .where(and(eq(ledgers.serviceId, serviceId), gt(ledgers.charged, ledgers.claimed), later))
    .orderBy(asc(ledgers.lastChargeAt), asc(ledgers.payer), asc(ledgers.key), asc(ledgers.epoch))
    .limit(limit);
  const last = open.at(-1);
  if (!last) return { rows: [], end: after, more: false };

  const payers = [...new Set(open.map(({ payer }) => payer))];
  const former = await database
    .select()
    .from(formerVouchers)
    .where(and(eq(formerVouchers.serviceId, serviceId), inArray(formerVouchers.payer, payers)));
  const granted = await database.select().from(grants).where(inArray(grants.payer, payers));
  const newest = await newestReceipts(database, serviceId, payers);

  const formers = Map.groupBy(former, nameOf);
  const rows = open.flatMap((ledger) => {
    const grant = granted.find(({ payer, key }) => payer === ledger.payer && key === ledger.key);
    return candidatesOf(ledger, formers.get(nameOf(ledger)) ?? [], grant, gateway).flatMap((candidate) => {
      const call = newest.get(`${nameOf(ledger)} ${candidate.voucher.termsHash}`);
      // A call under terms that had been followed by others may end above their last voucher: the next terms' voucher
      // covers it, and so does the next receipt.
      if (!call || call.chargedCumulative! > candidate.voucher.cumulative) return [];
      return { ...candidate, charged: call.chargedCumulative!, signed: receiptOf(call, gateway) };
    });
  });
  const { payer, key, epoch, lastChargeAt } = last;
  return { rows, end: { chargedAt: lastChargeAt!, payer, key, epoch }, more: open.length === limit };
}

/** Of each ledger and terms the receipt with the highest total that is not claimed. */
async function newestReceipts(
  database: Pick<PgRemoteDatabase, "selectDistinctOn">,
  serviceId: bigint,
  payers: readonly Address[],
): Promise<ReadonlyMap<string, CallRecord>> {
  const sameLedger = and(
    eq(calls.payer, ledgers.payer),
    eq(calls.key, ledgers.key),
    eq(calls.serviceId, ledgers.serviceId),
    eq(calls.epoch, ledgers.epoch),
  );
  const unclaimed = and(
    eq(calls.state, "captured"),
    gt(calls.chargedCumulative, ledgers.claimed),
    gte(calls.startedAt, sql`${ledgers.oldestChargeAt} - ${sql.raw(String(LONGEST_CALL))}`),
  );
  const { answerBody: _body, ...columns } = getTableColumns(calls);
  const rows = await database
    .selectDistinctOn([calls.payer, calls.key, calls.epoch, calls.termsHash], columns)
    .from(calls)
    .innerJoin(ledgers, sameLedger)
    .where(and(eq(ledgers.serviceId, serviceId), inArray(ledgers.payer, [...payers]), unclaimed))
    .orderBy(
      calls.payer,
      calls.key,
      calls.epoch,
      calls.termsHash,
      desc(calls.chargedCumulative),
      desc(calls.seq),
    );
  return new Map(rows.map((call) => [`${nameOf(call)} ${call.termsHash}`, { ...call, answerBody: null }]));
}

function nameOf({ payer, key, epoch }: Pick<LedgerRow, "payer" | "key" | "epoch">): string {
  return `${payer} ${key} ${epoch}`;
}
