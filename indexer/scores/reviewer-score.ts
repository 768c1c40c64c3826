/** How a reviewer's votes count for him before there are any: five, at the prior's mean. */
const PRIOR_VOTES = 5;
/** Votes that a review struck by the Court outweighs. */
const STRIKE = 10;

export interface ReviewerRecord {
  /** Votes of payers on his reviews. */
  readonly helpful: number;
  readonly unhelpful: number;
  /** Reviews that the Court struck. */
  readonly struck: number;
}

/**
 * How much others make of somebody's reviews: the share of helpful votes, where a review that the Court struck is ten unhelpful
 * ones, drawn towards the prior. It does not age, since the reviews that it is about stay as they are.
 * @param priorMean Points, 0 to 100.
 * @returns hundredths of a point, 0 to 10,000
 */
export function reviewerScoreOf({ helpful, unhelpful, struck }: ReviewerRecord, priorMean: number): number {
  const good = helpful * 100 + PRIOR_VOTES * priorMean;
  return Math.floor((good * 100) / (helpful + unhelpful + STRIKE * struck + PRIOR_VOTES));
}
