import { ChevronLeft, ChevronRight } from "lucide-react";
import { PAGE_SIZE } from "../../lib/marketplace-search.ts";
import { Button } from "../ui/button.tsx";

interface PagerProps {
  page: number;
  /** Services over all pages. */
  total: number;
  onTurn: (page: number) => void;
}

/** Turns pages; nothing while all fits one. */
export function Pager({ page, total, onTurn }: PagerProps) {
  const pages = Math.ceil(total / PAGE_SIZE);
  if (pages <= 1 && page === 1) return null;
  return (
    <nav aria-label="Pages" className="mt-6 flex items-center justify-between gap-4">
      <Button size="sm" disabled={page <= 1} onClick={() => onTurn(Math.min(page - 1, pages))}>
        <ChevronLeft aria-hidden /> Previous
      </Button>
      <p className="text-sm text-ink-muted tabular-nums">
        Page {page} of {pages}
      </p>
      <Button size="sm" disabled={page >= pages} onClick={() => onTurn(page + 1)}>
        Next <ChevronRight aria-hidden />
      </Button>
    </nav>
  );
}
