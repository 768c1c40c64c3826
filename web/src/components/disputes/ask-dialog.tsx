import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useDisputeBond } from "../../hooks/use-dispute-limits.ts";
import { useDisputeCall } from "../../hooks/use-dispute-call.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { positionOf, REASONS, type ClaimedRow } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatAmount, formatMoney, formatTime, parseAmount } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

interface AskDialogProps {
  row: ClaimedRow;
  payer: Address;
  service: string;
  onClose: () => void;
}

/** Disputes one charge of a claimed row: which money, why, and what it costs to be wrong. */
export function AskDialog({ row, payer, service, onClose }: AskDialogProps) {
  const { token } = useStoaConfig();
  const { data: bond } = useDisputeBond();
  const { data: held } = useTokenBalance(payer);
  const dispute = useDisputeCall();
  const [text, setText] = useState(() => formatAmount(row.delta, token).replaceAll(",", ""));
  const [reason, setReason] = useState(REASONS[0]![0]);
  const { state, send } = useTransaction(`dispute:${row.id}`, () => {
    toast.success("The gateway has to show the receipt now");
    onClose();
  });
  const money = parseAmount(text, token) ?? 0n;
  const wrong = amountProblem(text, token, { most: row.delta }) !== undefined;
  const short = isShort(held, bond);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Ask for the receipt"
      description="Point at any of the money. The gateway has to show the receipt of the call that it went to, or its bond owes you all that the row took."
    >
      <div className="grid grid-cols-1 gap-4">
        <Field label="Why you ask" hint="The chain checks the receipt in the same way, whatever the reason.">
          {(ids) => (
            <Select
              {...ids}
              value={reason}
              onChange={({ target }) => {
                const chosen = REASONS.find(([each]) => each === target.value);
                if (chosen) setReason(chosen[0]);
              }}
            >
              {REASONS.map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <AmountField
          label="Which money"
          value={text}
          onChange={setText}
          most={row.delta}
          hint={`${formatMoney(row.delta, token)} is the newest charge of the row. Less points at an older one.`}
        />
        <Preview
          rows={[
            ["Service", service],
            ["Gateway", <AddressText key="gateway" address={row.gateway} />],
            ["Claimed", formatTime(row.time)],
            ["The row took", formatMoney(row.delta, token)],
            ["Your dispute bond", bond === undefined ? "…" : formatMoney(bond, token)],
          ]}
        />
        <Notice>
          You get the dispute bond back when no receipt comes in time. When a right receipt is shown and
          stands, the bond is the gateway’s.
        </Notice>
        <ShortOf owner={payer} held={held} needed={bond} what="the bond" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong || short || bond === undefined}
          onClick={() =>
            bond !== undefined &&
            void send(() => dispute({ row, position: positionOf(row, money), reason, bond }))
          }
        >
          {bond === undefined ? "Ask" : `Put up ${formatMoney(bond, token)} and ask`}
        </Button>
      </div>
    </Dialog>
  );
}
