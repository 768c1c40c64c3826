import { createFileRoute, Link, notFound } from "@tanstack/react-router";
import { ConnectGate } from "../components/connect-gate.tsx";
import { OpenCases } from "../components/court/open-cases.tsx";
import { PageHead } from "../components/page-head.tsx";
import { EarnedAheadCard } from "../components/publish/earned-ahead-card.tsx";
import { PlansCard } from "../components/publish/plans-card.tsx";
import { PriceCard } from "../components/publish/price-card.tsx";
import { RefundCard } from "../components/publish/refund-card.tsx";
import { StakeCard } from "../components/publish/stake-card.tsx";
import { StatusCard } from "../components/publish/status-card.tsx";
import { StreamOfferCard } from "../components/publish/stream-offer-card.tsx";
import { VerifiedCard } from "../components/publish/verified-card.tsx";
import { VersionCard } from "../components/publish/version-card.tsx";
import { ServiceSkeleton } from "../components/service/service-skeleton.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Notice } from "../components/ui/notice.tsx";
import { useService } from "../hooks/use-service.ts";
import { isSameAddress } from "../lib/format.ts";

export const Route = createFileRoute("/publish/$namespace/$name")({ component: ManagePage });

function ManagePage() {
  const { namespace, name } = Route.useParams();
  const { data: service, isPending, error } = useService(`${namespace}/${name}`);
  if (isPending) return <ServiceSkeleton />;
  if (error) throw error;
  if (!service) throw notFound();
  return (
    <>
      <title>{`Manage ${service.name} · Stoa`}</title>
      <PageHead
        title={service.title ?? service.name}
        description={<code className="font-mono text-sm">{service.name}</code>}
        actions={
          <Link to="/services/$namespace/$name" params={{ namespace, name }} className={buttonStyles()}>
            Open its page
          </Link>
        }
      />
      <ConnectGate purpose="Only the wallet that owns a service can change it.">
        {(account) => (
          <div className="grid grid-cols-1 gap-5">
            {!isSameAddress(service.owner, account) && (
              <Notice tone="caution" title="Another wallet owns this service">
                The chain will refuse changes from the wallet that is connected now.
              </Notice>
            )}
            <OpenCases serviceId={service.id} />
            <div className="grid items-start gap-5 lg:grid-cols-2">
              <div className="grid grid-cols-1 gap-5">
                <StatusCard service={service} />
                <PriceCard service={service} />
                <PlansCard service={service} />
                <StreamOfferCard service={service} />
                <EarnedAheadCard serviceId={service.id} />
              </div>
              <div className="grid grid-cols-1 gap-5">
                <StakeCard service={service} owner={account} />
                <VerifiedCard name={service.name} />
                <RefundCard service={service} account={account} />
              </div>
            </div>
            {service.manifest && (
              <VersionCard key={service.versionNumber} service={service} manifest={service.manifest} />
            )}
          </div>
        )}
      </ConnectGate>
    </>
  );
}
