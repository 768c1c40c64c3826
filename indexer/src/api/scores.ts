/** Scores of services and of people as they are now, from the rows that they are made of. Amounts are decimal strings. */
import { and, eq, gt, inArray } from "ponder";
import { db } from "ponder:api";
import { bondRun, chargeDispute, gatewayDay, parameter, reviewer, scorePeriod, service } from "ponder:schema";
import type { Address } from "viem";
import { gatewayScoreOf } from "../../scores/gateway-score.ts";
import { reviewerScoreOf } from "../../scores/reviewer-score.ts";
import { PERIODS, periodOf, scoreOf, type Prior, type Score } from "../../scores/score.ts";

/** Of a service under its present owner: what the contract's `scoreOf` says. Null for one that there is not. */
export async function readServiceScore(id: bigint, now: bigint) {
  const [found] = await db.select({ tenure: service.tenure }).from(service).where(eq(service.id, id));
  if (!found) return null;
  const [sums, prior] = await Promise.all([
    db
      .select()
      .from(scorePeriod)
      .where(and(eq(scorePeriod.serviceId, id), eq(scorePeriod.tenure, found.tenure), recent(now))),
    readPrior(),
  ]);
  return plain(scoreOf(sums, prior, now));
}

/** Of a publisher: as if all reviews of the services that he owns were of one. */
export async function readPublisherScore(owner: Address, now: bigint) {
  const [sums, prior] = await Promise.all([
    db
      .select({
        period: scorePeriod.period,
        weight: scorePeriod.weight,
        weighted: scorePeriod.weighted,
        reviews: scorePeriod.reviews,
      })
      .from(scorePeriod)
      .innerJoin(service, and(eq(service.id, scorePeriod.serviceId), eq(service.tenure, scorePeriod.tenure)))
      .where(and(eq(service.owner, owner), recent(now))),
    readPrior(),
  ]);
  return plain(scoreOf(sums, prior, now));
}

/** Of a gateway, by its business: see gateway-score.ts. */
export async function readGatewayScore(id: Address, now: bigint) {
  const [days, runs, disputes, prior] = await Promise.all([
    db
      .select({ time: gatewayDay.day, amount: gatewayDay.fee })
      .from(gatewayDay)
      .where(eq(gatewayDay.gateway, id)),
    db.select().from(bondRun).where(eq(bondRun.gateway, id)),
    db
      .select()
      .from(chargeDispute)
      .where(and(eq(chargeDispute.gateway, id), eq(chargeDispute.state, "refunded"))),
    readPrior(),
  ]);
  const record = {
    fees: days,
    filed: runs.map(({ openedAt: time, filed, voided }) => ({ time, amount: filed - voided })),
    // A charge that was contested and refunded was the publisher's fault.
    lost: disputes
      .filter(({ payee }) => payee === null)
      .map(({ endedAt, time, bond }) => ({ time: endedAt ?? time, amount: bond })),
  };
  const { mean, fees, filed, lost } = gatewayScoreOf(record, prior, now);
  return { mean, fees: String(fees), filed: String(filed), lost: String(lost) };
}

/** Of an author of reviews, by what others make of them: see reviewer-score.ts. */
export async function readReviewerScore(account: Address) {
  const [[found], prior] = await Promise.all([
    db.select().from(reviewer).where(eq(reviewer.account, account)),
    readPrior(),
  ]);
  const { helpful, unhelpful, struck, reviews } = found ?? {
    helpful: 0,
    unhelpful: 0,
    struck: 0,
    reviews: 0,
  };
  const mean = reviewerScoreOf({ helpful, unhelpful, struck }, Number(prior.mean));
  return { mean, reviews, helpful, unhelpful, struck };
}

function recent(now: bigint) {
  return gt(scorePeriod.period, periodOf(now) - PERIODS);
}

async function readPrior(): Promise<Prior> {
  const rows = await db
    .select()
    .from(parameter)
    .where(inArray(parameter.name, ["reviewPriorMean", "reviewPriorWeight"]));
  const valueOf = (name: string) => rows.find((row) => row.name === name)?.value ?? 0n;
  return { mean: valueOf("reviewPriorMean"), weight: valueOf("reviewPriorWeight") };
}

function plain({ mean, weight, reviews }: Score) {
  return { mean, weight: String(weight), reviews };
}
