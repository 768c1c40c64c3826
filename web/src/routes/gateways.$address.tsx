import { createFileRoute, Link, notFound } from "@tanstack/react-router";
import { isAddress, type Address } from "viem";
import { useConnection } from "wagmi";
import { PurseCard } from "../components/disputes/purse-card.tsx";
import { BondHistoryCard } from "../components/gateways/bond-history-card.tsx";
import { DisputesCard } from "../components/gateways/disputes-card.tsx";
import { GatewayFacts } from "../components/gateways/gateway-facts.tsx";
import { hostOf } from "../components/gateways/gateway-list.tsx";
import { OpenRunCard } from "../components/gateways/open-run-card.tsx";
import { OperatorCard } from "../components/gateways/operator-card.tsx";
import { ReceiptKeysCard } from "../components/gateways/receipt-keys-card.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Skeleton } from "../components/ui/skeleton.tsx";
import { useBondRuns, useGateway, useMinBond } from "../hooks/use-gateways.ts";
import { isSameAddress } from "../lib/format.ts";

export const Route = createFileRoute("/gateways/$address")({ component: GatewayPage });

function GatewayPage() {
  const { address } = Route.useParams();
  if (!isAddress(address, { strict: false })) throw notFound();
  return <Gateway key={address} id={address} />;
}

function Gateway({ id }: { id: Address }) {
  const { data: gateway, isPending, error } = useGateway(id);
  const { data: minBond, error: unread } = useMinBond();
  const { data: runs = [] } = useBondRuns(id);
  const { address } = useConnection();
  if (error ?? unread) throw error ?? unread;
  if (isPending || minBond === undefined) return <Skeleton className="mt-12 h-64 w-full rounded-xl" />;
  if (!gateway) throw notFound();
  const operator = isSameAddress(address, id) ? address : undefined;
  const openRun = runs.find(({ run }) => run === gateway.openRun);

  return (
    <>
      <title>{`${hostOf(gateway.endpoint)} · Stoa`}</title>
      <PageHead
        title={hostOf(gateway.endpoint)}
        description="What stands behind this gateway’s receipts."
        actions={
          <Link to="/gateways" className={buttonStyles()}>
            All gateways
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        <GatewayFacts gateway={gateway} minBond={minBond} />
        {openRun && <OpenRunCard run={openRun} operator={operator} />}
        {operator && <OperatorCard gateway={gateway} operator={operator} />}
        {operator && <PurseCard account={operator} />}
        <DisputesCard gateway={id} />
        <ReceiptKeysCard gateway={id} />
        <BondHistoryCard gateway={id} runs={runs} />
      </div>
    </>
  );
}
