import { CircleCheck, LoaderCircle } from "lucide-react";
import { cn } from "../lib/cn.ts";
import { shortHex } from "../lib/format.ts";
import { transactionWords, type TransactionState } from "../lib/transaction-state.ts";
import { useStoaChain } from "../hooks/use-stoa-chain.ts";
import { Notice } from "./ui/notice.tsx";

const STEPS = ["signing", "pending", "confirmed", "indexed"] as const;

function reachedOf(step: TransactionState["step"]): number {
  if (step === "preparing") return 0;
  return STEPS.indexOf(step === "relayed" ? "pending" : (step as (typeof STEPS)[number]));
}

/** Where the transaction is, in words and as four marks; announced as it moves on. */
export function TransactionStatus({ state }: { state: TransactionState }) {
  const explorer = useStoaChain().blockExplorers?.default.url;
  const hash = "hash" in state ? state.hash : undefined;
  const reached = reachedOf(state.step);

  return (
    <div aria-live="polite" className="empty:absolute">
      {state.step === "failed" && (
        <Notice tone="negative" title="The transaction did not go through">
          {state.problem}
        </Notice>
      )}
      {state.step !== "idle" && state.step !== "failed" && (
        <div className="rounded-lg bg-sunken px-3.5 py-3 text-sm">
          <p className="flex items-center gap-2">
            {state.step === "indexed" ? (
              <CircleCheck className="size-4 text-positive" aria-hidden />
            ) : (
              <LoaderCircle className="size-4 animate-spin text-ink-muted" aria-hidden />
            )}
            <span className="flex-1">{transactionWords(state)}</span>
            {hash &&
              (explorer ? (
                <a
                  className="font-mono text-xs text-accent hover:underline"
                  href={`${explorer}/tx/${hash}`}
                  rel="noreferrer"
                >
                  {shortHex(hash)}
                </a>
              ) : (
                <span className="font-mono text-xs text-ink-muted" title={hash}>
                  {shortHex(hash)}
                </span>
              ))}
          </p>
          <div className="mt-2.5 grid grid-cols-4 gap-1" aria-hidden>
            {STEPS.map((step, index) => (
              <span
                key={step}
                className={cn(
                  "h-1 rounded-full transition-colors",
                  index <= reached ? "bg-positive" : "bg-line-strong",
                )}
              />
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
