import type { Listing } from "./types.ts";

/** The listing with the terms in force at `now` (chain time, Unix seconds): newer ones take over at their date, without an event. */
export function withTermsAt(listing: Listing, now: bigint): Listing {
  const { facts } = listing;
  const { nextTerms, nextTermsAt } = facts;
  if (!nextTerms || nextTermsAt === null || nextTermsAt > now) return listing;
  return { ...listing, facts: { ...facts, ...nextTerms, nextTerms: null, nextTermsAt: null } };
}
