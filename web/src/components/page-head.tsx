import type { ReactNode } from "react";

/** The title of a page, what it is for, and what can be done on it. */
export function PageHead({
  title,
  description,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pt-12 pb-8">
      <div>
        <h1 className="font-display text-4xl font-normal tracking-[-0.02em]">{title}</h1>
        {description && <p className="mt-2 max-w-xl text-ink-muted">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  );
}
