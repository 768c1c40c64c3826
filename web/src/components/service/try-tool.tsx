import { Play, Terminal } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePrepaidFor } from "../../hooks/use-prepaid-for.ts";
import { useSessionKeys } from "../../hooks/use-session-keys.ts";
import { useToolCall } from "../../hooks/use-tool-call.ts";
import { callProblem } from "../../lib/call-problem.ts";
import type { Tool } from "../../lib/catalogue.ts";
import { fieldsOf } from "../../lib/json-schema.ts";
import { isUsable } from "../../lib/session-keys.ts";
import { exampleOf } from "../../lib/tool-example.ts";
import { exampleValues, initialValues, readForm } from "../../lib/tool-form.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { PaymentPanel } from "./payment-panel.tsx";
import { ToolFields } from "./tool-fields.tsx";
import { DepositWait } from "./deposit-wait.tsx";
import { ToolResult } from "./tool-result.tsx";

/** One tool's form, its price, and its answer. Keyed by tool: another tool starts afresh. */
export function TryTool({ service, serviceId, tool }: { service: string; serviceId: bigint; tool: Tool }) {
  const fields = fieldsOf(tool.inputSchema);
  const [values, setValues] = useState(() => initialValues(fields));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { address } = useConnection();
  const { keys } = useSessionKeys(address);
  const now = useChainTime() ?? 0n;
  const { mutate: call, isPending, data: outcome, error, waiting, stop } = useToolCall();
  const price = tool.price ?? 0n;
  const ahead = usePrepaidFor(address, price > 0n ? serviceId : undefined, now);
  const key = price > 0n ? keys.find((candidate) => isUsable(candidate, now)) : undefined;

  const optional = fields.filter(({ required }) => !required);
  const example = exampleOf(tool);
  const form = {
    values,
    errors,
    onChange: (name: string, text: string) => setValues((old) => ({ ...old, [name]: text })),
  };

  const run = () => {
    const read = readForm(fields, values);
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0) return;
    call({ service, tool: tool.name, arguments: read.arguments, key, prepaid: ahead.prepaid });
  };

  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <div className="grid grid-cols-1 gap-5">
        {price > 0n && <PaymentPanel price={price} ahead={ahead} />}
        <Card className="p-5" aria-label="Arguments">
          <form
            className="grid grid-cols-1 gap-4"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              run();
            }}
          >
            {tool.description && (
              <p className="line-clamp-4 text-sm whitespace-pre-line text-ink-muted">{tool.description}</p>
            )}
            {example && (
              <Button
                size="sm"
                className="justify-self-start"
                onClick={() => setValues(exampleValues(fields, example))}
              >
                Fill in the example
              </Button>
            )}
            <ToolFields {...form} fields={fields.filter(({ required }) => required)} />
            {optional.length > 0 && (
              <details open={optional.length === fields.length || undefined} className="group">
                <summary className="w-fit cursor-pointer rounded-md text-sm text-ink-muted hover:text-ink">
                  {optional.length} optional {optional.length === 1 ? "argument" : "arguments"}
                </summary>
                <div className="mt-4 grid grid-cols-1 gap-4">
                  <ToolFields {...form} fields={optional} />
                </div>
              </details>
            )}
            <Button type="submit" variant="primary" size="lg" busy={isPending} disabled={price > 0n && !key}>
              {!isPending && <Play aria-hidden />} {waiting ? "Waiting" : isPending ? "Running" : "Run"}
            </Button>
          </form>
        </Card>
      </div>
      <Card
        className="min-h-72 p-5 lg:sticky lg:top-24"
        aria-label="Answer"
        aria-live="polite"
        aria-busy={isPending && !waiting}
      >
        {isPending && waiting && <DepositWait waiting={waiting} onStop={stop} />}
        {isPending && !waiting && (
          <div className="grid grid-cols-1 gap-3">
            <Skeleton className="h-4 w-1/3" />
            <Skeleton className="h-48 w-full" />
          </div>
        )}
        {!isPending && error && (
          <Notice tone="negative" title="The call failed">
            {callProblem(error)}
          </Notice>
        )}
        {!isPending && outcome && !error && <ToolResult outcome={outcome} />}
        {!isPending && !outcome && !error && (
          <EmptyState icon={Terminal} title="The answer will stand here" className="py-16">
            {price > 0n ? "A failed call is never charged." : "This tool is free: no wallet is needed."}
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
