import { and, asc, desc, eq, ne, or, type SQL } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import type { CourtCase } from "../lib/cases.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

export interface CaseFilter {
  readonly kind?: CourtCase["kind"] | undefined;
  /** Those that run; all when left out. */
  readonly running?: boolean | undefined;
  readonly serviceId?: bigint | undefined;
  readonly bountyId?: bigint | undefined;
  /** Cases in which this account is challenger, respondent or appellant. */
  readonly party?: Address | undefined;
}

function isParty(account: Hex): SQL | undefined {
  const { challenger, respondent, appellant } = schema.courtCase;
  return or(eq(challenger, account), eq(respondent, account), eq(appellant, account));
}

/** Cases before the Court, newest first. */
export function useCases({ kind, running, serviceId, bountyId, party }: CaseFilter) {
  return useQuery({
    queryKey: [INDEX_KEY, "cases", kind, running, String(serviceId), String(bountyId), party],
    queryFn: () => {
      const wanted: (SQL | undefined)[] = [
        kind && eq(schema.courtCase.kind, kind),
        running ? ne(schema.courtCase.state, "closed") : undefined,
        serviceId === undefined ? undefined : eq(schema.courtCase.serviceId, serviceId),
        bountyId === undefined ? undefined : eq(schema.courtCase.bountyId, bountyId),
        party && isParty(party.toLowerCase() as Hex),
      ];
      return index.db
        .select()
        .from(schema.courtCase)
        .where(and(...wanted))
        .orderBy(desc(schema.courtCase.id))
        .limit(100);
    },
  });
}

/** One case; null when there is none of this number. */
export function useCase(caseId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "case", String(caseId)],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.courtCase)
        .where(eq(schema.courtCase.id, caseId))
        .limit(1);
      return found[0] ?? null;
    },
  });
}

/** The number of the case that a proposal is the appeal of; null for any other proposal. */
export function useAppealedCase(proposalId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "appealed-case", String(proposalId)],
    queryFn: async () => {
      const found = await index.db
        .select({ id: schema.courtCase.id })
        .from(schema.courtCase)
        .where(eq(schema.courtCase.proposalId, proposalId))
        .limit(1);
      return found[0]?.id ?? null;
    },
  });
}

/** Clients whom a case names, with what comes back to each; in the order of the case. */
export function useHarmed(caseId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "harmed", String(caseId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.caseHarmed)
        .where(eq(schema.caseHarmed.caseId, caseId))
        .orderBy(asc(schema.caseHarmed.position)),
  });
}

/** What was done in a case, oldest first. */
export function useCaseSteps(caseId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "case-steps", String(caseId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.caseStep)
        .where(eq(schema.caseStep.caseId, caseId))
        .orderBy(asc(schema.caseStep.time), asc(schema.caseStep.id))
        .limit(50),
  });
}

/** What was shown in a case, oldest first. */
export function useEvidence(caseId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "evidence", String(caseId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.evidence)
        .where(eq(schema.evidence.caseId, caseId))
        .orderBy(asc(schema.evidence.time), asc(schema.evidence.id))
        .limit(100),
  });
}

/** Bonds of cases that an account may collect, and has collected; null before the first. */
export function useCourtPurse(account: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "court-purse", account],
    queryFn: async () => {
      const found = await index.db
        .select()
        .from(schema.courtPurse)
        .where(eq(schema.courtPurse.account, account.toLowerCase() as Hex))
        .limit(1);
      return found[0] ?? null;
    },
  });
}
