import { Link } from "@tanstack/react-router";
import { useCases } from "../../hooks/use-cases.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { caseStageOf, caseUntil, STAGE_WORDS } from "../../lib/cases.ts";
import { formatRelative } from "../../lib/format.ts";
import { Notice } from "../ui/notice.tsx";

/** Tells a publisher of the cases against the service's stake, and how long there is to answer; nothing without one. */
export function OpenCases({ serviceId }: { serviceId: bigint }) {
  const now = useChainTime();
  const { data: cases = [] } = useCases({ kind: "stake", running: true, serviceId });
  if (cases.length === 0 || now === undefined) return null;
  return (
    <Notice tone="caution" title="The stake is before the Court">
      <ul>
        {cases.map((found) => {
          const stage = caseStageOf(found, now);
          const until = caseUntil(found, stage);
          return (
            <li key={String(found.id)}>
              <Link to="/court/$id" params={{ id: String(found.id) }} className="text-accent underline">
                Case {String(found.id)}
              </Link>
              : {STAGE_WORDS[stage].label.toLowerCase()}
              {until !== undefined && `; this step ends ${formatRelative(until, now)}`}.
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
