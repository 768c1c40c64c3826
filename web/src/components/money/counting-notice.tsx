import { Blocks } from "lucide-react";
import type { Address } from "viem";
import { useCounting } from "../../hooks/use-counting.ts";
import { cn } from "../../lib/cn.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { moreBlocks } from "../../lib/counting.ts";
import { formatMoney } from "../../lib/format.ts";

/** Says how much of the balance the gateway does not count yet, and how many blocks that takes. Nothing when it counts all. */
export function CountingNotice({ payer, className }: { payer: Address; className?: string }) {
  const { token } = useStoaConfig();
  const { data: counting } = useCounting(payer);
  if (!counting || counting.uncounted === 0n) return null;
  return (
    <p role="note" className={cn("flex items-center gap-2.5 text-sm text-ink-soft", className)}>
      <Blocks className="size-4 shrink-0 text-accent" aria-hidden />
      <span className="tabular-nums">
        {formatMoney(counting.uncounted, token)} counts for calls after {moreBlocks(counting.blocks)}.
      </span>
    </p>
  );
}
