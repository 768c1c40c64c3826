import { Checkbox } from "../ui/checkbox.tsx";

interface FacetGroupProps<T extends string> {
  title: string;
  options: readonly { readonly value: T; readonly label: string; readonly count: number }[];
  chosen: T | undefined;
  onChoose: (value: T | undefined) => void;
}

/** One facet: at most one value is chosen, and choosing it again lifts the filter. */
export function FacetGroup<T extends string>({ title, options, chosen, onChoose }: FacetGroupProps<T>) {
  if (options.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-ink-muted">{title}</legend>
      {options.map(({ value, label, count }) => (
        <Checkbox
          key={value}
          checked={chosen === value}
          onCheckedChange={(checked) => onChoose(checked ? value : undefined)}
        >
          <span className="truncate">{label}</span>
          <span className="text-xs text-ink-muted tabular-nums">{count}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}
