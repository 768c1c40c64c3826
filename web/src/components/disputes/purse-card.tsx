import { toast } from "sonner";
import type { Address } from "viem";
import { chargeDisputesAbi } from "../../../../contracts/generated.ts";
import { useDisputePurse } from "../../hooks/use-charge-disputes.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** Dispute bonds that this account got back or won; nothing before the first. */
export function PurseCard({ account }: { account: Address }) {
  const { contracts, token } = useStoaConfig();
  const { data: purse } = useDisputePurse(account);
  const { state, send } = useTransaction(`collect-bonds:${account}`, () =>
    toast.success("Collected to your wallet"),
  );
  if (!purse) return null;
  const { owed, collected } = purse;

  return (
    <Card aria-label="Dispute bonds" className="pb-5">
      <CardHeader
        title="Dispute bonds"
        description={`Came back to you, or was won: ${formatMoney(owed, token)}. Collected so far: ${formatMoney(collected, token)}.`}
        actions={
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            disabled={owed === 0n}
            onClick={() =>
              void send(() =>
                contractCall({
                  address: contracts.ChargeDisputes,
                  abi: chargeDisputesAbi,
                  functionName: "collect",
                  args: [account],
                }),
              )
            }
          >
            Collect {formatMoney(owed, token)}
          </Button>
        }
      />
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
