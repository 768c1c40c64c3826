import type { Hash } from "viem";
import type { Refusal } from "../refusals.ts";
import type { AnonymousReview } from "../../sdk/reviews/anonymous-review.ts";

export type RelayOutcome =
  | { readonly kind: "relayed"; readonly transaction: Hash }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface ReviewRelay {
  /**
   * Sends somebody's anonymous review from the settler, so that no account of his is its sender. Resolves when it is mined;
   * the same review asked for twice at once is sent once. Rejects when the chain cannot be reached.
   */
  relay(review: AnonymousReview): Promise<RelayOutcome>;
}
