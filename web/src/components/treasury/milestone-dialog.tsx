import { useState } from "react";
import { toast } from "sonner";
import { treasuryAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { hashOfText } from "../../lib/request-draft.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";

interface MilestoneDialogProps {
  grantId: bigint;
  /** From 0. */
  milestone: number;
  onClose: () => void;
}

/** Asks for the payment of a milestone. It is approved and paid as any other. */
export function MilestoneDialog({ grantId, milestone, onClose }: MilestoneDialogProps) {
  const { contracts } = useStoaConfig();
  const [uri, setUri] = useState("");
  const { state, send } = useTransaction(`milestone:${grantId}:${milestone}`, () => {
    toast.success("It is requested");
    onClose();
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`Milestone ${milestone + 1} of grant ${grantId}`}
      description="Asks for its payment, which is approved and paid as any other. Your request is your approval."
    >
      <div className="grid grid-cols-1 gap-4">
        <Field label="Where the report is" hint="On what was delivered." optional>
          {(ids) => <Input {...ids} value={uri} onChange={({ target }) => setUri(target.value)} />}
        </Field>
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          onClick={() =>
            void send(() =>
              contractCall({
                address: contracts.Treasury,
                abi: treasuryAbi,
                functionName: "requestMilestone",
                args: [grantId, BigInt(milestone), hashOfText(uri), uri.trim()],
              }),
            )
          }
        >
          Request
        </Button>
      </div>
    </Dialog>
  );
}
