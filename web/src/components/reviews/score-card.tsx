import { useRatings, useScore } from "../../hooks/use-reviews.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { sharesByStars } from "../../lib/reviews.ts";
import { Card } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Stars } from "./stars.tsx";

/** Hundredths of a point in a star: 100 points are 5 stars. */
const A_STAR = 2_000;

/** The score as the chain counts it: by fees paid, newer reviews more, few reviews drawn to the middle. */
export function ScoreCard({ serviceId }: { serviceId: bigint }) {
  const { token } = useStoaConfig();
  const score = useScore(serviceId);
  const { data: ratings = [] } = useRatings(serviceId);
  if (!score)
    return (
      <div aria-busy="true">
        <Skeleton className="h-24 w-full rounded-xl" />
      </div>
    );
  if (score.count === 0)
    return (
      <Card aria-label="Score" className="p-5 text-sm text-ink-muted">
        <p className="text-[0.9375rem] font-semibold text-ink">No score yet</p>
        <p className="mt-0.5 max-w-prose">
          The score counts reviews by people who have paid for the service, each by the fees that they paid.
        </p>
      </Card>
    );
  const stars = score.mean / A_STAR;
  const reviews = score.count === 1 ? "1 review that weighs" : `${score.count} reviews that weigh`;
  return (
    <Card aria-label="Score" className="p-5">
      <div className="grid items-center gap-x-10 gap-y-5 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div>
          <p className="flex items-center gap-3">
            <span className="text-4xl font-semibold tracking-[-0.03em] tabular-nums">{stars.toFixed(1)}</span>
            <Stars stars={stars} />
          </p>
          <p className="mt-1 text-sm text-ink-soft tabular-nums">{reviews}</p>
          <p className="text-xs text-ink-muted tabular-nums">
            {formatMoney(score.weight, token)} of fees behind them
          </p>
        </div>
        <dl className="grid gap-1.5 text-xs tabular-nums">
          {sharesByStars(ratings).map(({ stars: each, percent, reviews: given }) => (
            <div key={each} className="grid grid-cols-[3.5rem_minmax(0,1fr)_5.5rem] items-center gap-3">
              <dt className="text-ink-muted">{each === 1 ? "1 star" : `${each} stars`}</dt>
              <dd className="contents">
                <span className="block h-1.5 overflow-hidden rounded-full bg-line" aria-hidden>
                  <span className="block h-full rounded-full bg-accent" style={{ width: `${percent}%` }} />
                </span>
                <span className="text-end text-ink-muted">
                  {percent} % of fees{given > 0 && <span className="sr-only">, {given} reviews</span>}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <p className="mt-4 max-w-prose text-xs text-ink-muted">
        A review weighs the protocol fees that its author has paid here. Its weight halves in 90 days, and
        while there are few, the score is drawn to the middle.
      </p>
    </Card>
  );
}
