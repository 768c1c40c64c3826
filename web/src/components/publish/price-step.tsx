import { useStoaConfig } from "../../lib/config.ts";
import { PRICE_MODEL_LABEL } from "../../lib/labels.ts";
import type { DraftModel } from "../../lib/listing-draft.ts";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import type { StepProps } from "./details-step.tsx";

const MODELS: readonly DraftModel[] = ["free", "perCall", "perTool"];

/** How a call is priced. With a price for each tool, `tools` names them. */
export function PriceStep({ draft, errors, onChange, tools }: StepProps & { tools: readonly string[] }) {
  const { token } = useStoaConfig();
  return (
    <Card className="grid grid-cols-1 gap-4 p-5 sm:grid-cols-2" aria-label="Price">
      <Field label="Price model">
        {(ids) => (
          <Select
            {...ids}
            value={draft.model}
            onChange={(event) => onChange({ model: event.target.value as DraftModel })}
          >
            {MODELS.map((model) => (
              <option key={model} value={model}>
                {PRICE_MODEL_LABEL[model]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.model !== "free" && (
        <Field
          label={
            draft.model === "perTool"
              ? `Price of other tools (${token.symbol})`
              : `Price of a call (${token.symbol})`
          }
          error={errors.price}
        >
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              value={draft.price}
              onChange={(event) => onChange({ price: event.target.value })}
            />
          )}
        </Field>
      )}
      {draft.model === "perTool" &&
        tools.map((tool) => (
          <Field key={tool} label={<code className="font-mono text-[0.8125rem]">{tool}</code>}>
            {(ids) => (
              <Input
                {...ids}
                inputMode="decimal"
                placeholder={draft.price}
                value={draft.toolPrices[tool] ?? ""}
                onChange={(event) =>
                  onChange({ toolPrices: { ...draft.toolPrices, [tool]: event.target.value } })
                }
              />
            )}
          </Field>
        ))}
      {errors.toolPrices && (
        <p role="alert" className="text-xs text-negative sm:col-span-2">
          {errors.toolPrices}
        </p>
      )}
      {draft.model !== "free" && (
        <div className="sm:col-span-2">
          <Checkbox
            checked={draft.chargeOnError}
            onCheckedChange={(chargeOnError) => onChange({ chargeOnError })}
          >
            Charge also when a tool answers with an error (a failed call is never charged)
          </Checkbox>
        </div>
      )}
    </Card>
  );
}
