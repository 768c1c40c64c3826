import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useCases, type CaseFilter } from "../../hooks/use-cases.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { caseStageOf, KIND_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CaseBadge } from "./case-badges.tsx";
import { CaseSubject } from "./case-subject.tsx";

/** Cases that match, newest first. */
export function CaseList({ filter }: { filter: CaseFilter }) {
  const now = useChainTime();
  const { data: cases, error } = useCases(filter);
  if (error)
    return (
      <Notice tone="negative" title="The cases could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!cases || now === undefined) return <Skeleton className="h-40 w-full rounded-xl" />;
  if (cases.length === 0)
    return (
      <EmptyState icon={Scale} title="No such case" className="rounded-xl border border-dashed">
        A case is opened where its subject is: on the page of a service, a review, a bounty, a gateway or a
        contested charge.
      </EmptyState>
    );
  return (
    <Card aria-label="Cases" className="overflow-hidden">
      <h2 className="sr-only">Cases</h2>
      <ul className="divide-y">
        {cases.map((found) => (
          <CaseItem key={String(found.id)} found={found} now={now} />
        ))}
      </ul>
    </Card>
  );
}

function CaseItem({ found, now }: { found: CourtCase; now: bigint }) {
  const { token } = useStoaConfig();
  const { id, kind, amount, outcome, deadline, time } = found;
  const stage = caseStageOf(found, now);
  const dated = stage === "answering" || stage === "hearing" || stage === "appealable" || stage === "voting";
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
      <div className="min-w-0 flex-1 basis-64">
        <p className="text-sm font-medium">
          <Link to="/court/$id" params={{ id: String(id) }} className="hover:underline">
            Case {String(id)}
          </Link>
          <span className="font-normal text-ink-muted"> · {KIND_LABEL[kind].label}</span>
        </p>
        <p className="mt-0.5 text-sm text-ink-soft">
          <CaseSubject found={found} />
          {amount > 0n && `, ${formatMoney(amount, token)}`}
        </p>
        <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
          Opened {formatRelative(time, now)}
          {dated && `, until ${formatTime(deadline)}`}
        </p>
      </div>
      <CaseBadge stage={stage} outcome={outcome} />
    </li>
  );
}
