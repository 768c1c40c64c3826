/** Gas of subscriptions that an account pays, in steady state: there are others, and periods before. */
import { zeroAddress } from "viem";
import { as, DAY, now } from "../../test/contracts/helpers/chain.ts";
import { NO_PERMIT } from "../../test/contracts/helpers/market.ts";
import {
  agree,
  at,
  BALANCE,
  bundleServices,
  makePlan,
  MONTH,
  NO_ALLOWANCE,
  planned,
  PRICE,
  subscribe,
  type Planned,
} from "../../test/contracts/helpers/subscription.ts";
import type { Measurements } from "./measure.ts";

/** How many a gateway charges in one transaction here. */
const TOGETHER = 10;

export async function measureSubscriptions(): Promise<Measurements> {
  const parts = await planned();
  const { subscriptions, vault, token, payer, settler, gateway } = parts;
  await token.mint(payer.address, 9n * BALANCE);
  await as(token, payer).approve(vault, 9n * BALANCE);
  await as(vault, payer).deposit(payer.address, gateway.address, 9n * BALANCE, NO_PERMIT);
  const bundle = await bundled(parts);
  const ids = [await subscribe(parts), await subscribe(parts, { planId: bundle })];
  for (let nonce = 2n; ids.length < TOGETHER; ++nonce) ids.push(await subscribe(parts, { nonce }));

  const renewals = ids.map((id) => subscriptions.interface.encodeFunctionData("renew", [id]));
  const renewAll = async () => used(as(subscriptions, settler).multicall(renewals));
  const releases: number[] = [];
  for (let month = 1; month <= 3; ++month) {
    await at((await now()) + MONTH);
    await renewAll();
    for (const id of ids) releases.push(await used(subscriptions.release(id)));
  }
  const [single, ofThree] = releases.slice(-TOGETHER);
  await at((await now()) + MONTH);
  const charged = await renewAll();
  for (const id of ids) await subscriptions.release(id);

  await at((await now()) + MONTH);
  const renewed = await used(as(subscriptions, settler).renew(ids[2]));
  const signed = await agree(parts, { nonce: 1_000n });
  const begun = await used(as(subscriptions, settler).subscribe(...signed, NO_ALLOWANCE));
  const replacing = await agree(parts, { nonce: 1_001n, replaces: ids[2] });
  const replaced = await used(as(subscriptions, settler).subscribe(...replacing, NO_ALLOWANCE));
  await at((await now()) + DAY);
  const id = await subscriptions.hashAgreement(signed[0]);
  return {
    subscribe: begun,
    "subscribe, in the place of another": replaced,
    renew: renewed,
    [`charge of a period, ${TOGETHER} at once, each`]: Math.round(charged / TOGETHER),
    "release, 1 service": single!,
    "release, 3 services": ofThree!,
    cancel: await used(as(subscriptions, payer).cancel(id, zeroAddress)),
  };
}

async function bundled(parts: Planned) {
  const services = await bundleServices(parts);
  const planId = await makePlan(parts, { name: "Bundle", services, price: PRICE });
  await as(parts.subscriptions, parts.rival).acceptPlan(planId, services[2]!.serviceId);
  return planId;
}

async function used(sending: Promise<{ wait(): Promise<{ gasUsed: bigint }> }>): Promise<number> {
  return Number((await (await sending).wait()).gasUsed);
}
