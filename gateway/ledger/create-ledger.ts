import {
  and,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  isNotNull,
  isNull,
  lt,
  lte,
  notExists,
  or,
  sql,
} from "drizzle-orm";
import { drizzle } from "drizzle-orm/pg-proxy";
import { getAddress, type Address } from "viem";
import type { Sql } from "../store/types.ts";
import { exposure } from "./decide-reserve.ts";
import { createGroupCommit } from "./group-commit.ts";
import type { Operation, OperationResult, VoidRequest } from "./operations.ts";
import { callRowOf, candidatesOf, receiptOf, signedGrantOf, recordOfUse } from "./records.ts";
import { readReceipted } from "./receipted.ts";
import type { Runner } from "./runner.ts";
import {
  accounts,
  calls,
  formerVouchers,
  grants,
  ledgers,
  prepayments,
  uses,
  type LedgerRow,
} from "./schema.ts";
import type { CaptureResult, HoldResult, Ledger, ReserveResult } from "./types.ts";
import { writtenOff } from "./write-offs.ts";

/** Milliseconds for which a charge waits for others to share its commit, if calls are under way that may end in them. */
const LINGER = 8;
/** Milliseconds after which a reservation is stored though its call goes on, and a ledger though its calls tell of it. */
const HELD_LONGEST = 1_000;

