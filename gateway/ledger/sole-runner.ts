import type { Address } from "viem";
import { decide, missingFor, resultsOf, stateFor } from "./decide-batch.ts";
import { decideReserve } from "./decide-reserve.ts";
import type { KnownCalls } from "./known-calls.ts";
import type { Runner } from "./runner.ts";
import type { CallRecord } from "./schema.ts";
import type { Rows, Wanted } from "./stored-rows.ts";
import { WorkingSet } from "./working-set.ts";

/** The database, wherever it runs. */
export interface RowStore {
  read(wanted: Wanted): Promise<Rows>;
  /**
   * Signs the receipts that are missing and writes all; resolves to the calls as they were written.
   * @param newCalls whether none of the calls is stored in whatever state
   */
  write(rows: Rows, newCalls: boolean): Promise<readonly CallRecord[]>;
  /** Brings ledgers up to what their calls tell. */
  restore(): Promise<void>;
}

/**
 * For a database that no other process has open: rows stay in memory, and a reservation is decided there without a
 * commit of its own. It promises the payer nothing that a crash could break: whoever opens the store next finds the
 * call uncharged and its id free. Charges are written before anybody hears of them; the ledgers that they add up to
 * follow, and are restored from them if they do not.
 * @param payersKept how many payers' ledgers stay in memory
 */
export function createSoleRunner(
  store: RowStore,
  known: KnownCalls,
  gateway: Address,
  payersKept = 5_000,
): Runner {
  let set = new WorkingSet();
  /** Ledgers that had not been written were lost with what was in memory. */
  let behind = false;

  return {
    async run(operations) {
      try {
        if (behind) await store.restore();
        behind = false;
        const wanted = missingFor(set, operations);
        if (Object.values(wanted).some((names) => names.length > 0))
          set.keep(wanted, await store.read(wanted));
        const decided = operations.map((operation) => decide(set, operation));
        const { rows, newCalls } = set.takeChanges(operations.some(({ kind }) => kind === "keep"));
        for (const call of rows.calls) known.add(call);
        const calls = await store.write(rows, newCalls);
        set.forgetEnded();
        set.forgetIdle(payersKept);
        return resultsOf(decided, calls, gateway);
      } catch (problem) {
        // What is in memory may not be what is stored. Calls under way lose their reservation, and are not charged.
        set = new WorkingSet();
        behind = true;
        throw problem;
      }
    },
    reserveAtOnce(request) {
      const { payer } = request.voucher;
      const name = { payer, callId: request.callId };
      if (!set.knowsPayer(payer) || set.knowsCall(name) || known.mayHave(name)) return undefined;
      const { result, changes } = decideReserve(stateFor(set, request), request);
      // A claim needs these: they are written with the reservation.
      if (changes?.former || request.grant) return undefined;
      if (changes) set.hold(changes.ledger, changes.call);
      return result;
    },
    get ahead() {
      return behind || set.holds;
    },
  };
}
