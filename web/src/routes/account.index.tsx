import { createFileRoute, Link } from "@tanstack/react-router";
import { BalanceCard } from "../components/account/balance-card.tsx";
import { CallsCard } from "../components/account/calls-card.tsx";
import { EventsCard } from "../components/account/events-card.tsx";
import { KeysCard } from "../components/account/keys-card.tsx";
import { ConnectGate } from "../components/connect-gate.tsx";
import { PageHead } from "../components/page-head.tsx";
import { SubscriptionsCard } from "../components/plans/subscriptions-card.tsx";
import { StreamPurseCard } from "../components/streams/stream-purse-card.tsx";
import { StreamsCard } from "../components/streams/streams-card.tsx";
import { buttonStyles } from "../components/ui/button.tsx";

export const Route = createFileRoute("/account/")({ component: AccountPage });

function AccountPage() {
  return (
    <>
      <title>Account · Stoa</title>
      <PageHead
        title="Account"
        description="One balance pays every service. Nobody takes more than you sign for."
        actions={
          <Link to="/account/disputes" className={buttonStyles()}>
            Disputes
          </Link>
        }
      />
      <ConnectGate purpose="Your balance, your agents’ keys and your calls belong to your wallet’s address.">
        {(payer) => (
          <div key={payer} className="grid grid-cols-1 gap-5">
            <BalanceCard payer={payer} />
            <KeysCard payer={payer} />
            <SubscriptionsCard payer={payer} />
            <StreamsCard payer={payer} />
            <StreamPurseCard account={payer} />
            <CallsCard payer={payer} />
            <EventsCard payer={payer} />
          </div>
        )}
      </ConnectGate>
    </>
  );
}
