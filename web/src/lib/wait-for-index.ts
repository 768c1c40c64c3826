import { fetchIndexStatus } from "../hooks/use-index-status.ts";

/**
 * Resolves true once the index has taken in `block`, false after `patience` milliseconds: the transaction stands all
 * the same, and the banner says how far the index is behind.
 */
export async function waitForIndex(block: bigint, patience = 30_000): Promise<boolean> {
  const end = performance.now() + patience;
  while (performance.now() < end) {
    const status = await fetchIndexStatus().catch(() => null);
    if (status && status.block >= block) return true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return false;
}
