import { ReceiptText, ShieldCheck } from "lucide-react";
import { useStoaConfig } from "../../lib/config.ts";
import type { ToolOutcome } from "../../lib/call-tool.ts";
import { formatMoney } from "../../lib/format.ts";
import { CodeBlock } from "../ui/code-block.tsx";
import { Notice } from "../ui/notice.tsx";
import { ContentBlock } from "./content-block.tsx";

const USED = {
  "stoa-subscription": "One call of your subscription",
  "stoa-stream": "Served on your stream",
} as const;

/** The answer of a tool, with what it cost and the proof of it. */
export function ToolResult({ outcome }: { outcome: ToolOutcome }) {
  const { token } = useStoaConfig();
  const { content, structuredContent, isError, payment, use, elapsed } = outcome;
  const receipt = payment?.extra.receipt;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 text-sm">
        <span className="font-medium tabular-nums">
          {payment ? `Charged ${formatMoney(payment.amount, token)}` : use ? USED[use.scheme] : "Not charged"}
        </span>
        {receipt && (
          <span className="inline-flex items-center gap-1.5 text-positive">
            <ShieldCheck className="size-4" aria-hidden /> Receipt verified
          </span>
        )}
        <span className="ms-auto text-ink-muted tabular-nums">{Math.round(elapsed)} ms</span>
      </div>
      {isError && (
        <Notice tone="caution" title="The tool answered with an error">
          {payment || use ? "By its terms, such an answer counts as a call." : "You were not charged for it."}
        </Notice>
      )}
      {content.map((block, index) => (
        // Blocks have no names of their own, and an answer does not change.
        // oxlint-disable-next-line react/no-array-index-key
        <ContentBlock key={index} block={block} />
      ))}
      {structuredContent !== undefined && (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer rounded-md text-ink-muted hover:text-ink">
            Structured content
          </summary>
          <CodeBlock
            label="Structured content"
            code={JSON.stringify(structuredContent, null, 2)}
            className="mt-2"
          />
        </details>
      )}
      {receipt && (
        <p className="flex items-center gap-1.5 text-xs text-ink-muted">
          <ReceiptText className="size-3.5" aria-hidden />
          Call {receipt.seq.toString()} of this key here.{" "}
          <a
            className="text-accent underline-offset-2 hover:underline"
            href={`/v1/receipts/${receipt.callId}`}
          >
            Signed receipt
          </a>
        </p>
      )}
    </div>
  );
}
