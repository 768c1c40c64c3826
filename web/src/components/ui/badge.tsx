import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "../../lib/cn.ts";

const badgeStyles = cva(
  "inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-ink-soft",
        outline: "border text-ink-soft",
        accent: "bg-accent-soft text-accent",
        positive: "bg-positive-soft text-positive",
        caution: "bg-caution-soft text-caution",
        negative: "bg-negative-soft text-negative",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badgeStyles>["tone"]>;

export function Badge({ className, tone, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return <span className={cn(badgeStyles({ tone }), className)} {...props} />;
}
