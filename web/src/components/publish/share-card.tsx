import { toast } from "sonner";
import type { Address } from "viem";
import { earningsAbi } from "../../../../contracts/generated.ts";
import { useFeeShare } from "../../hooks/use-earnings.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** A share of protocol fees, for those who have one: gateway operators, hosts and integrators. */
export function ShareCard({ account }: { account: Address }) {
  const { contracts, token } = useStoaConfig();
  const { data: share = 0n } = useFeeShare(account);
  const { state, send } = useTransaction(`share:${account}`, () =>
    toast.success("Share withdrawn to your wallet"),
  );
  if (share === 0n && state.step === "idle") return null;
  return (
    <Card className="pb-5" aria-label="Your share of fees">
      <CardHeader
        title="Your share of fees"
        description={`As a gateway, a host or an integrator: ${formatMoney(share, token)}.`}
        actions={
          <Button
            busy={isBusy(state)}
            disabled={share === 0n}
            onClick={() =>
              void send(() =>
                contractCall({
                  address: contracts.Earnings,
                  abi: earningsAbi,
                  functionName: "withdrawShare",
                  args: [account],
                }),
              )
            }
          >
            Withdraw share
          </Button>
        }
      />
      {state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
