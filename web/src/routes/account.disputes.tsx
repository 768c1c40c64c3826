import { createFileRoute, Link } from "@tanstack/react-router";
import { BondClaimsCard } from "../components/claims/bond-claims-card.tsx";
import { ConnectGate } from "../components/connect-gate.tsx";
import { ClaimedRowsCard } from "../components/disputes/claimed-rows-card.tsx";
import { DisputesCard } from "../components/disputes/disputes-card.tsx";
import { PurseCard } from "../components/disputes/purse-card.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";

export const Route = createFileRoute("/account/disputes")({ component: DisputesPage });

function DisputesPage() {
  return (
    <>
      <title>Disputes · Stoa</title>
      <PageHead
        title="Disputes"
        description="When a charge looks wrong, the gateway has to show its receipt on the chain, or its bond pays you back."
        actions={
          <Link to="/account" className={buttonStyles()}>
            Back to Account
          </Link>
        }
      />
      <ConnectGate purpose="Only the wallet that paid can dispute a charge.">
        {(payer) => (
          <div key={payer} className="grid grid-cols-1 gap-5">
            <ClaimedRowsCard payer={payer} />
            <DisputesCard payer={payer} />
            <PurseCard account={payer} />
            <BondClaimsCard payee={payer} />
          </div>
        )}
      </ConnectGate>
    </>
  );
}
