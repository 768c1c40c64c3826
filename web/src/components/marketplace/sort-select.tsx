import type { MarketplaceSearch } from "../../lib/marketplace-search.ts";
import { Select } from "../ui/field.tsx";

type Sort = NonNullable<MarketplaceSearch["sort"]>;

const LABELS: Record<Sort, string> = {
  revenue: "Most paid",
  newest: "Newest",
  price: "Lowest price",
  name: "Name",
};

export function SortSelect({ value, onChange }: { value: Sort; onChange: (sort: Sort) => void }) {
  return (
    <Select
      aria-label="Sort"
      className="h-11 w-auto rounded-xl"
      value={value}
      onChange={(event) => onChange(event.target.value as Sort)}
    >
      {Object.entries(LABELS).map(([sort, label]) => (
        <option key={sort} value={sort}>
          {label}
        </option>
      ))}
    </Select>
  );
}
