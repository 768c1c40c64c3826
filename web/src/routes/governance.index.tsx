import { createFileRoute, Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useConnection } from "wagmi";
import { GovernanceLinks } from "../components/governance/governance-links.tsx";
import { PowerCard } from "../components/governance/power-card.tsx";
import { ProposalList } from "../components/governance/proposal-list.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";

export const Route = createFileRoute("/governance/")({ component: GovernancePage });

function GovernancePage() {
  const { address } = useConnection();
  return (
    <>
      <title>Governance · Stoa</title>
      <PageHead
        title="Governance"
        description="Every change of the market is a proposal. Tokens decide it, and the voices of members can stop it."
        actions={
          <>
            <GovernanceLinks here="/governance" />
            <Link to="/governance/new" className={buttonStyles({ variant: "primary" })}>
              <Plus aria-hidden /> New proposal
            </Link>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {address && <PowerCard key={address} account={address} />}
        <ProposalList />
      </div>
    </>
  );
}
