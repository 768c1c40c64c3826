import { canonicalHash, STOA_META, type Manifest } from "../../contracts/manifest.ts";
import type { TermsView } from "../chain/types.ts";

/**
 * What one call of a tool costs at most, in token base units. A price table counts only when it is the one whose hash
 * the terms carry: the manifest may be newer than the terms. Whatever has no price of its own costs the terms' maximum.
 */
export function priceOf(terms: TermsView, manifest: Manifest, tool: string): bigint {
  const { model, maxPrice, pricesHash } = terms;
  if (model === "free") return 0n;
  if (model === "per-call") return maxPrice;
  const { prices } = manifest._meta[STOA_META];
  if (!prices || !Object.hasOwn(prices, tool) || canonicalHash(prices) !== pricesHash) return maxPrice;
  const price = BigInt(prices[tool]!);
  return price < maxPrice ? price : maxPrice;
}
