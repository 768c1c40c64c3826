/** The rows behind the figures of the DAO, as they are now. */
import { and, asc, eq, gt, isNotNull, or } from "ponder";
import { db } from "ponder:api";
import { electorate, holder, member, proposal, tier, treasuryBalance } from "ponder:schema";
import type { Rows } from "../../figures/figures.ts";

/** Role of the tier under which the treasury is spent. */
const TREASURY = 2n;

export async function readFigureRows(): Promise<Rows> {
  const [totals, holders, members, proposals, tiers, treasury] = await Promise.all([
    db.select().from(electorate),
    db
      .select({ balance: holder.balance, votes: holder.votes, excluded: holder.excluded })
      .from(holder)
      .where(or(gt(holder.balance, 0n), gt(holder.votes, 0n))),
    db
      .select({ multiplierBps: member.multiplierBps, since: member.since })
      .from(member)
      .where(and(gt(member.multiplierBps, 0), isNotNull(member.since))),
    db.select().from(proposal).where(gt(proposal.ballots, 0)).orderBy(asc(proposal.id)),
    db.select().from(tier).where(eq(tier.role, TREASURY)),
    db.select().from(treasuryBalance).orderBy(asc(treasuryBalance.token)),
  ]);
  return {
    electorate: totals[0] ?? null,
    holders,
    members,
    proposals,
    tier: tiers[0] ?? null,
    treasury,
  };
}
