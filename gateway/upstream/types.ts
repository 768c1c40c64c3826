/** How a publisher's server can tell that a call came through a gateway. */
import type { Address } from "viem";

export interface CallerIdentity {
  /** Payer, or `anonymous` for a free call. */
  readonly caller: Address | "anonymous";
  readonly serviceId: bigint;
  /** The endpoint the token is for: its `aud`. */
  readonly endpoint: string;
  readonly tier: "free" | "paid";
}

/** Signed, short-lived JWTs; one is cached per caller and service and renewed before it ends. */
export interface CallerTokens {
  tokenFor(identity: CallerIdentity): Promise<string>;
  jwks(): { keys: readonly unknown[] };
}
