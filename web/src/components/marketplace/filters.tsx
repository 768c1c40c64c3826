import { CATEGORIES, LANGUAGES } from "../../../../contracts/manifest.ts";
import type { Facets } from "../../lib/catalogue.ts";
import { CLASS_LABEL, titleCase } from "../../lib/labels.ts";
import { CLASSES, HEALTH_STATES, type MarketplaceSearch } from "../../lib/marketplace-search.ts";
import { FacetGroup } from "./facet-group.tsx";
import { MaxPrice } from "./max-price.tsx";

interface FiltersProps {
  facets: Facets | undefined;
  search: MarketplaceSearch;
  onChange: (change: Partial<MarketplaceSearch>) => void;
}

/** The facets, each with the number of services it would leave. Values that no service has are left out. */
export function Filters({ facets, search, onChange }: FiltersProps) {
  function group<F extends keyof Facets>(
    facet: F,
    title: string,
    values: readonly NonNullable<MarketplaceSearch[F]>[],
    label: (value: NonNullable<MarketplaceSearch[F]>) => string,
  ) {
    const options = values
      .map((value) => ({ value, label: label(value), count: facets?.[facet][value] ?? 0 }))
      .filter(({ value, count }) => count > 0 || search[facet] === value);
    return (
      <FacetGroup
        title={title}
        options={options}
        chosen={search[facet]}
        onChoose={(value) => onChange({ [facet]: value })}
      />
    );
  }

  return (
    <div className="grid grid-cols-1 gap-6">
      {group("category", "Category", CATEGORIES, titleCase)}
      {group("price", "Price", ["free", "paid"], (value) => (value === "free" ? "Free" : "Paid by the call"))}
      <MaxPrice value={search.max} onChange={(max) => onChange({ max })} />
      {group("health", "Health", HEALTH_STATES, (value) =>
        value === "up" ? "Answering" : value === "down" ? "Not answering" : "Not checked yet",
      )}
      {group("language", "Language", LANGUAGES, titleCase)}
      {group("class", "Runs", CLASSES, (value) => CLASS_LABEL[value])}
    </div>
  );
}
