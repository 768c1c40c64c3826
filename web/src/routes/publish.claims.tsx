import { createFileRoute, Link } from "@tanstack/react-router";
import type { Address } from "viem";
import { BondClaimsCard } from "../components/claims/bond-claims-card.tsx";
import { ForcedHistoryCard } from "../components/claims/forced-history-card.tsx";
import { ReceiptsCard } from "../components/claims/receipts-card.tsx";
import { ConnectGate } from "../components/connect-gate.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Skeleton } from "../components/ui/skeleton.tsx";
import { useMyServices } from "../hooks/use-my-services.ts";

export const Route = createFileRoute("/publish/claims")({ component: ClaimsPage });

function ClaimsPage() {
  return (
    <>
      <title>Forced claims · Stoa</title>
      <PageHead
        title="Forced claims"
        description="When a gateway keeps silent, its receipts collect what your service has earned: from the payer’s balance, else from the gateway’s bond."
        actions={
          <Link to="/publish" className={buttonStyles()}>
            Back to Publish
          </Link>
        }
      />
      <ConnectGate purpose="Receipts belong to the wallet that owns the service, or is paid for it.">
        {(account) => <Claims key={account} account={account} />}
      </ConnectGate>
    </>
  );
}

function Claims({ account }: { account: Address }) {
  const { data: services } = useMyServices(account);
  if (!services) return <Skeleton className="h-64 w-full rounded-xl" />;
  const serviceIds = services.map(({ id }) => id);
  const nameOf = (id: bigint) => services.find((service) => service.id === id)?.name ?? `Service ${id}`;
  return (
    <div className="grid grid-cols-1 gap-5">
      <ReceiptsCard account={account} serviceIds={serviceIds} nameOf={nameOf} />
      <BondClaimsCard payee={account} />
      <ForcedHistoryCard serviceIds={serviceIds} nameOf={nameOf} />
    </div>
  );
}
