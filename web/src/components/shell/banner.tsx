import type { ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

interface BannerProps {
  tone: "caution" | "neutral";
  children: ReactNode;
}

/** A line across the page under the header. */
export function Banner({ tone, children }: BannerProps) {
  return (
    <div
      role="status"
      className={cn(
        "border-b text-sm",
        tone === "caution" ? "bg-caution-soft text-caution" : "bg-sunken text-ink-soft",
      )}
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-2 sm:px-6">
        {children}
      </div>
    </div>
  );
}
