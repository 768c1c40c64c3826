/** How many votes it takes to pass what nobody wants, base units of STOA. */
export interface Attack {
  /** While nobody objects, and too few members vote for voice to count or more of it is for than against. */
  readonly unopposed: bigint;
  /** While no power objects but the members do. Null for a tier whose voice house cannot be overridden. */
  readonly overVoices: bigint | null;
  /** Against all power that is delegated now, members and all. Null as above. */
  readonly overEverybody: bigint | null;
}

export interface Tier {
  readonly quorumBps: number;
  readonly approvalBps: number;
  readonly overridable: boolean;
}

const WHOLE = 10_000n;

/**
 * @param votes supply outside EXCLUDED, base units of STOA: quorums are shares of it
 * @param delegated power of all delegates together
 */
export function attackOf(tier: Tier, votes: bigint, delegated: bigint): Attack {
  const quorum = (votes * BigInt(tier.quorumBps)) / WHOLE;
  if (!tier.overridable) return { unopposed: quorum, overVoices: null, overEverybody: null };
  const overVoices = quorum * 2n;
  const approval = BigInt(tier.approvalBps);
  const majority = max(delegated + 1n, ceil(delegated * approval, WHOLE - approval));
  return {
    unopposed: quorum,
    overVoices,
    // Two thirds of what is cast are twice what is against.
    overEverybody: max(max(majority, delegated * 2n), overVoices),
  };
}

function ceil(part: bigint, whole: bigint): bigint {
  return (part + whole - 1n) / whole;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
