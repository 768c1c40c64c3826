import { createFileRoute, useNavigate } from "@tanstack/react-router";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { CardSkeletons } from "../components/marketplace/card-skeleton.tsx";
import { Filters } from "../components/marketplace/filters.tsx";
import { Hero } from "../components/marketplace/hero.tsx";
import { Pager } from "../components/marketplace/pager.tsx";
import { Results } from "../components/marketplace/results.tsx";
import { SearchField } from "../components/marketplace/search-field.tsx";
import { SortSelect } from "../components/marketplace/sort-select.tsx";
import { Button } from "../components/ui/button.tsx";
import { Dialog } from "../components/ui/dialog.tsx";
import { Notice } from "../components/ui/notice.tsx";
import { useMarketplace } from "../hooks/use-marketplace.ts";
import { problemOf } from "../lib/errors.ts";
import { marketplaceSearchSchema, type MarketplaceSearch } from "../lib/marketplace-search.ts";

export const Route = createFileRoute("/")({
  validateSearch: marketplaceSearchSchema,
  component: Marketplace,
});

function Marketplace() {
  const search = Route.useSearch();
  const navigate = useNavigate({ from: Route.fullPath });
  const { data: list, isPending, error } = useMarketplace(search);
  const [filtersOpen, setFiltersOpen] = useState(false);
  const { q = "", sort = "revenue", page = 1, ...facets } = search;
  const active = Object.values(facets).filter((value) => value !== undefined).length;

  // Another search begins on its first page.
  const change = (next: Partial<MarketplaceSearch>) =>
    void navigate({
      search: (old) => ({ ...old, page: undefined, ...next }),
      replace: true,
      resetScroll: false,
    });
  const turn = (next: number) =>
    void navigate({ search: (old) => ({ ...old, page: next > 1 ? next : undefined }) });
  const clear = () => void navigate({ search: {}, replace: true, resetScroll: false });
  const filters = <Filters facets={list?.facets} search={search} onChange={change} />;

  return (
    <>
      <title>Stoa · Marketplace</title>
      <Hero />
      <div className="flex flex-wrap gap-2.5">
        <SearchField value={q} onChange={(query) => change({ q: query || undefined })} />
        <Button size="lg" className="rounded-xl px-3.5 lg:hidden" onClick={() => setFiltersOpen(true)}>
          <SlidersHorizontal aria-hidden /> Filters{active > 0 && ` (${active})`}
        </Button>
        <SortSelect
          value={sort}
          onChange={(next) => change({ sort: next === "revenue" ? undefined : next })}
        />
      </div>

      <div className="mt-7 grid grid-cols-1 gap-8 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <aside aria-label="Filters" className="hidden lg:block">
          {filters}
        </aside>
        <section aria-label="Services">
          <div className="mb-4 flex h-7 items-center justify-between text-sm text-ink-muted">
            <p aria-live="polite" className="tabular-nums">
              {list && `${list.total} of ${list.of} services`}
            </p>
            {(active > 0 || q) && (
              <Button variant="link" onClick={clear}>
                Clear all
              </Button>
            )}
          </div>
          {error && (
            <Notice tone="caution" title="The list could not be read" className="mb-4">
              {problemOf(error)}
            </Notice>
          )}
          {isPending && <CardSkeletons />}
          {list && (
            <>
              <Results entries={list.services} found={list.total} total={list.of} onClear={clear} />
              <Pager page={page} total={list.total} onTurn={turn} />
            </>
          )}
        </section>
      </div>

      <Dialog open={filtersOpen} onOpenChange={setFiltersOpen} title="Filters">
        {filters}
        <Button variant="primary" className="mt-6 w-full" onClick={() => setFiltersOpen(false)}>
          Show {list?.total ?? 0} services
        </Button>
      </Dialog>
    </>
  );
}
