/** What a proposal still needs to pass, in sentences. Whether it passes is the index's `outcomeOf`, as the Governor has it. */
import { TIER_ROLES } from "../../../contracts/roles.ts";
import { FEW_VOICES_APPROVAL, outcomeOf, type Votes } from "../../../indexer/proposal-state.ts";
import { formatStoaNeeded, formatVoiceBeyond } from "./stoa.ts";

const WHOLE = 10_000n;

const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** Power that For must have so that its share of For and Against is at least `bps`. */
function forShare(against: bigint, bps: bigint): bigint {
  const left = WHOLE - bps;
  return (against * bps + left - 1n) / left;
}

/** What is missing, one sentence each; all of them must come true. Empty when it passes as it stands. */
export function whatWouldPass(votes: Votes): string[] {
  const { powerFor, powerAgainst, powerAbstain, voiceFor, voiceAgainst, approvalBps, quorum } = votes;
  const { quorate, approved, past } = outcomeOf(votes);
  const missing: string[] = [];
  if (!quorate)
    missing.push(
      `${formatStoaNeeded(quorum - powerFor - powerAbstain)} more power For or Abstain, for the quorum.`,
    );
  if (!approved && powerAgainst === 0n) missing.push("Any power For.");
  else if (!approved) {
    const needed = larger(forShare(powerAgainst, BigInt(approvalBps)), powerAgainst + 1n);
    missing.push(`${formatStoaNeeded(needed - powerFor)} more power For, to outweigh the power Against.`);
  }
  if (past === null) {
    const voice =
      voiceAgainst === voiceFor
        ? "Any voice For"
        : `${formatVoiceBeyond(voiceAgainst - voiceFor)} more voice For`;
    const instead = withoutVoices(votes);
    missing.push(
      instead === undefined
        ? `${voice}. The voices cannot be overridden here.`
        : `${voice}; or, over their heads, ${formatStoaNeeded(larger(instead - powerFor, 0n))} more power For.`,
    );
  }
  return missing;
}

/** Power that For would need to pass against the voices; undefined where that cannot be. */
function withoutVoices(votes: Votes): bigint | undefined {
  const { powerAgainst, voices, role, overridable, minVoices, quorum } = votes;
  const twoThirds = powerAgainst * 2n;
  if (voices < minVoices)
    return role === TIER_ROLES.CONSTITUTION
      ? larger(forShare(powerAgainst, FEW_VOICES_APPROVAL), quorum * 2n)
      : twoThirds;
  return overridable ? larger(twoThirds, quorum * 2n) : undefined;
}
