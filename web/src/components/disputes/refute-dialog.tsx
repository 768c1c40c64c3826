import { useState } from "react";
import { toast } from "sonner";
import { chargeDisputesAbi } from "../../../../contracts/generated.ts";
import { useDisputeAnswer } from "../../hooks/use-dispute-answer.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { ChargeDispute } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { parseSignedReceipt } from "../../lib/signed-receipt.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Textarea } from "../ui/field.tsx";

/** Shows the chain another receipt that the gateway has signed for the same money. */
export function RefuteDialog({ dispute, onClose }: { dispute: ChargeDispute; onClose: () => void }) {
  const { contracts } = useStoaConfig();
  const { data: answered } = useDisputeAnswer(dispute);
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`refute:${dispute.id}`, () => {
    toast.success("The gateway has lost the dispute");
    onClose();
  });
  const other = parseSignedReceipt(text);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Refute the receipt"
      description="A gateway that signed two receipts for the same money loses. Paste the other one, as you got it with your call."
    >
      <div className="grid grid-cols-1 gap-4">
        <Field
          label="The other receipt"
          hint="JSON with the receipt and its signature."
          error={text !== "" && !other ? "This is no signed receipt." : undefined}
        >
          {(ids) => (
            <Textarea
              {...ids}
              spellCheck={false}
              className="min-h-40 font-mono text-xs"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={!answered || !other}
          onClick={() =>
            answered &&
            other &&
            void send(() =>
              contractCall({
                address: contracts.ChargeDisputes,
                abi: chargeDisputesAbi,
                functionName: "refute",
                args: [dispute.id, answered, other.receipt, other.signature],
              }),
            )
          }
        >
          Refute
        </Button>
      </div>
    </Dialog>
  );
}
