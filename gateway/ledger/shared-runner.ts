import type { BatchSql, Database } from "../store/types.ts";
import { decide, missingFor, resultsOf } from "./decide-batch.ts";
import { payersOf, type Operation, type OperationResult } from "./operations.ts";
import type { Runner } from "./runner.ts";
import { signReceipts, type ReceiptIssuer } from "./sign-receipts.ts";
import { lockAccounts, readRows, writeRows } from "./stored-rows.ts";
import { WorkingSet } from "./working-set.ts";

const ATTEMPTS = 3;

/** For a database that several gateways share: each batch locks its payers' accounts, reads, decides in order, writes. */
export function createSharedRunner(database: Database, issuer: ReceiptIssuer): Runner {
  async function once(sql: BatchSql, operations: readonly Operation[]): Promise<OperationResult[]> {
    const set = new WorkingSet();
    set.keepAccounts(await lockAccounts(sql, payersOf(operations)));
    const wanted = missingFor(set, operations);
    set.keep(wanted, await readRows(sql, wanted));
    const decided = operations.map((operation) => decide(set, operation));
    const { rows, newCalls } = set.takeChanges(true);
    const calls = signReceipts(rows.calls, issuer);
    await writeRows(sql, { ...rows, calls }, newCalls);
    return resultsOf(decided, calls, issuer.gateway);
  }

  return {
    async run(operations) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await database.transaction((sql) => once(sql, operations));
        } catch (problem) {
          if (attempt === ATTEMPTS || !isContention(problem)) throw problem;
        }
      }
    },
    reserveAtOnce: () => undefined,
    ahead: false,
  };
}

/** Deadlock and serialisation failure: nothing was written, and the same batch may well pass the next time. */
function isContention(problem: unknown): boolean {
  const code = (problem as { code?: unknown }).code;
  return code === "40P01" || code === "40001";
}
