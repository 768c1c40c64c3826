import assert from "node:assert/strict";
import { zeroAddress, zeroHash, type Hex } from "viem";
import { agreementTypes, cancellationTypes, subscriptionsDomain } from "../../contracts/typed-data.ts";
import { usdc } from "./balances.ts";
import { DAY, NO_PERMIT, USDC, type Market } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const MONTH = 30 * DAY;
const PRICE = 30n * USDC;
/** 50 calls of $0.02 past the quota. */
const OVERAGE = USDC;
const BUNDLE = 20n * USDC;
const LATER = 4_000_000_000n;
const NO_ALLOWANCE = { value: 0n, ...NO_PERMIT };

interface Plan {
  readonly name: string;
  readonly price: bigint;
  readonly services: readonly { readonly serviceId: bigint; readonly weight: number }[];
}

/** A month with overage and a cancellation, and a bundle of two publishers. */
export const subscription: Scenario = {
  title: "A payer subscribes, uses more than the quota, and cancels; another pays a bundle from his wallet.",

  async set(market) {
    const solc = await market.list("shop/solc");
    const lint = await market.list("lab/lint", undefined, market.publisher2);
    await market.deposit(market.payer, 100n * USDC);
    const { usdc: token, subscriptions, payer2 } = market;
    const args = [subscriptions.address, 10n * BUNDLE] as const;
    await market.done(payer2.writeContract({ ...token, functionName: "approve", args }));
    return {
      market,
      payers: { Alice: market.payer, Bob: payer2 },
      publishers: {
        Paula: { person: market.publisher, serviceId: solc },
        Peter: { person: market.publisher2, serviceId: lint },
      },
    };
  },

  async play({ market, publishers }, say) {
    const [solc, lint] = [publishers["Paula"]!.serviceId, publishers["Peter"]!.serviceId];
    await monthWithOverage(market, solc, say);
    await bundleFromTheWallet(market, solc, lint, say);
    const held = await market.balanceOf(market.subscriptions.address);
    assert.equal(held, 0n, "the contract keeps nothing");
  },
};

async function monthWithOverage(market: Market, solc: bigint, say: (line: string) => void): Promise<void> {
  const { payer, settler, subscriptions } = market;
  const services = [{ serviceId: solc, weight: 10_000 }];
  const planId = await makePlan(market, { name: "Compiler", price: PRICE, services });
  say(`Paula makes a plan: ${usdc(PRICE)} for 30 days and 1,000 calls of her compiler.`);

  const id = await subscribe(market, payer, { planId, price: PRICE, fromWallet: false });
  const start = await startOf(market, id);
  assert.equal((await market.accountOf(payer)).balance, 70n * USDC);
  say(
    `Alice signs once. The gateway takes the first ${usdc(PRICE)} from her account; it is held, not earned.`,
  );

  await market.claim([await market.row(payer, { serviceId: solc, charged: OVERAGE })]);
  say(
    `She makes 1,050 calls: for the 50 past the quota she signs vouchers, and the gateway claims ${usdc(OVERAGE)}.`,
  );

  await at(market, start + MONTH);
  await market.done(settler.writeContract({ ...subscriptions, functionName: "renew", args: [id] }));
  assert.equal((await market.accountOf(payer)).balance, 39n * USDC);
  await release(market, id);
  say(
    `The month is over. The gateway charges the second, and a stranger passes the first one's ${usdc(PRICE)} on.`,
  );

  await at(market, start + MONTH + 10 * DAY);
  const cancel = { ...subscriptions, functionName: "cancel", args: [id, zeroAddress] } as const;
  await market.done(payer.writeContract(cancel));
  assert.equal((await market.accountOf(payer)).balance, 59n * USDC);
  say("Ten days later Alice cancels: 20 of the second month are in her account again, to the unit.");

  await release(market, id);
  say("The ten days' 10 are passed on as well.");
}

