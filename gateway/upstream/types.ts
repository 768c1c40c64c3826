/** How a publisher's server can tell that a call came through a gateway. */
import type { Address } from "viem";

export interface CallerIdentity {
  /** Payer, or `anonymous` for a free call. */
  readonly caller: Address | "anonymous";
  readonly serviceId: bigint;
  /** The endpoint the token is for: its `aud`. */
  readonly endpoint: string;
  /** `prepaid`: on a subscription or a stream, so that no receipt will come. */
  readonly tier: "free" | "paid" | "prepaid";
}

/** What the gateway owes for a service. */
export interface UnclaimedStatement {
  readonly serviceId: bigint;
  readonly endpoint: string;
  /** Charged and not claimed, token base units. */
  readonly unclaimed: bigint;
}

/** Signed, short-lived JWTs; one is cached per caller and service and renewed before it ends. */
export interface CallerTokens {
  tokenFor(identity: CallerIdentity): Promise<string>;
  /** Beside the token of a paid call, the same for all callers. */
  unclaimedFor(statement: UnclaimedStatement): Promise<string>;
  jwks(): { keys: readonly unknown[] };
}
