import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

const looks = {
  info: { className: "bg-accent-soft text-accent", Icon: Info },
  caution: { className: "bg-caution-soft text-caution", Icon: TriangleAlert },
  negative: { className: "bg-negative-soft text-negative", Icon: CircleAlert },
} as const;

interface NoticeProps {
  tone?: keyof typeof looks;
  title?: string;
  children?: ReactNode;
  className?: string;
}

/** A remark beside the content it is about. Problems are announced. */
export function Notice({ tone = "info", title, children, className }: NoticeProps) {
  const { Icon, className: look } = looks[tone];
  return (
    <div
      role={tone === "negative" ? "alert" : "note"}
      className={cn("flex gap-2.5 rounded-lg px-3.5 py-3 text-sm", look, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={cn(title && "mt-0.5", "text-ink-soft")}>{children}</div>}
      </div>
    </div>
  );
}
