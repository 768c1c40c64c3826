import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useCases, type CaseFilter } from "../../hooks/use-cases.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { caseStageOf, caseUntil, KIND_LABEL, type CourtCase } from "../../lib/cases.ts";
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
  if (!cases || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="h-40 w-full rounded-xl" />
      </div>
    );
  if (cases.length === 0)
    return (
      <EmptyState
        icon={Scale}
        title={Object.values(filter).some(Boolean) ? "No case of this kind" : "No case yet"}
        className="rounded-xl border border-dashed"
      >
        A case is opened where its subject is: a service’s stake under Records on its page, a review beside
        it, a report on its bounty’s page, a claim on a bond on the gateway’s page, a contested charge under
        Account, Disputes.
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
  const { id, kind, amount, outcome, time } = found;
  const stage = caseStageOf(found, now);
  const until = caseUntil(found, stage);
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
          {until !== undefined && `; this step ends ${formatRelative(until, now)}, ${formatTime(until)}`}
        </p>
      </div>
      <CaseBadge stage={stage} outcome={outcome} />
    </li>
  );
}
