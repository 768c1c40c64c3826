import { useScore } from "../../hooks/use-reviews.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { Fact } from "../fact.tsx";
import { Card } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Stars } from "./stars.tsx";

/** Hundredths of a point in a star: 100 points are 5 stars. */
const A_STAR = 2_000;

/** The score as the chain counts it: by fees paid, newer reviews more, few reviews drawn to the middle. */
export function ScoreCard({ serviceId }: { serviceId: bigint }) {
  const { token } = useStoaConfig();
  const score = useScore(serviceId);
  if (!score) return <Skeleton className="h-24 w-full rounded-xl" />;
  const stars = score.mean / A_STAR;
  return (
    <Card aria-label="Score" className="p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm sm:grid-cols-3">
        <Fact label="Score">
          <span className="flex items-center gap-2">
            {stars.toFixed(1)} <Stars stars={stars} />
          </span>
        </Fact>
        <Fact label="Reviews that weigh">{formatCount(score.count)}</Fact>
        <Fact label="Fees behind them">{formatMoney(score.weight, token)}</Fact>
      </dl>
    </Card>
  );
}
