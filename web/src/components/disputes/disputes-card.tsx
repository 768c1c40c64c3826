import type { Address } from "viem";
import { usePayerDisputes } from "../../hooks/use-charge-disputes.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { DisputeItem } from "./dispute-item.tsx";

/** What this payer has asked for, newest first; nothing before the first time. */
export function DisputesCard({ payer }: { payer: Address }) {
  const { data: disputes = [] } = usePayerDisputes(payer);
  const nameOf = useServiceNames(disputes.map(({ serviceId }) => serviceId));
  if (disputes.length === 0) return null;
  return (
    <Card aria-label="Your disputes">
      <CardHeader title="Your disputes" description="What you asked for, and what came of it." />
      <ul className="mt-3 divide-y border-t">
        {disputes.map((dispute) => (
          <DisputeItem key={String(dispute.id)} dispute={dispute} service={nameOf(dispute.serviceId)} />
        ))}
      </ul>
    </Card>
  );
}
