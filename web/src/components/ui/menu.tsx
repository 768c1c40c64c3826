import { Menu as Base } from "@base-ui/react/menu";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "../../lib/cn.ts";

interface MenuProps {
  trigger: ReactNode;
  label: string;
  triggerClassName?: string;
  children: ReactNode;
}

export function Menu({ trigger, label, triggerClassName, children }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger aria-label={label} className={triggerClassName}>
        {trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-44 origin-(--transform-origin) rounded-xl border bg-surface p-1 shadow-float outline-hidden transition-[scale,opacity] duration-100 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Base.Item>) {
  return (
    <Base.Item
      className={cn(
        "flex cursor-default items-center gap-2.5 rounded-lg px-2.5 py-2 text-sm outline-hidden select-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:text-ink-muted",
        className as string,
      )}
      {...props}
    />
  );
}
