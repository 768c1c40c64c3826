/** Gas of a case about a stake, from its opening to its end. Each party has had a case before, so that no slot of theirs is new. */
import {
  afterDeadline,
  answer,
  appeal,
  court,
  openStake,
  REJECTED,
  rule,
  UPHELD,
  type CourtParts,
} from "../../test/contracts/helpers/court.ts";
import type { Measurements } from "./measure.ts";

export async function measureCourt(): Promise<Measurements> {
  const parts = await court();
  for (const ruling of [REJECTED, UPHELD]) await wholeCase(parts, ruling);
  return wholeCase(parts, UPHELD);
}

/** Opened, answered, ruled on, appealed without a vote, executed. */
async function wholeCase(parts: CourtParts, ruling: bigint): Promise<Measurements> {
  const opening = await used(openStake(parts, { amount: 1_000n }));
  const caseId: bigint = await parts.court.caseCount();
  const answering = await used(answer(parts, caseId));
  const ruled = await used(rule(parts, ruling));
  const appealing = await used(appeal(parts, caseId));
  await afterDeadline(parts, caseId);
  const executing = await used(parts.court.execute(caseId));
  return {
    "case open": opening,
    "case answer": answering,
    "case ruling": ruled,
    "case appeal": appealing,
    "case execute": executing,
    "case, from opening to ruling": opening + answering + ruled,
  };
}

async function used(sending: Promise<{ wait(): Promise<{ gasUsed: bigint }> }>): Promise<number> {
  return Number((await (await sending).wait()).gasUsed);
}
