/** Calls on what was paid ahead: whether one may be reserved, and how it ends. No I/O. */
import { refuse } from "../refusals.ts";
import { knownCall, newerGrant, openCall } from "./decide-reserve.ts";
import { readPrepaidName } from "./prepaid-name.ts";
import type { CallRecord, GrantRow, UseRow } from "./schema.ts";
import type { CaptureRequest, ReserveResult, UseRequest } from "./types.ts";

export interface UseState {
  readonly uses: UseRow;
  /** What is stored under the payer's call id. */
  readonly call: CallRecord | undefined;
  /** The newest grant kept for the key. */
  readonly grant: GrantRow | undefined;
}

export interface UseChanges {
  readonly uses: UseRow;
  readonly call: CallRecord;
  readonly grant?: GrantRow;
}

export function decideUse(
  { uses, call, grant }: UseState,
  request: UseRequest,
): { readonly result: ReserveResult; readonly changes?: UseChanges } {
  const known = knownCall(call, request.requestHash, request.gateway);
  if (known) return { result: known };
  const { payer, key, serviceId, termsHash, prepaid, quota } = request;
  const taken = uses.used + uses.reserved;
  if (quota && taken >= quota.calls) {
    const { prepaidId: subscriptionId, periodIndex = 0 } = readPrepaidName(prepaid);
    const { calls, periodEnd, overage } = quota;
    const { used, reserved } = uses;
    const details = { subscriptionId, periodIndex, calls, used, reserved, periodEnd, overage };
    return { result: { kind: "refused", refusal: refuse("quota_used_up", details) } };
  }
  return {
    result: { kind: "reserved", seq: taken + 1n },
    changes: {
      uses: { ...uses, reserved: uses.reserved + 1n },
      // It pays nothing, so it is of no epoch.
      call: { ...openCall(request), payer, key, serviceId, epoch: 0, termsHash, price: 0n, prepaid },
      grant: newerGrant(grant, request),
    },
  };
}

/** Counts a reserved call; one that was counted before stays so. Undefined when the reservation is gone. */
export function decideUsed(
  { call, uses }: { readonly call: CallRecord; readonly uses: UseRow },
  request: CaptureRequest,
): { readonly captured: CallRecord; readonly changes?: UseChanges } | undefined {
  if (call.state === "captured") return { captured: call };
  if (call.state !== "reserved") return undefined;
  const captured: CallRecord = {
    ...call,
    state: "captured",
    latencyMs: Math.round(request.latencyMs),
    responseHash: request.responseHash,
    receiptStatus: request.status,
    issuedAt: request.issuedAt,
    answerStatus: request.answer?.status ?? null,
    answerType: request.answer?.contentType ?? null,
    answerBody: request.answer?.body ?? null,
  };
  return {
    captured,
    changes: { call: captured, uses: { ...uses, used: uses.used + 1n, reserved: uses.reserved - 1n } },
  };
}

/** Gives a use back; undefined when there is none. */
export function decideUnused(
  { call, uses }: { readonly call: CallRecord; readonly uses: UseRow },
  reason: string,
): UseChanges | undefined {
  if (call.state !== "reserved") return undefined;
  return {
    call: { ...call, state: "void", reason },
    uses: { ...uses, reserved: uses.reserved - 1n },
  };
}
