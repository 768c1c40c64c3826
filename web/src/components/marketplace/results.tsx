import { SearchX, Store } from "lucide-react";
import type { Health } from "../../lib/catalogue.ts";
import type { ListedService } from "../../lib/marketplace-filter.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ServiceCard } from "./service-card.tsx";

interface ResultsProps {
  entries: readonly ListedService[];
  healths: ReadonlyMap<string, Health>;
  /** Services there are, before any filter. */
  total: number;
  onClear: () => void;
}

export function Results({ entries, healths, total, onClear }: ResultsProps) {
  if (total === 0)
    return (
      <EmptyState icon={Store} title="No service is listed yet" className="rounded-xl border border-dashed">
        The first publisher to stake and list one will stand here.
      </EmptyState>
    );
  if (entries.length === 0)
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
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {entries.map(({ service }) => (
        <ServiceCard key={service.name} service={service} health={healths.get(service.name)} />
      ))}
    </div>
  );
}
