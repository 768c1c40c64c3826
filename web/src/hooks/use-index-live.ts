import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { INDEX_KEY, index } from "../lib/index-client.ts";
import { CHECKPOINT_QUERY, INDEX_STATUS_KEY, statusOf } from "./use-index-status.ts";

/** Least milliseconds between two refreshes of what is on the screen: a local chain has a block each second. */
const REFRESH = 4_000;

/**
 * The site's one live subscription: the index's progress. Queries themselves are not live, because each would hold a
 * connection open and browsers allow six per host over HTTP/1.1.
 */
export function useIndexLive() {
  const queries = useQueryClient();
  useEffect(() => {
    let refreshedAt = Date.now();
    const { unsubscribe } = index.live(
      (db) => db.execute(CHECKPOINT_QUERY),
      (rows) => {
        queries.setQueryData(INDEX_STATUS_KEY, statusOf(rows));
        if (document.hidden || Date.now() - refreshedAt < REFRESH) return;
        refreshedAt = Date.now();
        void queries.invalidateQueries({ queryKey: [INDEX_KEY] });
      },
    );
    return unsubscribe;
  }, [queries]);
}
