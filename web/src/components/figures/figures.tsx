import { useFigures } from "../../hooks/use-figures.ts";
import { problemOf } from "../../lib/errors.ts";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AttackCard } from "./attack-card.tsx";
import { ElectorateCard } from "./electorate-card.tsx";
import { SpreadCard } from "./spread-card.tsx";
import { TurnoutCard } from "./turnout-card.tsx";

/** What the index counts of the DAO. */
export function Figures() {
  const { data: figures, error } = useFigures();
  if (error)
    return (
      <Notice tone="negative" title="The figures could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!figures)
    return (
      <div aria-busy="true">
        <Skeleton className="h-48 w-full rounded-xl" />
      </div>
    );
  return (
    <div className="grid grid-cols-1 gap-5">
      <ElectorateCard figures={figures} />
      <SpreadCard figures={figures} />
      <TurnoutCard turnout={figures.turnout} />
      {figures.attack && <AttackCard attack={figures.attack} figures={figures} />}
    </div>
  );
}
