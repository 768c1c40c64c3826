import { createFileRoute } from "@tanstack/react-router";
import { GovernanceLinks } from "../components/governance/governance-links.tsx";
import { PageHead } from "../components/page-head.tsx";
import { BalancesCard } from "../components/treasury/balances-card.tsx";
import { BudgetsCard } from "../components/treasury/budgets-card.tsx";
import { CouncilsCard } from "../components/treasury/councils-card.tsx";
import { QueueCard } from "../components/treasury/queue-card.tsx";
import { ReportsCard } from "../components/treasury/reports-card.tsx";
import { RequestsCard } from "../components/treasury/requests-card.tsx";
import { SpendsCard } from "../components/treasury/spends-card.tsx";

export const Route = createFileRoute("/governance/treasury")({ component: TreasuryPage });

function TreasuryPage() {
  return (
    <>
      <title>Treasury · Stoa</title>
      <PageHead
        title="Treasury"
        description="What the DAO holds, who may pay from it, and what was paid."
        actions={<GovernanceLinks here="/governance/treasury" />}
      />
      <div className="grid grid-cols-1 gap-5">
        <BalancesCard />
        <BudgetsCard />
        <RequestsCard />
        <QueueCard />
        <SpendsCard />
        <ReportsCard />
        <CouncilsCard />
      </div>
    </>
  );
}
