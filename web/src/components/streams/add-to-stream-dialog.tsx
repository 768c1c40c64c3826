import { useState } from "react";
import { toast } from "sonner";
import { usePaymentFrom } from "../../hooks/use-payment-from.ts";
import { useStreamOrders } from "../../hooks/use-stream-orders.ts";
import { useSources } from "../../hooks/use-sources.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration, formatMoney, formatTime, parseAmount } from "../../lib/format.ts";
import { hourly, type Stream } from "../../lib/streams.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Adds money to a stream that runs, from where it was opened: the account, or the wallet. */
export function AddToStreamDialog({ stream, onClose }: { stream: Stream; onClose: () => void }) {
  const { token } = useStoaConfig();
  const { id, payer, source, ratePerSecond, fundedUntil } = stream;
  const held = useSources(payer)[source];
  const orders = useStreamOrders();
  const [text, setText] = useState("");
  const done = () => {
    toast.success("The stream runs longer");
    onClose();
  };
  const { state, busy, pay } = usePaymentFrom(source, `add-to-stream:${id}`, done);
  const amount = parseAmount(text, token) ?? 0n;
  const wrong =
    held === undefined || amountProblem(text, token, { least: ratePerSecond, most: held }) !== undefined;
  const seconds = wrong ? 0n : amount / ratePerSecond;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!busy}
      title="Add to the stream"
      description={`It goes on at ${hourly(ratePerSecond, token)}. What it has not earned when it ends comes back.`}
    >
      <form
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          pay({
            wallet: () => orders.addFromWallet(id, amount),
            account: () => orders.addFromAccount(id, amount),
          });
        }}
      >
        <AmountField
          label="Amount"
          value={text}
          onChange={setText}
          least={ratePerSecond}
          most={held}
          hint={
            held === undefined
              ? undefined
              : `${source === "wallet" ? "In your wallet" : "In your account at this gateway"}: ${formatMoney(held, token)}`
          }
        />
        <Preview
          rows={[
            ["Now it runs until", formatTime(fundedUntil)],
            [
              "Then",
              wrong ? "…" : `${formatTime(fundedUntil + seconds)}, ${formatDuration(Number(seconds))} longer`,
            ],
            [
              "You sign",
              source === "wallet"
                ? "a permit and one transaction"
                : "one message; the gateway sends it and pays the gas",
            ],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button type="submit" variant="primary" size="lg" busy={busy} disabled={wrong}>
          Add {wrong ? "" : formatMoney(amount, token)}
        </Button>
      </form>
    </Dialog>
  );
}
