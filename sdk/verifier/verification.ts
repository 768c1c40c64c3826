/** What a verifier says of a call. */

/** Who is calling, as a trusted gateway says. */
export interface VerifiedCaller {
  /** The payer's address, or `anonymous` for a free call. */
  readonly caller: string;
  /** Your service's id in the ServiceRegistry. */
  readonly serviceId: bigint;
  /** `prepaid`: on a subscription or a stream. */
  readonly tier: "free" | "paid" | "prepaid";
  /** The gateway's address. */
  readonly gateway: string;
  readonly issuer: string;
}

export type TokenProblem =
  | "token_missing"
  | "token_malformed"
  | "gateway_unknown"
  | "audience_wrong"
  | "token_expired"
  | "signature_invalid"
  | "keys_unavailable"
  | "unclaimed_missing"
  | "unclaimed_invalid"
  | "unclaimed_over_limit"
  | "receipts_stopped"
  | "prepaid_refused"
  | "limit_unavailable";

export type Verification =
  | { readonly ok: true; readonly caller: VerifiedCaller }
  | { readonly ok: false; readonly problem: TokenProblem; readonly message: string };

export function refuse(problem: TokenProblem, message: string): Verification {
  return { ok: false, problem, message };
}
