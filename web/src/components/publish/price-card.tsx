import { useState } from "react";
import { toast } from "sonner";
import { serviceRegistryAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatTime, parseAmount } from "../../lib/format.ts";
import { PRICE_MODEL_LABEL } from "../../lib/labels.ts";
import { draftTerms, EMPTY_DRAFT } from "../../lib/listing-draft.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

/** A new price: announced now, in force after seven days, so that nobody is charged what they did not see. */
export function PriceCard({ service }: { service: Service }) {
  const { contracts, token } = useStoaConfig();
  const [model, setModel] = useState<"free" | "perCall">(
    service.terms?.model === "free" ? "free" : "perCall",
  );
  const [price, setPrice] = useState("");
  const { state, send } = useTransaction(`terms:${service.id}`, () =>
    toast.success("The new price is announced"),
  );
  const valid = model === "free" || (parseAmount(price, token) ?? 0n) > 0n;
  const { terms, nextTerms } = service;

  const propose = () =>
    send(() =>
      contractCall({
        address: contracts.ServiceRegistry,
        abi: serviceRegistryAbi,
        functionName: "proposeTerms",
        args: [
          service.id,
          draftTerms({ ...EMPTY_DRAFT, model, price, chargeOnError: terms?.chargeOnError ?? false }, token),
        ],
      }),
    );

  return (
    <Card className="pb-5" aria-label="Price">
      <CardHeader
        title="Price"
        description={
          terms &&
          `Now: ${PRICE_MODEL_LABEL[terms.model].toLowerCase()}${terms.model === "free" ? "" : `, ${formatMoney(terms.maxPrice, token)}`}. A change takes seven days, so that callers see it coming.`
        }
      />
      <form
        className="grid grid-cols-1 gap-4 px-5 pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          void propose();
        }}
      >
        {nextTerms && (
          <Notice tone="caution">
            {formatMoney(nextTerms.maxPrice, token)} at most, from {formatTime(nextTerms.effectiveAt)} on.
          </Notice>
        )}
        <div className="grid grid-cols-2 gap-3">
          <Field label="Price model">
            {(ids) => (
              <Select
                {...ids}
                value={model}
                onChange={(event) => setModel(event.target.value as "free" | "perCall")}
              >
                <option value="free">{PRICE_MODEL_LABEL.free}</option>
                <option value="perCall">{PRICE_MODEL_LABEL.perCall}</option>
              </Select>
            )}
          </Field>
          {model === "perCall" && (
            <Field label={`Price (${token.symbol})`}>
              {(ids) => (
                <Input
                  {...ids}
                  inputMode="decimal"
                  value={price}
                  onChange={(event) => setPrice(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button type="submit" size="sm" className="justify-self-start" busy={isBusy(state)} disabled={!valid}>
          Announce
        </Button>
      </form>
    </Card>
  );
}
