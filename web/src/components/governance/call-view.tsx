import { CircleAlert } from "lucide-react";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { callWords, type RawCall } from "../../lib/call-words.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { AddressText } from "../address-text.tsx";
import { Preview } from "../preview.tsx";
import { Badge } from "../ui/badge.tsx";
import { CodeBlock } from "../ui/code-block.tsx";

/** One call in words, with the raw call beside it. What cannot be read is said to be unreadable. */
export function CallView({ call, place }: { call: RawCall; place: number }) {
  const { contracts } = useStoaConfig();
  const { contract, functionName, title, rows } = callWords(call, contracts, useArgumentContext());
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <span className="text-ink-muted tabular-nums">{place}.</span>
        {functionName ? (
          <span className="font-medium">{title ?? `Call ${functionName}`}</span>
        ) : (
          <Badge tone="negative">
            <CircleAlert aria-hidden /> Unknown call {call.data.slice(0, 10)}
          </Badge>
        )}
        <span className="font-mono text-xs text-ink-muted [overflow-wrap:anywhere]">
          {contract ?? "A contract that is not Stoa’s"}
          {functionName && `.${functionName}`}
        </span>
        <AddressText address={call.target} copy />
      </p>
      {rows.length > 0 && <Preview rows={rows} />}
      <details className="text-sm" open={!functionName}>
        <summary className="w-fit cursor-pointer rounded-md text-xs text-accent hover:underline">
          The raw call
        </summary>
        <CodeBlock code={call.data} label={`Raw data of call ${place}`} wrap className="mt-2" />
      </details>
    </div>
  );
}
