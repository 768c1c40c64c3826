import { Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useDebounced } from "../../hooks/use-debounced.ts";
import { Input } from "../ui/field.tsx";

interface SearchFieldProps {
  value: string;
  onChange: (query: string) => void;
}

/** Full-text search. What is typed goes to the URL once typing pauses. */
export function SearchField({ value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const settled = useDebounced(text, 200);
  const [applied, setApplied] = useState(value);

  // The URL changed from outside (back button, "clear all"): the field follows.
  if (value !== applied) {
    setApplied(value);
    setText(value);
  }
  useEffect(() => {
    if (settled === applied) return;
    setApplied(settled);
    onChange(settled);
    // Only a pause in typing may move the URL.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);

  return (
    <div className="relative flex-1" role="search">
      <Search
        className="pointer-events-none absolute start-3.5 top-1/2 size-4 -translate-y-1/2 text-ink-muted"
        aria-hidden
      />
      <Input
        type="search"
        aria-label="Search services"
        placeholder="Search by name, task or category"
        className="h-11 rounded-xl ps-10 pe-10 text-[0.9375rem] [&::-webkit-search-cancel-button]:hidden"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {text && (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => setText("")}
          className="absolute end-2 top-1/2 grid size-7 -translate-y-1/2 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
}
