import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

interface StepProps {
  number: number;
  title: string;
  done: boolean;
  /** Locked steps show only their title. */
  locked?: boolean;
  children: ReactNode;
}

export function Step({ number, title, done, locked = false, children }: StepProps) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-4">
      <span
        aria-hidden
        className={cn(
          "mt-0.5 grid size-8 place-items-center rounded-full border text-sm font-medium tabular-nums",
          done ? "border-transparent bg-positive-soft text-positive" : "bg-surface text-ink-muted",
        )}
      >
        {done ? <Check className="size-4" /> : number}
      </span>
      <section aria-label={title} className="min-w-0">
        <h2 className={cn("pt-1 pb-3 font-semibold", locked && "text-ink-muted")}>{title}</h2>
        {!locked && children}
      </section>
    </li>
  );
}
