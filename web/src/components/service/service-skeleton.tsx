import { Skeleton } from "../ui/skeleton.tsx";

export function ServiceSkeleton() {
  return (
    <div role="status" aria-busy="true" aria-label="Loading the service" className="pt-10">
      <div className="flex gap-5">
        <Skeleton className="size-14 rounded-xl" />
        <div className="flex-1 space-y-2.5">
          <Skeleton className="h-7 w-56" />
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-4/5 max-w-xl" />
        </div>
      </div>
      <Skeleton className="mt-10 h-11 w-full" />
      <Skeleton className="mt-6 h-56 w-full rounded-xl" />
    </div>
  );
}
