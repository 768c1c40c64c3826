import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useSubscribeCall } from "../../hooks/use-subscribe-call.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration, formatMoney } from "../../lib/format.ts";
import { planWords, type Plan } from "../../lib/plans.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";

/** Begins a subscription that the wallet pays, a period at a time. */
export function SubscribeDialog({
  plan,
  payer,
  onClose,
}: {
  plan: Plan;
  payer: Address;
  onClose: () => void;
}) {
  const { token, gateway } = useStoaConfig();
  const { data: held } = useTokenBalance(payer);
  const subscribe = useSubscribeCall();
  const [text, setText] = useState("12");
  const { state, send } = useTransaction(`subscribe:${plan.id}`, () => {
    toast.success("Your subscription runs");
    onClose();
  });
  const wrong = !/^\d{1,3}$/.test(text) || Number(text) < 1;
  const periods = wrong ? 1n : BigInt(text);
  const short = isShort(held, plan.price);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`Subscribe to ${plan.name}`}
      description={`${planWords(plan, token)}. What you have not used of the time comes back when you cancel.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <Field
          label="Periods at most"
          error={wrong ? "A whole number from 1 to 999 is needed." : undefined}
          hint="Each is charged when the one before is over. After the last the subscription ends by itself."
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <Preview
          rows={[
            ["Now", formatMoney(plan.price, token)],
            ["At most, in all", formatMoney(plan.price * periods, token)],
            ["Notice when you cancel", plan.notice === 0 ? "None" : formatDuration(plan.notice)],
            ["Calls are counted by", <AddressText key="gateway" address={gateway} />],
          ]}
        />
        <ShortOf owner={payer} held={held} needed={plan.price} what="one period" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong || short}
          onClick={() => void send(() => subscribe(plan, periods))}
        >
          Subscribe
        </Button>
      </div>
    </Dialog>
  );
}
