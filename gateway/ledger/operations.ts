/** What can be done to the books, as data: a batch of these is one commit. */
import type { Address, Hex } from "viem";
import type {
  CaptureRequest,
  CaptureResult,
  HoldEnd,
  HoldRequest,
  HoldResult,
  ReserveRequest,
  ReserveResult,
  UseRequest,
} from "./types.ts";

export interface VoidRequest {
  readonly callId: Hex;
  readonly payer: Address;
  readonly reason: string;
  /** What was paid ahead that the call is a use of. */
  readonly prepaid?: string;
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
  | { readonly kind: "use"; readonly request: UseRequest }
  | { readonly kind: "capture"; readonly request: CaptureRequest }
  | { readonly kind: "void"; readonly request: VoidRequest }
  | { readonly kind: "claimed"; readonly request: ClaimedRequest }
  | { readonly kind: "hold"; readonly request: HoldRequest }
  | { readonly kind: "endHold"; readonly request: HoldEnd }
  /** Writes what is in memory only. */
  | { readonly kind: "keep" };

/** In the order of the kinds above; a void tells whether there was something to void. */
export type OperationResult = ReserveResult | CaptureResult | HoldResult | boolean | undefined;

export function payersOf(operations: readonly Operation[]): Address[] {
  return operations.flatMap((operation) => {
    if (operation.kind === "keep") return [];
    return operation.kind === "reserve" ? operation.request.voucher.payer : operation.request.payer;
  });
}
