import { Skeleton } from "../ui/skeleton.tsx";

/** The outline of six cards, in the size of the real ones. */
export function CardSkeletons() {
  return (
    <div
      className="grid grid-cols-1 gap-4 lg:grid-cols-2"
      aria-busy="true"
      aria-label="Loading services"
      role="status"
    >
      {[1, 2, 3, 4, 5, 6].map((card) => (
        <div key={card} className="rounded-xl border bg-surface p-5">
          <div className="flex gap-3.5">
            <Skeleton className="size-10 rounded-lg" />
            <div className="flex-1 space-y-2">
              <Skeleton className="h-4 w-2/5" />
              <Skeleton className="h-3 w-1/3" />
            </div>
          </div>
          <Skeleton className="mt-4 h-3.5 w-full" />
          <Skeleton className="mt-2 h-3.5 w-3/4" />
          <Skeleton className="mt-4 h-5 w-24 rounded-full" />
          <Skeleton className="mt-5 h-16 w-full" />
        </div>
      ))}
    </div>
  );
}