/** The books: operations go in batches through the runner, questions to the database. */
export function createLedger(options: {
  readonly sql: Sql;
  readonly runner: Runner;
  readonly gateway: Address;
  readonly close: () => Promise<void>;
}): Ledger {
  const { gateway, runner } = options;
  /** Calls that were reserved here and have not begun to end. */
  const underWay = new Set<string>();
  const commits = createGroupCommit<Operation, OperationResult>((operations) => runner.run(operations), {
    linger: { longest: LINGER, complete: (waiting) => waiting >= underWay.size },
  });
  async function keepNow(): Promise<void> {
    if (runner.ahead) await commits.add({ kind: "keep" });
  }
  const kept: Sql = {
    async query(text, parameters) {
      await keepNow();
      return options.sql.query(text, parameters);
    },
    async queryArrays(text, parameters) {
      await keepNow();
      return options.sql.queryArrays(text, parameters);
    },
  };
  const database = drizzle(async (text, parameters, method) =>
    method === "execute" ? kept.query(text, parameters) : { rows: await kept.queryArrays(text, parameters) },
  );

  let keeper: NodeJS.Timeout | undefined;
  function keepLater(): void {
    keeper ??= setTimeout(() => {
      keeper = undefined;
      // A failure is met again, and told, by the end of each call.
      keepNow().catch(() => undefined);
    }, HELD_LONGEST).unref();
  }

  function voidCall(request: VoidRequest): Promise<OperationResult> {
    underWay.delete(`${request.payer} ${request.callId}`);
    return commits.add({ kind: "void", request });
  }

  return {
    sql: kept,
    async reserve(request) {
      const atOnce = runner.reserveAtOnce(request);
      const result = atOnce ?? ((await commits.add({ kind: "reserve", request })) as ReserveResult);
      if (result.kind === "reserved") underWay.add(`${request.voucher.payer} ${request.callId}`);
      if (atOnce && runner.ahead) keepLater();
      return result;
    },
    async use(request) {
      const result = (await commits.add({ kind: "use", request })) as ReserveResult;
      if (result.kind === "reserved") underWay.add(`${request.payer} ${request.callId}`);
      return result;
    },
    async capture(request) {
      underWay.delete(`${request.payer} ${request.callId}`);
      const result = (await commits.add({ kind: "capture", request })) as CaptureResult;
      if (runner.ahead) keepLater();
      return result;
    },
    async void(callId, payer, reason, prepaid) {
      await voidCall({ callId, payer, reason, prepaid });
    },
    async reap(now) {
      const ended = await database
        .select({ callId: calls.callId, payer: calls.payer, prepaid: calls.prepaid })
        .from(calls)
        .where(and(eq(calls.state, "reserved"), lte(calls.expiresAt, now)));
      const request = { reason: "no answer in time", endedBefore: now };
      const voided = await Promise.all(
        ended.map(({ prepaid, ...call }) => voidCall({ ...call, ...request, prepaid: prepaid ?? undefined })),
      );
      return voided.filter((done) => done === true).length;
    },

    hold: async (request) => (await commits.add({ kind: "hold", request })) as HoldResult,
    async endHold(request) {
      await commits.add({ kind: "endHold", request });
    },
    openPrepayments: (block) =>
      database
        .select()
        .from(prepayments)
        .where(
          or(eq(prepayments.state, "held"), and(eq(prepayments.state, "paid"), gt(prepayments.block, block))),
        )
        .orderBy(asc(prepayments.heldAt), asc(prepayments.id)),
    async prepayment(id) {
      const [row] = await database.select().from(prepayments).where(eq(prepayments.id, id));
      return row;
    },
    async usesOf(prepaid) {
      const [row] = await database.select().from(uses).where(eq(uses.prepaid, prepaid));
      return { used: row?.used ?? 0n, reserved: row?.reserved ?? 0n };
    },

    async claimable() {
      const isOpen = and(gt(ledgers.charged, ledgers.claimed), notExists(writtenOff(database)));
      const open = await database.select().from(ledgers).where(isOpen);
      const sameLedger = and(
        eq(formerVouchers.payer, ledgers.payer),
        eq(formerVouchers.key, ledgers.key),
        eq(formerVouchers.serviceId, ledgers.serviceId),
        eq(formerVouchers.epoch, ledgers.epoch),
      );
      const former = await database
        .select({ voucher: formerVouchers })
        .from(formerVouchers)
        .innerJoin(ledgers, sameLedger)
        .where(and(gt(formerVouchers.charged, ledgers.claimed), isOpen));
      const granted = await database
        .selectDistinct({ grant: grants })
        .from(grants)
        .innerJoin(ledgers, and(eq(grants.payer, ledgers.payer), eq(grants.key, ledgers.key)))
        .where(isOpen);
      const formers = Map.groupBy(former, ({ voucher }) => nameOf(voucher));
      const grantOf = new Map(granted.map(({ grant }) => [`${grant.payer} ${grant.key}`, grant]));
      return open.flatMap((row) =>
        candidatesOf(
          row,
          formers.get(nameOf(row))?.map(({ voucher }) => voucher) ?? [],
          grantOf.get(`${row.payer} ${row.key}`),
          gateway,
        ),
      );
    },
    async unclaimedByService() {
      const rows = await database
        .select({
          serviceId: ledgers.serviceId,
          unclaimed: sql<string>`sum(${ledgers.charged} - ${ledgers.claimed})`,
        })
        .from(ledgers)
        .where(and(gt(ledgers.charged, ledgers.claimed), notExists(writtenOff(database))))
        .groupBy(ledgers.serviceId);
      return new Map(rows.map(({ serviceId, unclaimed }) => [serviceId, BigInt(unclaimed)]));
    },
    async setClaimed(payer, key, serviceId, epoch, claimed, block) {
      const name = { payer: getAddress(payer), key: getAddress(key), serviceId, epoch };
      await commits.add({ kind: "claimed", request: { ...name, claimed, block } });
    },
    async claimedAfter(block) {
      return database
        .selectDistinct({ payer: ledgers.payer, key: ledgers.key, serviceId: ledgers.serviceId })
        .from(ledgers)
        .where(gt(ledgers.claimedBlock, block));
    },

    async ledgerOf(payer, key, serviceId) {
      const [row] = await database
        .select()
        .from(ledgers)
        .where(
          and(
            eq(ledgers.payer, getAddress(payer)),
            eq(ledgers.key, getAddress(key)),
            eq(ledgers.serviceId, serviceId),
          ),
        )
        .orderBy(desc(ledgers.epoch))
        .limit(1);
      return { charged: row?.charged ?? 0n, reserved: row?.reserved ?? 0n, epoch: row?.epoch ?? 0 };
    },
    async exposureOf(payer) {
      const rows = await database
        .select()
        .from(ledgers)
        .where(eq(ledgers.payer, getAddress(payer)));
      const newest = Math.max(...rows.map(({ epoch }) => epoch));
      const { unclaimed, reserved } = exposure(rows.filter(({ epoch }) => epoch === newest));
      const [account] = await database
        .select({ held: accounts.held })
        .from(accounts)
        .where(eq(accounts.payer, getAddress(payer)));
      return { unclaimed, reserved: reserved + (account?.held ?? 0n) };
    },
    async grantOf(payer, key) {
      const [row] = await database
        .select()
        .from(grants)
        .where(and(eq(grants.payer, getAddress(payer)), eq(grants.key, getAddress(key))));
      return row && signedGrantOf(row);
    },
    async callsOf(payer, { before, beforeCall, limit }) {
      const own = eq(calls.payer, getAddress(payer));
      const earlier = before === undefined ? undefined : lt(calls.startedAt, before);
      const sameSecond =
        before === undefined || beforeCall === undefined
          ? undefined
          : and(eq(calls.startedAt, before), lt(calls.callId, beforeCall));
      const { answerBody: _body, ...columns } = getTableColumns(calls);
      const rows = await database
        .select(columns)
        .from(calls)
        .where(and(own, or(earlier, sameSecond)))
        .orderBy(desc(calls.startedAt), desc(calls.callId))
        .limit(limit);
      return rows.map(callRowOf);
    },
    async receiptOf(callId) {
      const [call] = await database
        .select()
        .from(calls)
        .where(and(eq(calls.callId, callId), eq(calls.state, "captured"), isNull(calls.prepaid)))
        // Another payer may have chosen the same id later.
        .orderBy(asc(calls.issuedAt))
        .limit(1);
      return call && receiptOf(call, gateway);
    },
    async useOf(callId) {
      const [call] = await database
        .select()
        .from(calls)
        .where(and(eq(calls.callId, callId), eq(calls.state, "captured"), isNotNull(calls.prepaid)))
        .orderBy(asc(calls.issuedAt))
        .limit(1);
      return call && recordOfUse(call);
    },
    async receiptsOf({ payer, key, serviceId }, epoch, from, to) {
      const { answerBody: _body, ...columns } = getTableColumns(calls);
      const rows = await database
        .select(columns)
        .from(calls)
        .where(
          and(
            eq(calls.payer, getAddress(payer)),
            eq(calls.key, getAddress(key)),
            eq(calls.serviceId, serviceId),
            eq(calls.epoch, epoch),
            eq(calls.state, "captured"),
            gt(calls.price, 0n),
            gt(calls.chargedCumulative, from),
            lt(sql`${calls.chargedCumulative} - ${calls.price}`, to),
          ),
        )
        .orderBy(asc(calls.chargedCumulative));
      return rows.map((call) => receiptOf(call, gateway));
    },
    receipted: (serviceId, page) => readReceipted(database, gateway, serviceId, page),
    async close() {
      clearTimeout(keeper);
      await commits.idle();
      await options.close();
    },
  };
}

function nameOf({ payer, key, serviceId, epoch }: Pick<LedgerRow, "payer" | "key" | "serviceId" | "epoch">) {
  return `${payer} ${key} ${serviceId} ${epoch}`;
}
