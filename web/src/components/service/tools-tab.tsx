import { Link } from "@tanstack/react-router";
import { Wrench } from "lucide-react";
import type { Tool } from "../../lib/catalogue.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { fieldsOf } from "../../lib/json-schema.ts";
import { buttonStyles } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { SchemaFields } from "./schema-fields.tsx";

function ToolCard({ tool }: { tool: Tool }) {
  const { token } = useStoaConfig();
  const fields = fieldsOf(tool.inputSchema);
  return (
    <Card className="p-5" aria-label={tool.name}>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h2 className="font-mono text-[0.9375rem] font-semibold">{tool.name}</h2>
          {tool.title && <p className="text-sm text-ink-muted">{tool.title}</p>}
        </div>
        <div className="flex items-center gap-3">
          <p className="text-sm font-medium tabular-nums">
            {tool.price === 0n ? "Free" : tool.price ? formatMoney(tool.price, token) : ""}
          </p>
          <Link
            from="/services/$namespace/$name"
            search={{ tab: "try", tool: tool.name }}
            className={buttonStyles({ size: "sm" })}
          >
            Try
          </Link>
        </div>
      </div>
      {tool.description && (
        <p className="mt-2.5 max-w-3xl text-sm whitespace-pre-line text-ink-soft">{tool.description}</p>
      )}
      <div className="mt-4 border-t pt-4">
        {fields.length > 0 ? (
          <SchemaFields fields={fields} />
        ) : (
          <p className="text-sm text-ink-muted">This tool takes no arguments.</p>
        )}
      </div>
      <details className="mt-4 text-sm">
        <summary className="w-fit cursor-pointer rounded-md text-ink-muted hover:text-ink">
          Schema as JSON
        </summary>
        <CodeBlock
          className="mt-2.5"
          label={`Schema of ${tool.name}`}
          code={JSON.stringify(tool.inputSchema, null, 2)}
        />
      </details>
    </Card>
  );
}

export function ToolsTab({ tools }: { tools: readonly Tool[] }) {
  if (tools.length === 0)
    return (
      <EmptyState icon={Wrench} title="No tools known" className="rounded-xl border border-dashed">
        The gateway has not been able to read this service's tools yet.
      </EmptyState>
    );
  return (
    <div className="grid grid-cols-1 gap-4">
      {tools.map((tool) => (
        <ToolCard key={tool.name} tool={tool} />
      ))}
    </div>
  );
}
