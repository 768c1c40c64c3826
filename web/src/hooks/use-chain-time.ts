import { useHead } from "./use-head.ts";
import { useNow } from "./use-now.ts";

/** Chain time, Unix seconds: the head's time plus what has passed since it was seen. Undefined before the first head. */
export function useChainTime(): bigint | undefined {
  const { data: head, dataUpdatedAt } = useHead();
  const now = useNow(1_000);
  if (!head) return undefined;
  return head.timestamp + BigInt(Math.max(0, Math.floor((now - dataUpdatedAt) / 1_000)));
}
