/** Eight who pay for a service and join its group of anonymous reviewers. */
import { Identity } from "@semaphore-protocol/identity";
import { parseEther } from "viem";
import { anonymousReviewsAbi } from "../../contracts/generated.ts";
import { connect } from "../deploy/client.ts";
import { demoAccount } from "../start/accounts.ts";
import { DAY, NO_PERMIT, USDC, type Market } from "./market.ts";

export const REVIEWERS = ["Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gia", "Hugo"] as const;
export type ReviewerName = (typeof REVIEWERS)[number];
type People = Readonly<Record<ReviewerName, Market["payer"]>>;

/** What each pays for calls: 3 % of it is the treasury's. */
export const PAID = 4n * USDC;

const FIRST_ACCOUNT = 30;

/** Gives each of the eight ether, and a deposit at the gateway. */
export async function fundReviewers(market: Market): Promise<People> {
  const people: Partial<Record<ReviewerName, Market["payer"]>> = {};
  for (const [number, name] of REVIEWERS.entries()) {
    const account = demoAccount(FIRST_ACCOUNT + number);
    await market.chain.setBalance({ address: account.address, value: parseEther("1") });
    const who = await connect(market.rpcUrl, account);
    const { usdc, vault, gateway, done } = market;
    const holder = account.address;
    await done(who.writeContract({ ...usdc, functionName: "mint", args: [holder, PAID] }));
    await done(who.writeContract({ ...usdc, functionName: "approve", args: [vault.address, PAID] }));
    const args = [holder, gateway.account.address, PAID, NO_PERMIT] as const;
    await done(who.writeContract({ ...vault, functionName: "deposit", args }));
    people[name] = who;
  }
  return people as People;
}

/** The gateway claims what each has paid for calls. */
export async function payForCalls(market: Market, people: People, serviceId: bigint): Promise<void> {
  const rows = [];
  for (const who of Object.values(people)) rows.push(await market.row(who, { serviceId, charged: PAID }));
  await market.claim(rows);
}

/** Each of them collects his credit and joins the open group, in one transaction. */
export async function joinGroup(market: Market, people: People, serviceId: bigint) {
  const { admin, done, gateway, deployment } = market;
  const reviews = { address: deployment.contracts.AnonymousReviews, abi: anonymousReviewsAbi } as const;
  const epoch = await admin.readContract({ ...reviews, functionName: "openEpoch", args: [serviceId] });
  const identities = new Map<ReviewerName, Identity>();
  for (const name of REVIEWERS) {
    const [who, identity] = [people[name], new Identity(`${name}'s secret`)];
    const ledgers = [{ gateway: gateway.account.address, key: who.account.address }] as const;
    const args = [serviceId, epoch, identity.commitment, ledgers] as const;
    await done(who.writeContract({ ...reviews, functionName: "joinReviewers", args }));
    identities.set(name, identity);
  }
  return { epoch, identities };
}

/** Moves the clock to the day after a group's closing. */
export async function closeGroup(market: Market, serviceId: bigint, epoch: bigint): Promise<void> {
  const { closesAt } = await market.admin.readContract({
    address: market.deployment.contracts.AnonymousReviews,
    abi: anonymousReviewsAbi,
    functionName: "groupOf",
    args: [serviceId, epoch],
  });
  const { timestamp } = await market.admin.getBlock();
  await market.pass(closesAt - Number(timestamp) + DAY);
}
