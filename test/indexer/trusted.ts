/**
 * The indexed market with all that its DAO lets contracts do: the Court rules, Reputation pays rewards, bounties are attested. One
 * for all files that need it, and more people to pay and to review.
 */
import { maxUint256 } from "viem";
import {
  anonymousReviewsAbi,
  auditBountiesAbi,
  authorityAbi,
  councilArbitratorAbi,
  courtAbi,
  reputationAbi,
  streamsAbi,
  subscriptionsAbi,
} from "../../contracts/generated.ts";
import { ROLES } from "../../contracts/roles.ts";
import { connect, type ChainClient } from "../../scripts/deploy/client.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { USDC } from "../../scripts/scenarios/market.ts";
import { indexedMarket } from "./fixture.ts";

export type Trusted = Awaited<ReturnType<typeof trust>>;
let shared: Promise<Trusted> | undefined;

export function trustedMarket(): Promise<Trusted> {
  shared ??= trust();
  return shared;
}

async function trust() {
  const indexed = await indexedMarket();
  const { market } = indexed;
  const { admin, done, deployment, rpcUrl, usdc } = market;
  const at = deployment.contracts;
  const authority = { address: at.Authority, abi: authorityAbi } as const;
  // While the deployer is the admin, what the DAO gives by role is the admin's alone.
  for (const contract of [at.Court, at.Reputation, at.AuditBounties]) {
    const args = [ROLES.CONSTITUTION, contract, 0] as const;
    await done(admin.writeContract({ ...authority, functionName: "grantRole", args }));
  }

  async function allow(who: ChainClient): Promise<void> {
    const spenders = [
      at.EscrowVault,
      at.ChargeDisputes,
      at.Subscriptions,
      at.Streams,
      at.Court,
      at.AuditBounties,
    ];
    for (const spender of spenders) {
      await done(who.writeContract({ ...usdc, functionName: "approve", args: [spender, maxUint256] }));
    }
  }
  await allow(market.publisher);
  await allow(market.gateway);

  const people = new Map<number, Promise<ChainClient>>();
  async function join(index: number): Promise<ChainClient> {
    const who = await connect(rpcUrl, demoAccount(index));
    const args = [who.account.address, 1_000n * USDC] as const;
    await done(who.writeContract({ ...usdc, functionName: "mint", args }));
    await allow(who);
    return who;
  }

  return {
    indexed,
    market,
    subscriptions: { address: at.Subscriptions, abi: subscriptionsAbi } as const,
    streams: { address: at.Streams, abi: streamsAbi } as const,
    reputation: { address: at.Reputation, abi: reputationAbi } as const,
    anonymous: { address: at.AnonymousReviews, abi: anonymousReviewsAbi } as const,
    court: { address: at.Court, abi: courtAbi } as const,
    arbitrator: { address: at.CouncilArbitrator, abi: councilArbitratorAbi } as const,
    bounties: { address: at.AuditBounties, abi: auditBountiesAbi } as const,
    /** A person of the demo's accounts with 1,000 USDC, which all of the market may take. */
    person(index: number): Promise<ChainClient> {
      const known = people.get(index) ?? join(index);
      people.set(index, known);
      return known;
    },
    now: async () => (await admin.getBlock()).timestamp,
  };
}
