import { createFileRoute } from "@tanstack/react-router";
import { ConnectGate } from "../components/connect-gate.tsx";
import { GovernanceLinks } from "../components/governance/governance-links.tsx";
import { NewProposal } from "../components/governance/new-proposal.tsx";
import { PageHead } from "../components/page-head.tsx";

export const Route = createFileRoute("/governance/new")({ component: NewProposalPage });

function NewProposalPage() {
  return (
    <>
      <title>New proposal · Stoa</title>
      <PageHead
        title="New proposal"
        description="Choose what to change. What it changes decides how it is voted; nobody picks that."
        actions={<GovernanceLinks />}
      />
      <ConnectGate purpose="A proposal is made by a wallet that has enough voting power.">
        {(account) => <NewProposal key={account} account={account} />}
      </ConnectGate>
    </>
  );
}