async function bundleFromTheWallet(
  market: Market,
  solc: bigint,
  lint: bigint,
  say: (line: string) => void,
): Promise<void> {
  const { payer2, payer3, publisher2, subscriptions, deployment } = market;
  const services = [
    { serviceId: solc, weight: 6_000 },
    { serviceId: lint, weight: 4_000 },
  ];
  const planId = await makePlan(market, { name: "Security toolkit", price: BUNDLE, services });
  const accept = { ...subscriptions, functionName: "acceptPlan", args: [planId, lint] } as const;
  await market.done(publisher2.writeContract(accept));
  say(`Paula proposes a bundle of ${usdc(BUNDLE)}, 60 % hers and 40 % Peter's; it opens when Peter accepts.`);

  const before = await market.balanceOf(payer2.account.address);
  const id = await subscribe(market, payer2, { planId, price: BUNDLE, fromWallet: true });
  const start = await startOf(market, id);
  assert.equal(await market.balanceOf(payer2.account.address), before - BUNDLE);
  say("Bob has no account: he signs that his wallet pays, and a stranger submits it.");

  await at(market, start + MONTH);
  await market.done(payer3.writeContract({ ...subscriptions, functionName: "renew", args: [id] }));
  await at(market, start + MONTH + MONTH / 2);
  const message = { subscriptionId: id, to: payer2.account.address, deadline: LATER };
  const signature = await payer2.signTypedData({
    domain: subscriptionsDomain(deployment.chainId, subscriptions.address),
    types: cancellationTypes,
    primaryType: "Cancellation",
    message,
  });
  const cancel = { ...subscriptions, functionName: "cancelFor", args: [message, signature] } as const;
  await market.done(payer3.writeContract(cancel));
  assert.equal(await market.balanceOf(payer2.account.address), before - BUNDLE - BUNDLE / 2n);
  say(
    "A keeper charges the second month. In its middle Bob cancels by a signature: half of it is in his wallet.",
  );

  await release(market, id);
  say("One and a half months are passed on, to both publishers by their parts.");
}

/** By Paula; 30 days, 1,000 calls, no notice. */
async function makePlan(market: Market, { name, price, services }: Plan): Promise<Hex> {
  const { admin, publisher, subscriptions } = market;
  const plan = { name, price, period: MONTH, notice: 0, calls: 1_000, covers: 0, services };
  await market.done(publisher.writeContract({ ...subscriptions, functionName: "makePlan", args: [plan] }));
  return admin.readContract({ ...subscriptions, functionName: "planIdOf", args: [plan] });
}

/** An account's by the settler, a wallet's by a stranger. */
async function subscribe(
  market: Market,
  payer: Market["payer"],
  { planId, price, fromWallet }: { planId: Hex; price: bigint; fromWallet: boolean },
): Promise<Hex> {
  const { admin, gateway, settler, payer3, subscriptions, deployment } = market;
  const agreement = {
    payer: payer.account.address,
    gateway: gateway.account.address,
    planId,
    replaces: zeroHash,
    maxPerPeriod: price,
    fromWallet,
    endsAt: LATER,
    deadline: LATER,
    nonce: 1n,
  };
  const signature = await payer.signTypedData({
    domain: subscriptionsDomain(deployment.chainId, subscriptions.address),
    types: agreementTypes,
    primaryType: "SubscriptionAgreement",
    message: agreement,
  });
  const args = [agreement, signature, NO_ALLOWANCE] as const;
  const by = fromWallet ? payer3 : settler;
  await market.done(by.writeContract({ ...subscriptions, functionName: "subscribe", args }));
  return admin.readContract({ ...subscriptions, functionName: "hashAgreement", args: [agreement] });
}

async function release({ done, payer4, subscriptions }: Market, id: Hex): Promise<void> {
  await done(payer4.writeContract({ ...subscriptions, functionName: "release", args: [id] }));
}

async function startOf({ admin, subscriptions }: Market, id: Hex): Promise<number> {
  const found = await admin.readContract({ ...subscriptions, functionName: "subscriptionOf", args: [id] });
  return Number(found.periodStart);
}

/** The next transaction is mined at this second. */
async function at({ chain }: Market, second: number): Promise<void> {
  await chain.setNextBlockTimestamp({ timestamp: BigInt(second) });
}
