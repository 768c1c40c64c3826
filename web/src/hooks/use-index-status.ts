import { useQuery } from "@tanstack/react-query";
import { decodeCheckpoint, type IndexStatus } from "../lib/checkpoint.ts";
import { index } from "../lib/index-client.ts";

export const INDEX_STATUS_KEY = ["index-status"] as const;
export const CHECKPOINT_QUERY = "SELECT * FROM _ponder_checkpoint";

/** A row as the index sends it. */
interface CheckpointRow {
  readonly latest_checkpoint: string;
}

export function statusOf(rows: unknown): IndexStatus | null {
  const [row] = rows as CheckpointRow[];
  return row ? decodeCheckpoint(row.latest_checkpoint) : null;
}

export async function fetchIndexStatus(): Promise<IndexStatus | null> {
  const result = await index.db.execute(CHECKPOINT_QUERY);
  return statusOf(result);
}

/** How far the index is. The live subscription in IndexLive pushes news; the slow poll is for when that is cut. */
export function useIndexStatus() {
  return useQuery({
    queryKey: INDEX_STATUS_KEY,
    queryFn: fetchIndexStatus,
    refetchInterval: 10_000,
    retry: false,
  });
}
