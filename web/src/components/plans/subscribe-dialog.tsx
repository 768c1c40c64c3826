import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePaymentFrom } from "../../hooks/use-payment-from.ts";
import { useSubscribe } from "../../hooks/use-subscribe.ts";
import { preferredSource, useSources, type PaySource } from "../../hooks/use-sources.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration, formatMoney, formatTime } from "../../lib/format.ts";
import { afterCancelling, noticeWords, planWords, type Plan, type Subscription } from "../../lib/plans.ts";
import { AddressText } from "../address-text.tsx";
import { PayFromField } from "../money/pay-from-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";

const WORDS: Record<PaySource, string> = {
  account:
    "One signature, no gas. The gateway charges each further period when it is due, as long as the balance lasts.",
  wallet: "One transaction for the first period. You pay each further one yourself, under Account.",
};

interface SubscribeDialogProps {
  plan: Plan;
  payer: Address;
  /** A subscription of the payer's that this one takes the place of. */
  replaces?: { readonly subscription: Subscription; readonly plan: Plan } | undefined;
  onClose: () => void;
}

/** Begins a subscription, from the account or the wallet; or changes one for this plan. */
export function SubscribeDialog({ plan, payer, replaces, onClose }: SubscribeDialogProps) {
  const { token, gateway } = useStoaConfig();
  const now = useChainTime();
  const sources = useSources(payer);
  const [picked, setPicked] = useState<PaySource>();
  const [text, setText] = useState("12");
  const subscribe = useSubscribe();
  const done = () => {
    toast.success(`You are subscribed to ${plan.name}`);
    onClose();
  };
  const source = picked ?? preferredSource(sources, plan.price);
  const { state, busy, pay } = usePaymentFrom(source, `subscribe:${plan.id}`, done);
  const wrong = !/^\d{1,3}$/.test(text) || Number(text) < 1;
  const periods = wrong ? 1n : BigInt(text);
  const held = sources[source];
  const wishes = { plan, periods, replaces: replaces?.subscription.id };
  const back = replaces && now !== undefined && afterCancelling(replaces.subscription, replaces.plan, now);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!busy}
      title={replaces ? `Change to ${plan.name}` : `Subscribe to ${plan.name}`}
      description={`${planWords(plan, token)}. ${noticeWords(plan)}`}
    >
      <form
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          pay({
            wallet: () => subscribe.fromWallet(wishes),
            account: () => subscribe.fromAccount(wishes),
          });
        }}
      >
        <PayFromField
          payer={payer}
          sources={sources}
          value={source}
          onChange={setPicked}
          words={WORDS}
          needed={plan.price}
        />
        <Field
          label="Periods at most"
          error={wrong ? "A whole number from 1 to 999 is needed." : undefined}
          hint="After the last the subscription ends by itself. You can cancel before."
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
            ["Today", formatMoney(plan.price, token)],
            ...(back
              ? ([
                  [`Ends ${replaces.plan.name}`, `serves until ${formatTime(back.servesUntil)}`],
                  ["Comes back of it", `about ${formatMoney(back.back, token)}`],
                ] as const)
              : []),
            [
              "Next",
              now === undefined || periods === 1n
                ? "Nothing: it ends after this period"
                : `${formatMoney(plan.price, token)} on ${formatTime(now + BigInt(plan.period))}`,
            ],
            [
              "At most, in all",
              `${formatMoney(plan.price * periods, token)} in ${formatDuration(plan.period * Number(periods))}`,
            ],
            ["Calls are counted by", <AddressText key="gateway" address={gateway} />],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          type="submit"
          variant="primary"
          size="lg"
          busy={busy}
          disabled={wrong || held === undefined || held < plan.price}
        >
          {replaces ? "Change the plan" : "Subscribe"} · {formatMoney(plan.price, token)}
        </Button>
      </form>
    </Dialog>
  );
}
