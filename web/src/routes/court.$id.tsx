import { createFileRoute, Link, notFound } from "@tanstack/react-router";
import { useConnection } from "wagmi";
import { ActCard } from "../components/court/act-card.tsx";
import { CaseBadge } from "../components/court/case-badges.tsx";
import { CaseFacts } from "../components/court/case-facts.tsx";
import { CaseSubject } from "../components/court/case-subject.tsx";
import { EvidenceCard } from "../components/court/evidence-card.tsx";
import { RulingCard } from "../components/court/ruling-card.tsx";
import { CaseSteps } from "../components/court/case-steps.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Skeleton } from "../components/ui/skeleton.tsx";
import { useCase } from "../hooks/use-cases.ts";
import { useChainTime } from "../hooks/use-chain-time.ts";
import { useVoteLost } from "../hooks/use-governor.ts";
import { useServiceOwner } from "../hooks/use-service-owner.ts";
import { caseStageOf, KIND_LABEL, mayAnswer } from "../lib/cases.ts";

export const Route = createFileRoute("/court/$id")({ component: CasePage });

function CasePage() {
  const { id } = Route.useParams();
  if (!/^\d{1,30}$/.test(id)) throw notFound();
  return <Case key={id} id={BigInt(id)} />;
}

function Case({ id }: { id: bigint }) {
  const now = useChainTime();
  const { address } = useConnection();
  const { data: found, isPending, error } = useCase(id);
  const { data: owner } = useServiceOwner(found?.serviceId ?? undefined);
  const voteLost = useVoteLost(found?.proposalId ?? undefined);
  if (error) throw error;
  if (isPending || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="mt-12 h-64 w-full rounded-xl" />
      </div>
    );
  if (!found) throw notFound();
  const stage = caseStageOf(found, now, voteLost);
  const { claim } = KIND_LABEL[found.kind];

  return (
    <>
      <title>{`Case ${id} · Stoa`}</title>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            Case {String(id)} <CaseBadge stage={stage} outcome={found.outcome} />
          </span>
        }
        description={
          <>
            <CaseSubject found={found} />: {claim.charAt(0).toLowerCase()}
            {claim.slice(1)}
          </>
        }
        actions={
          <Link to="/court" className={buttonStyles()}>
            All cases
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        <ActCard
          found={found}
          stage={stage}
          now={now}
          answers={mayAnswer(found, address, owner ?? undefined)}
        />
        <CaseFacts found={found} />
        {(stage === "answering" || stage === "hearing") && (
          <RulingCard found={found} now={now} due={stage === "hearing"} />
        )}
        <EvidenceCard found={found} />
        <CaseSteps caseId={id} now={now} />
      </div>
    </>
  );
}
