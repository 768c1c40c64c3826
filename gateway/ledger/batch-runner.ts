/** Runs a batch of operations as one commit. */
import type { Database, Sql } from "../store/types.ts";
import { decideCapture, decideClaimed, decideVoid, type ReceiptIssuer } from "./decide-end.ts";
import { decideReserve } from "./decide-reserve.ts";
import { emptyLedger } from "./records.ts";
import { payerOf, type Operation, type OperationResult } from "./operations.ts";
import { WorkingSet, type CallName, type KeyName, type Wanted } from "./working-set.ts";

export type BatchRunner = (operations: readonly Operation[]) => Promise<OperationResult[]>;

/** Payers whose ledgers the only process on a store remembers between batches. */
const PAYERS_KEPT = 5_000;
const ATTEMPTS = 3;

/**
 * For a database that several gateways share: each batch locks its payers' accounts, reads, decides in order, writes.
 */
export function createSharedRunner(database: Database, issuer: ReceiptIssuer): BatchRunner {
  async function once(operations: readonly Operation[]): Promise<OperationResult[]> {
    return database.transaction(async (sql) => {
      const set = new WorkingSet();
      await set.lock(sql, operations.map(payerOf));
      return decideAll(sql, set, operations, issuer);
    });
  }
  return async (operations) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await once(operations);
      } catch (problem) {
        if (attempt === ATTEMPTS || !isContention(problem)) throw problem;
      }
    }
  };
}

/**
 * For a database that no other process has open: rows stay in memory between batches, so that most batches read nothing
 * but whether a call id is new. The write is one statement and needs no transaction.
 */
export function createSoleRunner(database: Database, issuer: ReceiptIssuer): BatchRunner {
  let set = new WorkingSet();
  return async (operations) => {
    try {
      const results = await decideAll(database, set, operations, issuer);
      set.forgetEndedCalls();
      if (set.payers > PAYERS_KEPT) set = new WorkingSet();
      return results;
    } catch (problem) {
      // What is in memory may not be what is stored.
      set = new WorkingSet();
      throw problem;
    }
  };
}

async function decideAll(
  sql: Sql,
  set: WorkingSet,
  operations: readonly Operation[],
  issuer: ReceiptIssuer,
): Promise<OperationResult[]> {
  await set.load(sql, wantedBy(operations));
  const results = operations.map((operation) => decide(set, operation, issuer));
  await set.save(sql);
  return results;
}

function wantedBy(operations: readonly Operation[]): Wanted {
  const calls: CallName[] = [];
  const grants: KeyName[] = [];
  for (const { kind, request } of operations) {
    if (kind === "reserve") {
      const { payer, key } = request.voucher;
      calls.push({ payer, callId: request.callId });
      if (request.grant) grants.push({ payer, key });
    } else if (kind !== "claimed") calls.push(request);
  }
  return { payers: operations.map(payerOf), calls, grants };
}

function decide(set: WorkingSet, operation: Operation, issuer: ReceiptIssuer): OperationResult {
  switch (operation.kind) {
    case "reserve": {
      const { request } = operation;
      const { payer, epoch } = request.voucher;
      const { result, changes } = decideReserve(
        {
          account: set.account(payer),
          ledgers: set.ledgersOf(payer, epoch),
          call: set.call({ payer, callId: request.callId }),
          grant: set.grant(request.voucher),
        },
        request,
      );
      if (changes) {
        set.setLedger(changes.ledger);
        set.setCall(changes.call);
        if (changes.former) set.setFormer(changes.former);
        if (changes.grant) set.setGrant(changes.grant);
      }
      return result;
    }
    case "capture": {
      const call = set.call(operation.request);
      const ledger = call && set.ledger(call);
      const { result, changes } = decideCapture({ call, ledger }, operation.request, issuer);
      if (changes) {
        set.setLedger(changes.ledger);
        set.setCall(changes.call);
      }
      return result;
    }
    case "void": {
      const { reason, endedBefore } = operation.request;
      const call = set.call(operation.request);
      if (!call || (endedBefore !== undefined && call.expiresAt > endedBefore)) return false;
      const changes = decideVoid({ call, ledger: set.ledger(call) }, reason);
      if (!changes) return false;
      set.setLedger(changes.ledger);
      set.setCall(changes.call);
      return true;
    }
    case "claimed": {
      const { request } = operation;
      const ledger = set.ledger(request) ?? emptyLedger(request);
      const changes = decideClaimed(set.account(request.payer), ledger, request);
      set.setAccount(changes.account);
      set.setLedger(changes.ledger);
      return undefined;
    }
  }
}

/** Deadlock and serialisation failure: nothing was written, and the same batch may well pass the next time. */
function isContention(problem: unknown): boolean {
  const code = (problem as { code?: unknown }).code;
  return code === "40P01" || code === "40001";
}
