import type { Hash } from "viem";
import { z } from "zod";
import { encodeWire } from "../../../contracts/payment.ts";
import type { AnonymousReview } from "../../../sdk/reviews/anonymous-review.ts";
import { gatewayPostUnnamed } from "./gateway.ts";

const answer = z.object({ transaction: z.custom<Hash>((value) => /^0x[0-9a-f]{64}$/.test(String(value))) });

/** Has the gateway send the review, without the login that this browser may have there. */
export async function relayReview(review: AnonymousReview): Promise<Hash> {
  const posted = await gatewayPostUnnamed("/v1/reviews/anonymous", JSON.parse(encodeWire(review)));
  return answer.parse(posted).transaction;
}
