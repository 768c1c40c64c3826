import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { escrowVaultAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useVaultParameters } from "../../hooks/use-vault-parameters.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney, parseAmount } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface ThawDialogProps {
  payer: Address;
  /** What is not thawing yet, base units. */
  most: bigint;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function ThawDialog({ payer, most, open, onOpenChange }: ThawDialogProps) {
  const { contracts, gateway, token } = useStoaConfig();
  const { thawPeriod } = useVaultParameters();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`thaw:${payer}`, () => {
    toast.success("The thaw has started");
    setText("");
    onOpenChange(false);
  });
  const amount = parseAmount(text, token) ?? 0n;

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      dismissible={!isBusy(state)}
      title="Take money out"
      description="Money leaves the escrow in two steps, so that services are paid for what you have already called."
    >
      <form
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send(() =>
            contractCall({
              address: contracts.EscrowVault,
              abi: escrowVaultAbi,
              functionName: "thaw",
              args: [gateway, amount],
            }),
          );
        }}
      >
        <AmountField label="Amount" value={text} onChange={setText} most={most} />
        <Preview
          rows={[
            ["Now", `${formatMoney(amount, token)} stops paying for new calls`],
            ["Wait", thawPeriod ? formatDuration(Number(thawPeriod)) : "…"],
            ["Then", "you withdraw it to your wallet"],
            ["Reversible", "yes, until you withdraw"],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          type="submit"
          variant="primary"
          busy={isBusy(state)}
          disabled={amountProblem(text, token, { most }) !== undefined}
        >
          Start the thaw
        </Button>
      </form>
    </Dialog>
  );
}
