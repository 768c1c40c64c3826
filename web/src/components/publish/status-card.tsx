import { toast } from "sonner";
import { serviceRegistryAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { STATUS_LABEL } from "../../lib/labels.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** In the order of the contract's enum. */
const STATUSES = ["inactive", "active", "maintenance"] as const;
const EFFECTS: Record<Service["status"], string> = {
  active: "Found in the marketplace and callable.",
  maintenance: "Found, but calls are refused for the time being.",
  inactive: "Neither found nor callable.",
};
const VERBS: Record<Service["status"], string> = {
  active: "Activate",
  maintenance: "Pause for maintenance",
  inactive: "Switch off",
};

export function StatusCard({ service }: { service: Service }) {
  const { contracts } = useStoaConfig();
  const { state, send } = useTransaction(`status:${service.id}`, () => toast.success("Status changed"));
  const set = (status: Service["status"]) =>
    send(() =>
      contractCall({
        address: contracts.ServiceRegistry,
        abi: serviceRegistryAbi,
        functionName: "setStatus",
        args: [service.id, STATUSES.indexOf(status)],
      }),
    );
  return (
    <Card className="pb-5" aria-label="Status">
      <CardHeader
        title={
          <span className="flex items-center gap-2.5">
            Status{" "}
            <Badge tone={STATUS_LABEL[service.status].tone}>{STATUS_LABEL[service.status].label}</Badge>
          </span>
        }
        description={`${EFFECTS[service.status]} What was earned is never affected.`}
      />
      <div className="flex flex-wrap gap-2 px-5 pt-4">
        {STATUSES.filter((status) => status !== service.status).map((status) => (
          <Button
            key={status}
            size="sm"
            variant={status === "active" ? "primary" : status === "inactive" ? "danger" : "outline"}
            disabled={isBusy(state)}
            onClick={() => void set(status)}
          >
            {VERBS[status]}
          </Button>
        ))}
      </div>
      {state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
