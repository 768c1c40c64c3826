import { createFileRoute, Link, notFound } from "@tanstack/react-router";
import { BountyActCard } from "../components/bounties/bounty-act-card.tsx";
import { BountyBadge } from "../components/bounties/bounty-badge.tsx";
import { BountyFacts } from "../components/bounties/bounty-facts.tsx";
import { BountySteps } from "../components/bounties/bounty-steps.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Skeleton } from "../components/ui/skeleton.tsx";
import { useBounty } from "../hooks/use-bounties.ts";
import { useChainTime } from "../hooks/use-chain-time.ts";
import { useServiceNames } from "../hooks/use-service-names.ts";
import { bountyStageOf } from "../lib/bounties.ts";
import { useStoaConfig } from "../lib/config.ts";
import { formatMoney } from "../lib/format.ts";

export const Route = createFileRoute("/bounties/$id")({ component: BountyPage });

function BountyPage() {
  const { id } = Route.useParams();
  if (!/^\d{1,30}$/.test(id)) throw notFound();
  return <BountyView key={id} id={BigInt(id)} />;
}

function BountyView({ id }: { id: bigint }) {
  const { token } = useStoaConfig();
  const now = useChainTime();
  const { data: bounty, isPending, error } = useBounty(id);
  const nameOf = useServiceNames(bounty ? [bounty.serviceId] : []);
  if (error) throw error;
  if (isPending || now === undefined)
    return (
      <div aria-busy="true">
        <Skeleton className="mt-12 h-64 w-full rounded-xl" />
      </div>
    );
  if (!bounty) throw notFound();
  const stage = bountyStageOf(bounty, now);
  return (
    <>
      <title>{`Bounty ${id} · Stoa`}</title>
      <PageHead
        title={
          <span className="flex flex-wrap items-center gap-3">
            Bounty {String(id)} <BountyBadge stage={stage} />
          </span>
        }
        description={`${formatMoney(bounty.reward, token)} for a report on ${nameOf(bounty.serviceId)}, version ${bounty.versionNumber}.`}
        actions={
          <Link to="/bounties" className={buttonStyles()}>
            All bounties
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        <BountyActCard bounty={bounty} stage={stage} now={now} />
        <BountyFacts bounty={bounty} />
        <BountySteps bountyId={id} now={now} />
      </div>
    </>
  );
}
