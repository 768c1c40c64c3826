import { cn } from "../../lib/cn.ts";
import { CopyButton } from "./copy-button.tsx";

/** Text to copy, in a frame that scrolls. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <div className={cn("relative rounded-lg border bg-sunken", className)}>
      <pre
        className="max-h-96 overflow-auto p-3.5 pe-12 font-mono text-[0.8125rem] leading-relaxed"
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        {code}
      </pre>
      <CopyButton
        text={code}
        label={`Copy ${label.toLowerCase()}`}
        className="absolute end-2 top-2 bg-sunken hover:bg-line"
      />
    </div>
  );
}
