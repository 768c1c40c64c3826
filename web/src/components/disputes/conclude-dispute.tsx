import { toast } from "sonner";
import { chargeDisputesAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Ends a dispute whose time is over; anybody may. */
export function ConcludeDispute({ disputeId }: { disputeId: bigint }) {
  const { contracts } = useStoaConfig();
  const { state, send } = useTransaction(`conclude:${disputeId}`, () => toast.success("The dispute is over"));
  return (
    <>
      <Button
        size="sm"
        variant="primary"
        busy={isBusy(state)}
        onClick={() =>
          void send(() =>
            contractCall({
              address: contracts.ChargeDisputes,
              abi: chargeDisputesAbi,
              functionName: "conclude",
              args: [disputeId],
            }),
          )
        }
      >
        End the dispute
      </Button>
      {state.step === "failed" && (
        <Notice tone="negative" className="basis-full">
          {state.problem}
        </Notice>
      )}
    </>
  );
}
