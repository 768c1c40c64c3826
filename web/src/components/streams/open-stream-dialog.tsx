import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePaymentFrom } from "../../hooks/use-payment-from.ts";
import { useStreamOrders } from "../../hooks/use-stream-orders.ts";
import { useShortestFunding } from "../../hooks/use-streams.ts";
import { preferredSource, useSources, type PaySource } from "../../hooks/use-sources.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration, formatMoney, formatTime, parseAmount } from "../../lib/format.ts";
import { hourly } from "../../lib/streams.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { PayFromField } from "../money/pay-from-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

const WORDS: Record<PaySource, string> = {
  account: "One signature, no gas. What is not earned goes back to your account.",
  wallet: "One signature and one transaction. What is not earned is yours to collect.",
};

interface OpenStreamDialogProps {
  serviceId: bigint;
  name: string;
  /** Token base units by the second, and seconds. */
  offer: { readonly ratePerSecond: bigint; readonly notice: number };
  payer: Address;
  onClose: () => void;
}

/** Sets money aside for a service, at the rate that it asks. */
export function OpenStreamDialog({ serviceId, name, offer, payer, onClose }: OpenStreamDialogProps) {
  const { token } = useStoaConfig();
  const now = useChainTime();
  const sources = useSources(payer);
  const orders = useStreamOrders();
  const shortest = useShortestFunding();
  const [picked, setPicked] = useState<PaySource>();
  const [text, setText] = useState("");
  const done = () => {
    toast.success("The stream runs");
    onClose();
  };
  const { ratePerSecond, notice } = offer;
  const least = ratePerSecond * BigInt(notice + (shortest ?? 0));
  const source = picked ?? preferredSource(sources, least);
  const held = sources[source];
  const most = held !== undefined && held >= least ? held : undefined;
  const { state, busy, pay } = usePaymentFrom(source, `open-stream:${serviceId}`, done);
  const deposit = parseAmount(text, token) ?? 0n;
  const wrong =
    shortest === undefined ||
    held === undefined ||
    amountProblem(text, token, { least, most: held }) !== undefined;
  const seconds = ratePerSecond > 0n ? deposit / ratePerSecond : 0n;
  const opening = { serviceId, ratePerSecond, deposit, notice };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!busy}
      title={`Open a stream for ${name}`}
      description={`You set money aside; the service earns ${hourly(ratePerSecond, token)} of it while the stream runs, whatever you call. What it has not earned when it ends is yours.`}
    >
      <form
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          pay({
            wallet: () => orders.openFromWallet(opening),
            account: () => orders.openFromAccount(opening),
          });
        }}
      >
        <PayFromField
          payer={payer}
          sources={sources}
          value={source}
          onChange={setPicked}
          words={WORDS}
          needed={least}
        />
        <AmountField
          label="Set aside"
          value={text}
          onChange={setText}
          least={least}
          most={most}
          hint={`${formatMoney(least, token)} at least: ${formatDuration(notice + (shortest ?? 0))} of it.`}
        />
        <Preview
          rows={[
            [
              "Runs until",
              wrong || now === undefined
                ? "…"
                : `${formatTime(now + seconds)}, for ${formatDuration(Number(seconds))}`,
            ],
            [
              "When you close it",
              notice === 0 ? "It ends at once" : `It earns for ${formatDuration(notice)} more`,
            ],
            ["Calls", "As many as you like, while it runs"],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={wrong}>
          Set {wrong ? "it" : formatMoney(deposit, token)} aside
        </Button>
      </form>
    </Dialog>
  );
}
