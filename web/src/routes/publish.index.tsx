import { createFileRoute, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { ConnectGate } from "../components/connect-gate.tsx";
import { PageHead } from "../components/page-head.tsx";
import { EarningsCard } from "../components/publish/earnings-card.tsx";
import { ServiceList } from "../components/publish/service-list.tsx";
import { ShareCard } from "../components/publish/share-card.tsx";
import { buttonStyles } from "../components/ui/button.tsx";

export const Route = createFileRoute("/publish/")({ component: PublishPage });

function PublishPage() {
  return (
    <>
      <title>Publish · Stoa</title>
      <PageHead
        title="Publish"
        description="List an MCP server, stake for it, and be paid for every call."
        actions={
          <>
            <Link to="/publish/claims" className={buttonStyles()}>
              Forced claims
            </Link>
            <Link to="/publish/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> List a service
            </Link>
          </>
        }
      />
      <ConnectGate purpose="Your services and what they earn belong to your wallet’s address.">
        {(account) => (
          <div key={account} className="grid grid-cols-1 gap-5">
            <EarningsCard payee={account} />
            <ShareCard account={account} />
            <ServiceList account={account} />
          </div>
        )}
      </ConnectGate>
    </>
  );
}
