import { useState } from "react";
import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { useMyServices } from "../../hooks/use-my-services.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { parseAmount } from "../../lib/format.ts";
import { evenWeights } from "../../lib/plan-weights.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";

const DAY = 86_400;
const LONGEST_NAME = 64;

/** Whether it is a whole number of at least so much. */
function whole(text: string, least: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least;
}

/** Makes a plan of this service, alone or with others of the same publisher. */
export function MakePlanDialog({ service, onClose }: { service: Service; onClose: () => void }) {
  const { contracts, token } = useStoaConfig();
  const { data: mine = [] } = useMyServices(service.owner);
  const [name, setName] = useState("");
  const [price, setPrice] = useState("");
  const [days, setDays] = useState("30");
  const [calls, setCalls] = useState("1000");
  const [notice, setNotice] = useState("0");
  const [others, setOthers] = useState<readonly bigint[]>([]);
  const { state, send } = useTransaction(`make-plan:${service.id}`, () => {
    toast.success("The plan is made");
    onClose();
  });
  const longName = new TextEncoder().encode(name.trim()).length > LONGEST_NAME;
  const lateNotice = whole(notice, 0) && whole(days, 1) && Number(notice) > Number(days);
  const wrong =
    name.trim() === "" ||
    longName ||
    lateNotice ||
    !whole(days, 1) ||
    !whole(calls, 1) ||
    !whole(notice, 0) ||
    amountProblem(price, token, { least: 0n }) !== undefined;
  const bundled = mine.filter(({ id }) => id !== service.id);

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
          <Field label="Days" error={whole(days, 1) ? undefined : "A whole number."}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="numeric"
                value={days}
                onChange={({ target }) => setDays(target.value)}
              />
            )}
          </Field>
          <Field label="Calls" error={whole(calls, 1) ? undefined : "A whole number."}>
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
          hint="How long a cancelled period still runs and is paid."
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
        {bundled.length > 0 && (
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-sm font-medium">Together with</legend>
            {bundled.map(({ id, name: other }) => (
              <Checkbox
                key={String(id)}
                checked={others.includes(id)}
                onCheckedChange={(checked) =>
                  setOthers(checked ? [...others, id] : others.filter((each) => each !== id))
                }
              >
                {other}
              </Checkbox>
            ))}
          </fieldset>
        )}
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
                    services: evenWeights([service.id, ...others]),
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
