import { toast } from "sonner";
import type { Address } from "viem";
import { gatewayRegistryAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Ends a run whose window is over; anybody may. */
export function SettleRun({ gateway, run }: { gateway: Address; run: bigint }) {
  const { contracts } = useStoaConfig();
  const { state, send } = useTransaction(`settle:${gateway}:${run}`, () =>
    toast.success("The run is settled"),
  );
  return (
    <>
      <Button
        size="sm"
        busy={isBusy(state)}
        onClick={() =>
          void send(() =>
            contractCall({
              address: contracts.GatewayRegistry,
              abi: gatewayRegistryAbi,
              functionName: "settleBondRun",
              args: [gateway],
            }),
          )
        }
      >
        Settle the run
      </Button>
      {state.step === "failed" && (
        <Notice tone="negative" className="basis-full">
          {state.problem}
        </Notice>
      )}
    </>
  );
}
