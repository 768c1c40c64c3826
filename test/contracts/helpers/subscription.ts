/** Plans, agreements and subscriptions, as publishers make and payers sign them. */
import { zeroHash, type Address, type Hex } from "viem";
import { agreementTypes, cancellationTypes, subscriptionsDomain } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, HOUR, networkHelpers, now } from "./chain.ts";
import { listService, market, NO_PERMIT, STAKE, USDC, type Market } from "./market.ts";
import type { Signer } from "./sign.ts";

const { time } = networkHelpers;

/** ISubscriptions.State and ISubscriptionPlans.PlanState. */
export const State = { Unknown: 0n, Running: 1n, Due: 2n, Cancelled: 3n } as const;
export const PlanState = { Unknown: 0n, Proposed: 1n, Open: 2n, Retired: 3n } as const;

export const MONTH = 30n * DAY;
export const PRICE = 30n * USDC;
/** What the payer has in his account at the gateway. */
export const BALANCE = 1_000n * USDC;
export const NO_ALLOWANCE = { value: 0n, ...NO_PERMIT } as const;

export interface Plan {
  name: string;
  price: bigint;
  period: bigint;
  notice: bigint;
  calls: bigint;
  covers: bigint;
  services: { serviceId: bigint; weight: bigint }[];
}

export interface Agreement {
  payer: Address;
  gateway: Address;
  planId: Hex;
  replaces: Hex;
  maxPerPeriod: bigint;
  fromWallet: boolean;
  endsAt: bigint;
  deadline: bigint;
  nonce: bigint;
}

export type Signed = readonly [agreement: Agreement, signature: Hex];
export type Subscribed = Awaited<ReturnType<typeof subscribed>>;

/** $30 for 30 days and 1,000 calls of the publisher's first service, but for what `changes` says. */
export function planOf({ service }: Pick<Market, "service">, changes: Partial<Plan> = {}): Plan {
  return {
    name: "Monthly",
    price: PRICE,
    period: MONTH,
    notice: 0n,
    calls: 1_000n,
    covers: 0n,
    services: [{ serviceId: service.serviceId, weight: 10_000n }],
    ...changes,
  };
}

/** Makes the plan by its publisher. */
export async function makePlan(parts: Market, changes: Partial<Plan> = {}): Promise<Hex> {
  const plan = planOf(parts, changes);
  await as(parts.subscriptions, parts.publisher).makePlan(plan);
  return parts.subscriptions.planIdOf(plan);
}

/** Two services of the publisher's and one of the rival's, which he lists: 50, 30 and 20 %. */
export async function bundleServices(parts: Market) {
  const theirs = await listService({ ...parts, publisher: parts.rival }, "rival/lint");
  return [
    { serviceId: parts.service.serviceId, weight: 5_000n },
    { serviceId: parts.other.serviceId, weight: 3_000n },
    { serviceId: theirs.serviceId, weight: 2_000n },
  ];
}

/** The market with a plan, a payer who has money in his account and lets his wallet pay as well. */
export async function planned() {
  const parts = await market();
  const { vault, token, payer, gateway, subscriptions } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, BALANCE, NO_PERMIT);
  await as(token, payer).approve(subscriptions, 10n * BALANCE);
  return { ...parts, planId: await makePlan(parts) };
}
export type Planned = Awaited<ReturnType<typeof planned>>;

/** An agreement that passes, but for what `changes` says, and its payer's signature. */
export async function agree(
  parts: Planned,
  changes: Partial<Agreement> = {},
  signer: Signer = parts.payer,
): Promise<Signed> {
  const time = await now();
  const agreement: Agreement = {
    payer: parts.payer.address,
    gateway: parts.gateway.address,
    planId: parts.planId,
    replaces: zeroHash,
    maxPerPeriod: PRICE,
    fromWallet: false,
    endsAt: time + 365n * DAY,
    deadline: time + HOUR,
    nonce: 1n,
    ...changes,
  };
  const signature = await signer.account.signTypedData({
    domain: subscriptionsDomain(31337, await addressOf(parts.subscriptions)),
    types: agreementTypes,
    primaryType: "SubscriptionAgreement",
    message: agreement,
  });
  return [agreement, signature];
}

/** Subscribes by the gateway's settler. */
export async function subscribe(parts: Planned, changes: Partial<Agreement> = {}): Promise<Hex> {
  const signed = await agree(parts, changes);
  await as(parts.subscriptions, parts.settler).subscribe(...signed, NO_ALLOWANCE);
  return parts.subscriptions.hashAgreement(signed[0]);
}

/** The same with a running subscription, which the account pays. `start` is the time of its first charge. */
export async function subscribed() {
  const parts = await planned();
  const subscriptionId = await subscribe(parts);
  return { ...parts, subscriptionId, start: await now() };
}

/** The same, paid by the wallet. */
export async function subscribedFromWallet() {
  const parts = await planned();
  const subscriptionId = await subscribe(parts, { fromWallet: true });
  return { ...parts, subscriptionId, start: await now() };
}

/** The arguments of `cancelFor`. */
export async function cancellation(
  parts: Subscribed,
  changes: { to?: Address; deadline?: bigint } = {},
  signer: Signer = parts.payer,
) {
  const message = {
    subscriptionId: parts.subscriptionId,
    to: parts.payer.address,
    deadline: (await now()) + HOUR,
    ...changes,
  };
  const signature = await signer.account.signTypedData({
    domain: subscriptionsDomain(31337, await addressOf(parts.subscriptions)),
    types: cancellationTypes,
    primaryType: "Cancellation",
    message,
  });
  return [message, signature] as const;
}

/** The next block is mined at this second. */
export async function at(second: bigint): Promise<void> {
  await time.setNextBlockTimestamp(second);
}

export function accountOf({ vault, payer, gateway }: Market): Promise<{ balance: bigint }> {
  return vault.accountOf(payer.address, gateway.address);
}

/** Takes a service out of the listing: its stake begins to thaw. */
export async function unlist({ services, publisher, service }: Market): Promise<void> {
  await as(services, publisher).thawStake(service.serviceId, STAKE);
}
