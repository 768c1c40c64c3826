/** What reviews weigh, what the weights add up to as the contract keeps it, and the score of a service that follows. */
import type { Context, Event } from "ponder:registry";
import { parameter, review, reviewer, scorePeriod, service } from "ponder:schema";
import { PERIODS, periodOf, scoreOf, type Sums } from "../scores/score.ts";
import { plus } from "./plus.ts";

type Db = Context["db"];
type Review = typeof review.$inferSelect;

/** Where a review counts, and the points that it gives. */
export interface Place {
  readonly serviceId: bigint;
  readonly tenure: number;
  readonly period: number;
  readonly value: bigint;
}

/**
 * Adds weight to a period of a service, or takes some away.
 * @param reviews How many more weigh something than before.
 */
export async function changeScore(
  event: Pick<Event, "block">,
  db: Db,
  { serviceId, tenure, period, value }: Place,
  weight: bigint,
  reviews: number,
): Promise<void> {
  const parts = { weight, weighted: value * weight, reviews };
  await db
    .insert(scorePeriod)
    .values({ serviceId, tenure, period, ...parts })
    .onConflictDoUpdate(plus(parts));
  await rescore(event, db, serviceId);
}

/** Takes weight from a review, all that it has unless told. @returns the review before. */
export async function takeWeight(
  event: Pick<Event, "block">,
  db: Db,
  key: Pick<Review, "serviceId" | "client" | "feedbackIndex">,
  wanted?: bigint,
): Promise<Review> {
  const before = { ...(await db.find(review, key))! };
  const { weight, value, period, tenure } = before;
  const taken = wanted ?? weight;
  if (taken === 0n || period === null || tenure === null) return before;
  await db.update(review, key).set({ weight: weight - taken });
  await db.update(reviewer, { account: key.client }).set(plus({ weight: -taken }));
  const place = { serviceId: key.serviceId, tenure, period, value };
  await changeScore(event, db, place, -taken, weight === taken ? -1 : 0);
  return before;
}

/** Writes the score as it is at the event. */
async function rescore({ block }: Pick<Event, "block">, db: Db, serviceId: bigint): Promise<void> {
  const now = block.timestamp;
  const tenure = (await db.find(service, { id: serviceId }))?.tenure ?? 0;
  const present = periodOf(now);
  const sums: Sums[] = [];
  for (let period = present; period > present - PERIODS; period--) {
    const row = await db.find(scorePeriod, { serviceId, tenure, period });
    if (row) sums.push(row);
  }
  const valueOf = async (name: "reviewPriorMean" | "reviewPriorWeight") =>
    (await db.find(parameter, { name }))?.value ?? 0n;
  const prior = { mean: await valueOf("reviewPriorMean"), weight: await valueOf("reviewPriorWeight") };
  const { mean: score, weight: scoreWeight, reviews: scoreReviews } = scoreOf(sums, prior, now);
  await db.update(service, { id: serviceId }).set({ score, scoreWeight, scoreReviews, scoredAt: now });
}
