import { useState } from "react";
import { toast } from "sonner";
import { getAddress, isAddress, type Address } from "viem";
import { stoaTokenAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { GAS_OF_VOTES } from "../../../../contracts/votes-gas.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { AddressInput, Field } from "../ui/field.tsx";

interface DelegateDialogProps {
  account: Address;
  current: Address | undefined;
  onClose: () => void;
}

/** Chooses who votes with this account's tokens. */
export function DelegateDialog({ account, current, onClose }: DelegateDialogProps) {
  const { contracts } = useStoaConfig();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`delegate:${account}`, () => {
    toast.success("Your tokens are delegated");
    onClose();
  });
  const to = isAddress(text.trim()) ? getAddress(text.trim()) : undefined;

  const delegate = (delegatee: Address) =>
    void send(() =>
      contractCall({
        address: contracts.StoaToken,
        abi: stoaTokenAbi,
        functionName: "delegate",
        args: [delegatee],
        gas: GAS_OF_VOTES,
      }),
    );

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Delegate"
      description="Your tokens stay yours, and you can delegate anew at any time. Votes whose snapshot is over keep what was delegated then."
    >
      <div className="grid grid-cols-1 gap-4">
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={isSameAddress(current, account)}
          onClick={() => delegate(account)}
        >
          {isSameAddress(current, account) ? "You vote with them yourself" : "Delegate to myself"}
        </Button>
        <Field
          label="Somebody else"
          hint="Whoever this is votes with the power of your tokens. Your voice stays your own."
          error={text !== "" && !to ? "This is no address." : undefined}
        >
          {(ids) => <AddressInput {...ids} value={text} onChange={({ target }) => setText(target.value)} />}
        </Field>
        <Button
          busy={isBusy(state)}
          disabled={!to || isSameAddress(to, current)}
          onClick={() => to && delegate(to)}
        >
          Delegate to this address
        </Button>
        {state.step !== "indexed" && <TransactionStatus state={state} />}
      </div>
    </Dialog>
  );
}
