import { cn } from "../../lib/cn.ts";

/** The outline of what is loading. Hidden from screen readers: the region around it says that it is busy. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block animate-pulse rounded-md bg-sunken", className)} />;
}
