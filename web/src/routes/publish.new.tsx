import { createFileRoute } from "@tanstack/react-router";
import { ConnectGate } from "../components/connect-gate.tsx";
import { PageHead } from "../components/page-head.tsx";
import { ListingWizard } from "../components/publish/listing-wizard.tsx";

export const Route = createFileRoute("/publish/new")({ component: NewServicePage });

function NewServicePage() {
  return (
    <div className="mx-auto max-w-3xl">
      <title>List a service · Stoa</title>
      <PageHead title="List a service" description="Five steps and one transaction." />
      <ConnectGate purpose="The wallet you list with owns the service, holds its stake and is paid.">
        {(publisher) => <ListingWizard key={publisher} publisher={publisher} />}
      </ConnectGate>
    </div>
  );
}
