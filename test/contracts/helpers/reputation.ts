/** The market with clients who have paid, a Court that strikes reviews, and rewards that are paid. */
import { zeroHash } from "viem";
import { earningsAbi, reputationAbi } from "../../../contracts/generated.ts";
import { ROLES } from "../../../contracts/roles.ts";
import { selectorsOf } from "../../../scripts/deploy/selectors.ts";
import { as, DAY, networkHelpers, now, person, type Person } from "./chain.ts";
import { market, NO_PERMIT, REPUTATION, USDC, type Market, type Quote } from "./market.ts";
import { row } from "./sign.ts";

const { time } = networkHelpers;

export const PERIOD = 30n * DAY;
export const REWARD_WINDOW = 14n * DAY;
/** What a client pays for calls unless a test says otherwise: $3 of it is the treasury's. */
export const PAID = 100n * USDC;

export type Reputed = Awaited<ReturnType<typeof reputed>>;

/** Alice and Bob are clients of the service; the Court may strike, and Reputation may pay rewards. */
export async function reputed() {
  const parts = await market();
  const { authority, admin, reputation, earnings } = parts;
  const people = {
    alice: parts.payer,
    bob: await person(12),
    carol: await person(13),
    court: await person(10),
  };
  const call = as(authority, admin);
  await call.setTargetFunctionRole(reputation, selectorsOf(reputationAbi, ["strike"]), ROLES.SLASHER);
  await call.grantRole(ROLES.SLASHER, people.court.address, 0);
  await call.setTargetFunctionRole(earnings, selectorsOf(earningsAbi, ["payReward"]), ROLES.SCORER);
  await call.grantRole(ROLES.SCORER, reputation, 0);
  // The first second of a period, so that what a test does in some days is in one bucket.
  await time.increaseTo((((await now()) + PERIOD) / PERIOD) * PERIOD);
  return { ...parts, ...people };
}

/** The same, and Alice has paid for calls, which are collected. */
export async function paid() {
  const parts = await reputed();
  await earnCredit(parts, parts.alice, PAID);
  return parts;
}

/** And has given the service 80 points for it. */
export async function reviewed() {
  const parts = await paid();
  await star(parts, parts.alice, 80n);
  return parts;
}

/** What names a ledger of the vault to `collect`. */
export interface LedgerKey {
  readonly gateway: string;
  readonly key: string;
}

/** `who` pays that much for calls, with his own key, and deposits it and a dollar before when it is not there. */
export async function pay(
  parts: Market,
  who: Person,
  charged: bigint,
  quote: Quote = parts.service,
): Promise<LedgerKey> {
  const { vault, token, gateway, settler } = parts;
  const { balance, epoch } = await vault.accountOf(who.address, gateway.address);
  if (balance < charged) {
    await token.mint(who.address, charged + USDC);
    await as(token, who).approve(vault, 2n ** 255n);
    await as(vault, who).deposit(who.address, gateway.address, charged + USDC, NO_PERMIT);
  }
  const before = await vault.ledgerOf(who.address, gateway.address, who.address, quote.serviceId);
  const sum = (before.epoch === epoch ? before.claimed : 0n) + charged;
  const voucher = { payer: who.address, epoch: Number(epoch) };
  const claimed = await row(parts, { by: who, charged: sum, quote, voucher });
  await as(vault, settler).claim(gateway.address, [claimed], zeroHash);
  return { gateway: gateway.address, key: who.address };
}

/** Pays and collects: `who` can review it. */
export async function earnCredit(parts: Market, who: Person, charged: bigint, quote = parts.service) {
  const key = await pay(parts, who, charged, quote);
  await parts.reputation.collect(who.address, quote.serviceId, [key]);
  return key;
}

/** A rating with no more to it, as a transaction that is sent. */
export function star(parts: Market, who: Person, points: bigint, quote = parts.service) {
  return say(parts, who, { value: points }, quote);
}

interface Words {
  readonly value: bigint;
  readonly decimals?: number;
  readonly tag1?: string;
  readonly tag2?: string;
  readonly endpoint?: string;
  readonly uri?: string;
  readonly hash?: string;
}

/** Feedback of `who`: a rating unless its words say otherwise. */
export function say(
  { reputation, service }: Market,
  who: Person,
  { value, decimals = 0, tag1 = "starred", tag2 = "", endpoint = "", uri = "", hash = zeroHash }: Words,
  quote: Quote = service,
) {
  return as(reputation, who).giveFeedback(quote.serviceId, value, decimals, tag1, tag2, endpoint, uri, hash);
}

/** The treasury's share of a charge for a self-hosted service without an integrator: 60 % of 5 %. */
export function treasuryShareOf(charged: bigint): bigint {
  return (charged * 3n) / 100n;
}

/** What a review of this weight is rewarded, when all of it is fresh. */
export function rewardFor(weight: bigint): bigint {
  return (weight * REPUTATION.rewardRate) / 10_000n;
}

/** What somebody can collect in rewards for reviews of the service. */
export async function rewardOf(
  { reputation, service }: Market,
  who: Pick<Person, "address">,
): Promise<bigint> {
  return (await reputation.clientOf(service.serviceId, who.address)).reward;
}

/** Mean of ratings with their weights, drawn to the prior, in hundredths of a point. */
export function meanOf(...ratings: readonly (readonly [points: bigint, weight: bigint])[]): bigint {
  const { priorMean, priorWeight } = REPUTATION;
  const weighted = ratings.reduce((sum, [points, weight]) => sum + points * weight, priorMean * priorWeight);
  const weight = ratings.reduce((sum, [, each]) => sum + each, priorWeight);
  return (weighted * 100n) / weight;
}

/** Mean, weight and count, of the service unless another is named. */
export async function scoreOf({ reputation, service }: Market, quote: Quote = service) {
  return [...(await reputation.scoreOf(quote.serviceId))] as [bigint, bigint, bigint];
}
