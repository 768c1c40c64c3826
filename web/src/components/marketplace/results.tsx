import { SearchX, Store } from "lucide-react";
import type { CatalogueEntry } from "../../lib/catalogue.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ServiceCard } from "./service-card.tsx";

interface ResultsProps {
  entries: readonly CatalogueEntry[];
  /** Services that fit, over all pages. */
  found: number;
  /** Services there are, before any filter. */
  total: number;
  onClear: () => void;
}

export function Results({ entries, found, total, onClear }: ResultsProps) {
  if (total === 0)
    return (
      <EmptyState icon={Store} title="No service is listed yet" className="rounded-xl border border-dashed">
        The first publisher to stake and list one will stand here.
      </EmptyState>
    );
  if (found === 0)
    return (
      <EmptyState
        icon={SearchX}
        title="No service fits these filters"
        className="rounded-xl border border-dashed"
        action={<Button onClick={onClear}>Clear all filters</Button>}
      >
        {total === 1 ? "One service is" : `${total} services are`} listed in all.
      </EmptyState>
    );
  if (entries.length === 0)
    return (
      <EmptyState
        icon={SearchX}
        title="This page is past the last one"
        className="rounded-xl border border-dashed"
      >
        {found === 1 ? "One service fits" : `${found} services fit`} these filters.
      </EmptyState>
    );
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {entries.map((service) => (
        <ServiceCard key={service.name} service={service} />
      ))}
    </div>
  );
}
