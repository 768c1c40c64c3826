/** What can be done to the books, as data: a batch of these is one commit. */
import type { Address, Hex } from "viem";
import type { CaptureRequest, CaptureResult, ReserveRequest, ReserveResult } from "./types.ts";

export interface VoidRequest {
  readonly callId: Hex;
  readonly payer: Address;
  readonly reason: string;
  /** Only if the reservation ended before this, Unix seconds. */
  readonly endedBefore?: bigint;
}

export interface ClaimedRequest {
  readonly payer: Address;
  readonly key: Address;
  readonly serviceId: bigint;
  readonly epoch: number;
  readonly claimed: bigint;
  readonly block: bigint;
}

export type Operation =
  | { readonly kind: "reserve"; readonly request: ReserveRequest }
  | { readonly kind: "capture"; readonly request: CaptureRequest }
  | { readonly kind: "void"; readonly request: VoidRequest }
  | { readonly kind: "claimed"; readonly request: ClaimedRequest }
  /** Writes what is in memory only. */
  | { readonly kind: "keep" };

/** In the order of the kinds above; a void tells whether there was something to void. */
export type OperationResult = ReserveResult | CaptureResult | boolean | undefined;

export function payersOf(operations: readonly Operation[]): Address[] {
  return operations.flatMap((operation) => {
    if (operation.kind === "keep") return [];
    return operation.kind === "reserve" ? operation.request.voucher.payer : operation.request.payer;
  });
}
