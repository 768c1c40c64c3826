/** A batch of operations on rows in memory, one after the other. No I/O. */
import type { Address } from "viem";
import { decideCapture, decideClaimed, decideVoid } from "./decide-end.ts";
import { decideHold, decideHoldEnd } from "./decide-hold.ts";
import { decideReserve } from "./decide-reserve.ts";
import { decideUnused, decideUse, decideUsed, type UseChanges } from "./decide-use.ts";
import { payersOf, type Operation, type OperationResult } from "./operations.ts";
import { emptyLedger, receiptOf, recordOfUse } from "./records.ts";
import type { CallRecord } from "./schema.ts";
import type { CallName, KeyName, Wanted } from "./stored-rows.ts";
import type { ReserveRequest } from "./types.ts";
import type { WorkingSet } from "./working-set.ts";

/** What a batch needs to see and the set does not have yet. */
export function missingFor(set: WorkingSet, operations: readonly Operation[]): Wanted {
  const calls: CallName[] = [];
  const grants: KeyName[] = [];
  const uses: string[] = [];
  const prepayments: string[] = [];
  for (const operation of operations) {
    if (operation.kind === "reserve") {
      const { callId, voucher, grant } = operation.request;
      calls.push({ payer: voucher.payer, callId });
      if (grant) grants.push(voucher);
    } else if (operation.kind === "use") {
      calls.push(operation.request);
      uses.push(operation.request.prepaid);
      if (operation.request.grant) grants.push(operation.request);
    } else if (operation.kind === "capture" || operation.kind === "void") {
      calls.push(operation.request);
      if (operation.request.prepaid !== undefined) uses.push(operation.request.prepaid);
    } else if (operation.kind === "hold" || operation.kind === "endHold")
      prepayments.push(operation.request.id);
  }
  return set.missing({ payers: payersOf(operations), calls, grants, uses, prepayments });
}

/** What an operation came to; a charge waits for its receipt, which is signed when the call is written. */
export type Decided = OperationResult | { readonly kind: "charged"; readonly call: CallRecord };

export function decide(set: WorkingSet, operation: Operation): Decided {
  switch (operation.kind) {
    case "reserve": {
      const { result, changes } = decideReserve(stateFor(set, operation.request), operation.request);
      if (changes) {
        set.setLedger(changes.ledger);
        set.setCall(changes.call);
        if (changes.former) set.setFormer(changes.former);
        if (changes.grant) set.setGrant(changes.grant);
      }
      return result;
    }
    case "use": {
      const { request } = operation;
      const state = {
        uses: set.usesOf(request.prepaid, request.payer),
        call: set.call(request),
        grant: set.grant(request),
      };
      const { result, changes } = decideUse(state, request);
      if (changes) setUse(set, changes);
      return result;
    }
    case "capture": {
      const call = set.call(operation.request);
      if (call && call.prepaid !== null) {
        const used = decideUsed({ call, uses: set.usesOf(call.prepaid, call.payer) }, operation.request);
        if (used?.changes) setUse(set, used.changes);
        return used ? { kind: "used", use: recordOfUse(used.captured) } : { kind: "gone" };
      }
      const decided = decideCapture({ call, ledger: call && set.ledger(call) }, operation.request);
      if (!decided) return { kind: "gone" };
      if (decided.changes) {
        // The call tells what the ledger came to.
        set.setLedgerLater(decided.changes.ledger);
        set.setCall(decided.changes.call);
      }
      return { kind: "charged", call: decided.captured };
    }
    case "void": {
      const { reason, endedBefore } = operation.request;
      const call = set.call(operation.request);
      if (!call || (endedBefore !== undefined && call.expiresAt > endedBefore)) return false;
      if (call.prepaid !== null) {
        const unused = decideUnused({ call, uses: set.usesOf(call.prepaid, call.payer) }, reason);
        if (unused) setUse(set, unused);
        return unused !== undefined;
      }
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
    case "hold": {
      const { request } = operation;
      const state = {
        account: set.account(request.payer),
        ledgers: set.ledgersOf(request.payer, request.account.epoch),
        prepayment: set.prepayment(request.id),
      };
      const { result, changes } = decideHold(state, request);
      if (changes) {
        set.setAccount(changes.account);
        set.setPrepayment(changes.prepayment);
      }
      return result;
    }
    case "endHold": {
      const { request } = operation;
      const state = { account: set.account(request.payer), prepayment: set.prepayment(request.id) };
      const changes = decideHoldEnd(state, request);
      if (changes) {
        set.setAccount(changes.account);
        set.setPrepayment(changes.prepayment);
      }
      return undefined;
    }
    case "keep":
      return undefined;
  }
}

function setUse(set: WorkingSet, { uses, call, grant }: UseChanges): void {
  set.setUses(uses);
  set.setCall(call);
  if (grant) set.setGrant(grant);
}

/** What a reservation is decided on. */
export function stateFor(set: WorkingSet, { voucher, callId }: ReserveRequest) {
  const { payer, epoch } = voucher;
  return {
    account: set.account(payer),
    ledgers: set.ledgersOf(payer, epoch),
    call: set.call({ payer, callId }),
    grant: set.grant(voucher),
  };
}

/** What the callers are told, once `written` calls with their receipts are stored. */
export function resultsOf(
  decided: readonly Decided[],
  written: readonly CallRecord[],
  gateway: Address,
): OperationResult[] {
  const signed = new Map(written.map((call) => [`${call.payer} ${call.callId}`, call]));
  return decided.map((result) => {
    if (typeof result !== "object" || result.kind !== "charged") return result as OperationResult;
    const call = signed.get(`${result.call.payer} ${result.call.callId}`) ?? result.call;
    return { kind: "captured", signed: receiptOf(call, gateway) };
  });
}
