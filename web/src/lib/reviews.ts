/** Reviews in words: what a rating is, and what its file holds. */
import type { schema } from "./index-client.ts";

export type Review = typeof schema.review.$inferSelect;
export type ReviewResponse = typeof schema.reviewResponse.$inferSelect;

export const REVIEW_ORDERS = ["newest", "weight", "helpful"] as const;
export type ReviewOrder = (typeof REVIEW_ORDERS)[number];

/** ERC-8004's tag of a rating from 0 to 100: the one that the score reads. */
export const STARRED = "starred";

const POINTS_A_STAR = 20;

/** Points of a number of stars, 1 to 5. */
export function pointsOf(stars: number): bigint {
  return BigInt(stars * POINTS_A_STAR);
}

/** Stars of points with decimals, from 0 to 5; undefined for what is no rating. */
export function starsOf({ tag1, value, valueDecimals }: Pick<Review, "tag1" | "value" | "valueDecimals">) {
  if (tag1 !== STARRED) return undefined;
  const points = Number(value) / 10 ** valueDecimals;
  return points < 0 || points > 100 ? undefined : points / POINTS_A_STAR;
}

export function isSameReview(
  a: Pick<Review, "client" | "feedbackIndex">,
  b: Pick<Review, "client" | "feedbackIndex">,
): boolean {
  return a.client === b.client && a.feedbackIndex === b.feedbackIndex;
}

/** What of the weight behind ratings stands on each number of stars, from 5 to 1, whole percent. */
export function sharesByStars(
  ratings: readonly Pick<Review, "tag1" | "value" | "valueDecimals" | "weight">[],
): { readonly stars: number; readonly percent: number; readonly reviews: number }[] {
  const all = ratings.reduce((sum, { weight }) => sum + weight, 0n);
  return [5, 4, 3, 2, 1].map((stars) => {
    const those = ratings.filter((rating) => {
      const given = starsOf(rating);
      return given !== undefined && Math.max(1, Math.round(given)) === stars;
    });
    const weight = those.reduce((sum, each) => sum + each.weight, 0n);
    return { stars, percent: all === 0n ? 0 : Number((weight * 100n) / all), reviews: those.length };
  });
}
