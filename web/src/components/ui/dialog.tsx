import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  className?: string;
  /** False while a transaction or a shown secret must not be lost to a stray click. */
  dismissible?: boolean;
}

/** A centred window; on narrow screens a sheet that rises from the bottom edge. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  className,
  dismissible = true,
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} disablePointerDismissal={!dismissible}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-shade backdrop-blur-[2px] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={cn(
            "fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] overflow-y-auto rounded-t-2xl border bg-surface p-5 shadow-float transition-[translate,opacity] duration-200 ease-out data-ending-style:translate-y-6 data-ending-style:opacity-0 data-starting-style:translate-y-6 data-starting-style:opacity-0 sm:inset-x-auto sm:start-1/2 sm:top-1/2 sm:bottom-auto sm:w-[30rem] sm:max-w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:p-6 sm:data-ending-style:-translate-y-[48%] sm:data-starting-style:-translate-y-[48%]",
            className,
          )}
        >
          <div className="mb-5 pe-10">
            <Base.Title className="text-lg font-semibold tracking-[-0.015em]">{title}</Base.Title>
            {description && (
              <Base.Description className="mt-1 text-sm text-ink-muted">{description}</Base.Description>
            )}
          </div>
          {children}
          <Base.Close
            aria-label="Close"
            className="absolute end-3.5 top-3.5 grid size-9 place-items-center rounded-lg text-ink-muted hover:bg-sunken hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
