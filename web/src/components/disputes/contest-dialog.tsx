import { toast } from "sonner";
import { chargeDisputesAbi } from "../../../../contracts/generated.ts";
import { useDisputeAnswer } from "../../hooks/use-dispute-answer.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { ChargeDispute } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Says that the call which the receipt shows has failed, for a second bond. */
export function ContestDialog({ dispute, onClose }: { dispute: ChargeDispute; onClose: () => void }) {
  const { contracts, token } = useStoaConfig();
  const { data: receipt } = useDisputeAnswer(dispute);
  const permit = usePermit();
  const { state, send } = useTransaction(`contest:${dispute.id}`, () => {
    toast.success("The charge is frozen until a ruling");
    onClose();
  });
  const { id, bond } = dispute;
  const disputes = contracts.ChargeDisputes;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Contest the call"
      description="You say that the call of this receipt has failed. Its price is frozen in the publisher’s earnings until a ruling, for 21 days at most."
    >
      <div className="grid grid-cols-1 gap-4">
        <Preview
          rows={[
            ["Price of the call", receipt ? formatMoney(receipt.price, token) : "…"],
            ["Your bond so far", formatMoney(bond, token)],
            ["Second bond", formatMoney(bond, token)],
            ["When you lose", `${formatMoney(2n * bond, token)} are lost`],
            ["When nobody rules", `${formatMoney(bond, token)} come back`],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={!receipt}
          onClick={() =>
            receipt &&
            void send(async () =>
              contractCall({
                address: disputes,
                abi: chargeDisputesAbi,
                functionName: "contest",
                args: [id, receipt, await permit(disputes, bond)],
              }),
            )
          }
        >
          Put up {formatMoney(bond, token)} and contest
        </Button>
      </div>
    </Dialog>
  );
}
