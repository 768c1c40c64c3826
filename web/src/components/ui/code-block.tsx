import { cn } from "../../lib/cn.ts";
import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  code: string;
  /** What the text is; it names the scrolling region and the copy button. */
  label: string;
  /** Breaks long lines instead of scrolling sideways: for one value that must be seen whole. */
  wrap?: boolean;
  className?: string;
}

/** Text to copy, in a frame that scrolls. */
export function CodeBlock({ code, label, wrap = false, className }: CodeBlockProps) {
  return (
    <div className={cn("flex items-start rounded-lg border bg-sunken", className)}>
      <pre
        className={cn(
          "max-h-96 min-w-0 flex-1 overflow-auto p-3.5 font-mono text-[0.8125rem] leading-relaxed",
          wrap && "break-all whitespace-pre-wrap",
        )}
        tabIndex={0}
        role="region"
        aria-label={label}
      >
        {code}
      </pre>
      <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} className="m-2 hover:bg-line" />
    </div>
  );
}
