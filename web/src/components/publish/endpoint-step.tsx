import { PlugZap } from "lucide-react";
import { problemOf } from "../../lib/errors.ts";
import type { useProbe } from "../../hooks/use-probe.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

interface EndpointStepProps {
  endpoint: string;
  onChange: (endpoint: string) => void;
  probe: ReturnType<typeof useProbe>;
}

/** First the server must answer: the gateway connects to it and reads its tools. */
export function EndpointStep({ endpoint, onChange, probe }: EndpointStepProps) {
  const { data: report, error, isPending, mutate } = probe;
  return (
    <Card className="p-5" aria-label="Server">
      <form
        className="grid grid-cols-1 gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          mutate(endpoint.trim());
        }}
      >
        <Field
          label="Endpoint"
          hint="The streamable HTTP address of your MCP server. The gateway connects to it now."
        >
          {(ids) => (
            <div className="flex gap-2">
              <Input
                {...ids}
                type="url"
                required
                placeholder="https://mcp.example.com/mcp"
                className="font-mono text-[0.8125rem]"
                value={endpoint}
                onChange={(event) => onChange(event.target.value)}
              />
              <Button type="submit" variant={report ? "outline" : "primary"} busy={isPending}>
                {!isPending && <PlugZap aria-hidden />} {report ? "Check again" : "Check"}
              </Button>
            </div>
          )}
        </Field>
        {error && (
          <Notice tone="negative" title="This server cannot be listed yet">
            {problemOf(error)}
          </Notice>
        )}
        {report && !error && (
          <div role="status" className="grid grid-cols-1 gap-2.5 text-sm">
            <p>
              <strong className="font-semibold">
                {report.serverInfo.title ?? report.serverInfo.name} {report.serverInfo.version}
              </strong>{" "}
              answered in {report.latencyMs} ms with {report.tools.length}{" "}
              {report.tools.length === 1 ? "tool" : "tools"} (protocol {report.protocolVersion}).
            </p>
            <ul className="flex flex-wrap gap-1.5">
              {report.tools.map(({ name }) => (
                <li key={name} className="rounded-md bg-sunken px-2 py-0.5 font-mono text-xs">
                  {name}
                </li>
              ))}
            </ul>
          </div>
        )}
      </form>
    </Card>
  );
}
