import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { escrowVaultAbi } from "../../../../contracts/generated.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useVaultAccount } from "../../hooks/use-vault-account.ts";
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
import { CountingNotice } from "./counting-notice.tsx";
import { Faucet } from "./faucet.tsx";

interface DepositDialogProps {
  payer: Address;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Deposit in one transaction: a permit over exactly the amount, and the deposit that uses it. */
export function DepositDialog({ payer, open, onOpenChange }: DepositDialogProps) {
  const { contracts, gateway, token } = useStoaConfig();
  const [text, setText] = useState("10");
  const permit = usePermit();
  const { data: held = 0n } = useTokenBalance(payer);
  const { data: account } = useVaultAccount(payer);
  const { minDeposit, thawPeriod } = useVaultParameters();
  const { state, send, reset } = useTransaction(`deposit:${payer}`, () => toast.success("Deposited"));
  const vault = contracts.EscrowVault;
  const amount = parseAmount(text, token) ?? 0n;
  const problem = amountProblem(text, token, { most: held, least: minDeposit });

  const deposit = () =>
    send(async () =>
      contractCall({
        address: vault,
        abi: escrowVaultAbi,
        functionName: "deposit",
        args: [payer, gateway, amount, await permit(vault, amount)],
      }),
    );
  const change = (next: boolean) => {
    if (!next && !isBusy(state)) reset();
    onOpenChange(next);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      dismissible={!isBusy(state)}
      title="Deposit"
      description="Your escrow balance pays every service at this gateway. Nobody can take more than what you or your keys sign for."
    >
      {state.step === "indexed" ? (
        <div className="grid grid-cols-1 gap-4">
          <TransactionStatus state={state} />
          <p className="text-sm text-ink-soft">
            Your balance is now <strong>{formatMoney(account?.balance ?? 0n, token)}</strong>.
          </p>
          <CountingNotice payer={payer} />
          <Button variant="primary" onClick={() => change(false)}>
            Done
          </Button>
        </div>
      ) : (
        <form
          className="grid grid-cols-1 gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void deposit();
          }}
        >
          <AmountField
            label="Amount"
            value={text}
            onChange={setText}
            most={held}
            least={minDeposit}
            hint={`In your wallet: ${formatMoney(held, token)}`}
          />
          <Faucet owner={payer} />
          <Preview
            rows={[
              ["You sign", `a permit for exactly ${formatMoney(amount, token)}, valid for one hour`],
              ["Then", "one transaction that deposits it"],
              ["Balance after", formatMoney((account?.balance ?? 0n) + amount, token)],
              [
                "Way back",
                thawPeriod ? `thaw, ${formatDuration(Number(thawPeriod))}, withdraw` : "thaw, then withdraw",
              ],
            ]}
          />
          <TransactionStatus state={state} />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            busy={isBusy(state)}
            disabled={problem !== undefined}
          >
            Deposit {problem === undefined && formatMoney(amount, token)}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
