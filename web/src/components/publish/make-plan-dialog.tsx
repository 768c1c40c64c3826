import { useState } from "react";
import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, parseAmount } from "../../lib/format.ts";
import { weightsOf } from "../../lib/plan-weights.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";
import { BundleField, type BundlePart } from "./bundle-field.tsx";

const DAY = 86_400;
const LONGEST_NAME = 64;

/** Whether it is a whole number of at least so much. */
function whole(text: string, least: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least;
}

/** Makes a plan of this service, alone or as a bundle with others. */
export function MakePlanDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const { contracts, token } = useStoaConfig();
  const [name, setName] = useState("");
  const [price, setPrice] = useState("");
  const [days, setDays] = useState("30");
  const [calls, setCalls] = useState("1000");
  const [notice, setNotice] = useState("0");
  const [parts, setParts] = useState<readonly BundlePart[]>([
    { id: service.id, name: service.name, foreign: false, percent: "100" },
  ]);
  const { state, send } = useTransaction(`make-plan:${service.id}`, () => {
    toast.success("The plan is made");
    onClose();
  });
  const longName = new TextEncoder().encode(name.trim()).length > LONGEST_NAME;
  const lateNotice = whole(notice, 0) && whole(days, 1) && Number(notice) > Number(days);
  const weights = weightsOf(parts.map(({ percent }) => percent));
  const wrongParts = weights ? undefined : "Each part is above 0 %, and they sum to 100 %.";
  const foreign = parts.filter((part) => part.foreign).length;
  const cost = parseAmount(price, token);
  const perCall = cost !== undefined && whole(calls, 1) ? cost / BigInt(calls) : undefined;
  const wrong =
    !weights ||
    name.trim() === "" ||
    longName ||
    lateNotice ||
    !whole(days, 1) ||
    !whole(calls, 1) ||
    !whole(notice, 0) ||
    amountProblem(price, token, { least: 0n }) !== undefined;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`A plan of ${service.name}`}
      description="It cannot be changed once it is made. You can retire it and make another."
    >
      <div className="grid grid-cols-1 gap-4">
        <Field label="Name" error={longName ? `${LONGEST_NAME} bytes at most.` : undefined}>
          {(ids) => <Input {...ids} value={name} onChange={({ target }) => setName(target.value)} />}
        </Field>
        <AmountField label="Price of a period" value={price} onChange={setPrice} least={0n} />
        <div className="grid grid-cols-2 gap-4">
          <Field label="Days in a period" error={whole(days, 1) ? undefined : "A whole number."}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                value={days}
                onChange={({ target }) => setDays(target.value)}
              />
            )}
          </Field>
          <Field label="Calls in a period" error={whole(calls, 1) ? undefined : "A whole number."}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                value={calls}
                onChange={({ target }) => setCalls(target.value)}
              />
            )}
          </Field>
        </div>
        <Field
          label="Notice, days"
          error={lateNotice ? "No longer than the period." : undefined}
          hint="How long a cancelled period still runs and is paid. With 0, who uses all calls on the first day has nearly all of the price back."
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={notice}
              onChange={({ target }) => setNotice(target.value)}
            />
          )}
        </Field>
        <BundleField service={service} parts={parts} onChange={setParts} error={wrongParts} />
        <Preview
          rows={[
            [
              "A call of it costs",
              perCall === undefined ? "…" : `${formatMoney(perCall, token)}, if all are used`,
            ],
            [
              "Opens",
              foreign > 0
                ? `when ${foreign === 1 ? "the other publisher has" : "all have"} accepted`
                : "at once",
            ],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong}
          onClick={() =>
            void send(() =>
              contractCall({
                address: contracts.Subscriptions,
                abi: subscriptionsAbi,
                functionName: "makePlan",
                args: [
                  {
                    name: name.trim(),
                    price: parseAmount(price, token) ?? 0n,
                    period: Number(days) * DAY,
                    notice: Number(notice) * DAY,
                    calls: Number(calls),
                    covers: 0,
                    services: parts.map(({ id }, place) => ({
                      serviceId: id,
                      weight: weights?.[place] ?? 0,
                    })),
                  },
                ],
              }),
            )
          }
        >
          Make the plan
        </Button>
      </div>
    </Dialog>
  );
}
