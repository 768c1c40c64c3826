import { createFileRoute } from "@tanstack/react-router";
import { GatewayList } from "../components/gateways/gateway-list.tsx";
import { PageHead } from "../components/page-head.tsx";

export const Route = createFileRoute("/gateways/")({ component: GatewaysPage });

function GatewaysPage() {
  return (
    <>
      <title>Gateways · Stoa</title>
      <PageHead
        title="Gateways"
        description="A gateway checks payments and passes calls on. Its bond pays publishers what it has receipted and not claimed."
      />
      <GatewayList />
    </>
  );
}
