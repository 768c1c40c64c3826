import { useState } from "react";
import { toast } from "sonner";
import { streamsAbi } from "../../../../contracts/generated.ts";
import { useStreamOffer } from "../../hooks/use-streams.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, parseAmount } from "../../lib/format.ts";
import type { Service } from "../../lib/service-row.ts";
import { hourly, perSecond } from "../../lib/streams.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Input } from "../ui/field.tsx";

const MINUTE = 60;

/** What a publisher asks of whoever pays by the second. */
export function StreamOfferCard({ service }: { service: Service }) {
  const { contracts, token } = useStoaConfig();
  const offer = useStreamOffer(service.id);
  const [price, setPrice] = useState("");
  const [minutes, setMinutes] = useState("60");
  const { state, send } = useTransaction(`stream-offer:${service.id}`, () => toast.success("Done"));
  const wrongMinutes = !/^\d{1,5}$/.test(minutes);
  const wrong = wrongMinutes || amountProblem(price, token, {}) !== undefined;
  const streams = { address: contracts.Streams, abi: streamsAbi } as const;
  return (
    <Card aria-label="Streams" className="pb-5">
      <CardHeader
        title="Streams"
        description={
          offer
            ? `You offer streams at ${hourly(offer.ratePerSecond, token)}, with ${formatDuration(offer.notice)} notice.`
            : "Let clients pay by the second, for as many calls as they like. Streams that run keep the price they were opened at."
        }
        actions={
          offer && (
            <Button
              size="sm"
              busy={isBusy(state)}
              onClick={() =>
                void send(() =>
                  contractCall({ ...streams, functionName: "withdrawOffer", args: [service.id] }),
                )
              }
            >
              Offer no more
            </Button>
          )
        }
      />
      <div className="mt-4 grid grid-cols-1 gap-4 px-5">
        <AmountField label="Price of an hour" value={price} onChange={setPrice} />
        <Field
          label="Notice, minutes"
          error={wrongMinutes ? "A whole number of minutes is needed." : undefined}
          hint="How long a stream goes on earning after its payer closes it: 7 days at most."
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={minutes}
              onChange={({ target }) => setMinutes(target.value)}
            />
          )}
        </Field>
        {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
        <Button
          className="justify-self-start"
          busy={isBusy(state)}
          disabled={wrong}
          onClick={() =>
            void send(() =>
              contractCall({
                ...streams,
                functionName: "offer",
                args: [service.id, perSecond(parseAmount(price, token) ?? 0n), Number(minutes) * MINUTE],
              }),
            )
          }
        >
          {offer ? "Change the offer" : "Offer streams"}
        </Button>
      </div>
    </Card>
  );
}
