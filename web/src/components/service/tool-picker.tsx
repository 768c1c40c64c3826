import { Wrench } from "lucide-react";
import type { Tool } from "../../lib/catalogue.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field, Select } from "../ui/field.tsx";
import { TryTool } from "./try-tool.tsx";

interface ToolPickerProps {
  service: string;
  serviceId: bigint;
  tools: readonly Tool[];
  chosen: string | undefined;
  onChoose: (tool: string) => void;
}

export function ToolPicker({ service, serviceId, tools, chosen, onChoose }: ToolPickerProps) {
  const { token } = useStoaConfig();
  const tool = tools.find(({ name }) => name === chosen) ?? tools[0];
  if (!tool)
    return <EmptyState icon={Wrench} title="No tools known" className="rounded-xl border border-dashed" />;
  return (
    <div className="grid grid-cols-1 gap-5">
      <Field label="Tool" className="max-w-md">
        {(ids) => (
          <Select {...ids} value={tool.name} onChange={(event) => onChoose(event.target.value)}>
            {tools.map(({ name, price }) => (
              <option key={name} value={name}>
                {name} ({price ? formatMoney(price, token) : "free"})
              </option>
            ))}
          </Select>
        )}
      </Field>
      <TryTool key={tool.name} service={service} serviceId={serviceId} tool={tool} />
    </div>
  );
}
