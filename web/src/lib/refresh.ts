import type { QueryClient } from "@tanstack/react-query";

/** What the site read once to start: read again, it would replace the wallet connection under everybody's feet. */
export const START_KEY = "start";

/** Reads again whatever a transaction, a call or a move of the clock may have changed. */
export function refreshAll(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== START_KEY });
}
