import { Hono } from "hono";
import { isHex, maxUint256, type Hex } from "viem";
import { z } from "zod";
import type { AnonymousReview } from "../../sdk/reviews/anonymous-review.ts";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { limitRate } from "./limit-rate.ts";
import { respond } from "./respond.ts";

/** Enough for everybody of one household; each costs the gateway's node some milliseconds, and a valid one its gas. */
const REVIEWS = { requests: 20, window: 60 };
const LONGEST_TEXT = 300;

const uint256 = z
  .string()
  .regex(/^\d{1,78}$/, "a decimal number")
  .transform(BigInt)
  .refine((value) => value <= maxUint256, "a number of 256 bits");
const text = z.string().max(LONGEST_TEXT);

const body = z.object({
  serviceId: uint256,
  epoch: uint256,
  feedback: z.object({
    value: z
      .string()
      .regex(/^-?\d{1,38}$/, "a decimal number")
      .transform(BigInt),
    valueDecimals: z.number().int().min(0).max(255),
    tag1: text,
    tag2: text,
    endpoint: text,
    feedbackURI: text,
    feedbackHash: z.string().refine((value): value is Hex => isHex(value) && value.length === 66, "32 bytes"),
  }),
  nullifier: uint256,
  points: z
    .array(uint256)
    .length(8)
    .transform((points) => points as unknown as AnonymousReview["points"]),
});

/**
 * `POST /v1/reviews/anonymous`: sends an anonymous review to the chain, so that its writer need not. Knows no login and looks
 * at no cookie. Answers with the transaction once it is mined.
 */
export function reviewRoutes({ reviews, log }: Pick<ControlPlaneDeps, "reviews" | "log">) {
  return new Hono().post("/anonymous", limitRate(REVIEWS), input("json", body), async (c) => {
    try {
      const outcome = await reviews.relay(c.req.valid("json"));
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      return c.json({ transaction: outcome.transaction });
    } catch (error) {
      log.warn({ err: error }, "a review could not be relayed");
      return respond(c, refuse("part_unreachable", { part: "chain" }));
    }
  });
}
