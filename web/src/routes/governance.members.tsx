import { createFileRoute } from "@tanstack/react-router";
import { ConnectGate } from "../components/connect-gate.tsx";
import { GovernanceLinks } from "../components/governance/governance-links.tsx";
import { MemberList } from "../components/members/member-list.tsx";
import { MembershipCard } from "../components/members/membership-card.tsx";
import { PageHead } from "../components/page-head.tsx";

export const Route = createFileRoute("/governance/members")({ component: MembersPage });

function MembersPage() {
  return (
    <>
      <title>Members · Stoa</title>
      <PageHead
        title="Members"
        description="The second house: persons, not tokens. A voice grows with the square root of what its member holds."
        actions={<GovernanceLinks here="/governance/members" />}
      />
      <div className="grid grid-cols-1 gap-5">
        <ConnectGate purpose="A membership belongs to one wallet.">
          {(account) => <MembershipCard key={account} account={account} />}
        </ConnectGate>
        <MemberList />
      </div>
    </>
  );
}
