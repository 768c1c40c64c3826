import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useDepositCall } from "../../hooks/use-deposit-call.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useVaultAccount } from "../../hooks/use-vault-account.ts";
import { useVaultParameters } from "../../hooks/use-vault-parameters.ts";
import { useStoaConfig } from "../../lib/config.ts";
import type { DepositMethod } from "../../lib/deposit-method.ts";
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

/** What the wallet shows next, and what follows. */
const STEPS: Record<DepositMethod, { signed: (money: string) => string; after: string }> = {
  authorization: {
    signed: (money) => `an authorisation (EIP-3009) of exactly ${money} for your escrow here, valid one hour`,
    after: "one transaction that deposits it",
  },
  permit: {
    signed: (money) => `a permit (EIP-2612) for exactly ${money}, valid one hour`,
    after: "one transaction that deposits it",
  },
  approval: {
    signed: (money) => `a transaction that allows exactly ${money}`,
    after: "a second one that deposits it",
  },
};

/** Deposit exactly an amount, by the best way that the token has. */
export function DepositDialog({ payer, open, onOpenChange }: DepositDialogProps) {
  const { token } = useStoaConfig();
  const [text, setText] = useState("10");
  const { method, needsApproval, approve, deposit } = useDepositCall(payer);
  const { data: held = 0n } = useTokenBalance(payer);
  const { data: account } = useVaultAccount(payer);
  const { minDeposit, thawPeriod } = useVaultParameters();
  const depositing = useTransaction(`deposit:${payer}`, () => toast.success("Deposited"));
  const approving = useTransaction(`approve:${payer}`);
  const { state, send, reset } = depositing;
  const amount = parseAmount(text, token) ?? 0n;
  const problem = amountProblem(text, token, { most: held, least: minDeposit });

  const allowsFirst = needsApproval(amount);
  const shown = allowsFirst || isBusy(approving.state) ? approving.state : state;
  const busy = isBusy(state) || isBusy(approving.state);
  const change = (next: boolean) => {
    if (!next && !busy) reset();
    onOpenChange(next);
  };

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      dismissible={!busy}
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
            void (allowsFirst ? approving.send(() => approve(amount)) : send(() => deposit(amount)));
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
              ["You sign", method ? STEPS[method].signed(formatMoney(amount, token)) : "…"],
              ["Then", method ? STEPS[method].after : "…"],
              ["Balance after", formatMoney((account?.balance ?? 0n) + amount, token)],
              [
                "Way back",
                thawPeriod ? `thaw, ${formatDuration(Number(thawPeriod))}, withdraw` : "thaw, then withdraw",
              ],
            ]}
          />
          <TransactionStatus state={shown} />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            busy={busy}
            disabled={problem !== undefined || method === undefined}
          >
            {allowsFirst ? "Allow" : "Deposit"} {problem === undefined && formatMoney(amount, token)}
          </Button>
        </form>
      )}
    </Dialog>
  );
}
