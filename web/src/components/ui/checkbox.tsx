import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

interface CheckboxProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
}

export function Checkbox({ checked, onCheckedChange, children }: CheckboxProps) {
  return (
    <label className="flex min-h-7 cursor-pointer items-center gap-2.5 text-sm">
      <Base.Root
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="grid size-4.5 shrink-0 place-items-center rounded-[5px] border border-line-strong bg-surface data-checked:border-ink data-checked:bg-ink"
      >
        <Base.Indicator className="text-ground">
          <Check className="size-3.5" strokeWidth={3} aria-hidden />
        </Base.Indicator>
      </Base.Root>
      <span className="flex min-w-0 flex-1 items-center justify-between gap-2">{children}</span>
    </label>
  );
}
