/** The contracts of reviews, bounties and the Court, and their starting values: each the DAO's to change, within the contracts' bounds. */
import type { Addresses, PlannedContract } from "./plan.ts";

const USDC = 1_000_000n;
const DAY = 86_400;

/** A review is rewarded with what its fees have paid for rewards at least: 10 % of a fee of which the treasury has 60 % at most. */
const REPUTATION = {
  maxWeight: 100n * USDC,
  rewardRate: 1_666,
  priorMean: 50,
  priorWeight: 10n * USDC,
} as const;
/** What an anonymous review costs in fees, and weighs: of a self-hosted service, the treasury's part of calls for 4 USDC. */
const DENOMINATION = USDC / 10n;
const CASE_BOND = 10n * USDC;
/** Seconds for an answer, a ruling, an appeal. */
const COURT_WINDOWS = { answer: 3 * DAY, rule: 7 * DAY, appeal: 3 * DAY } as const;

/** They ask the market's contracts for what they know, and so come after them. The Court is the last: it asks for its arbitrator's code. */
export function planOfTrust(at: Addresses): PlannedContract[] {
  return [
    ...planOfSemaphore(at),
    {
      name: "Reputation",
      folder: "trust",
      args: [
        at.EscrowVault,
        at.ChargeDisputes,
        [at.Subscriptions, at.Streams],
        at.Authority,
        REPUTATION,
        at.AnonymousReviews,
      ],
    },
    {
      name: "AnonymousReviews",
      folder: "trust",
      args: [at.Reputation, at.Semaphore, at.Authority, DENOMINATION],
    },
    { name: "AuditBounties", folder: "trust", args: [at.USDC, at.ServiceRecords, at.Authority] },
    { name: "CouncilArbitrator", folder: "trust", args: [at.Authority] },
    {
      name: "Court",
      folder: "trust",
      args: [
        at.ChargeDisputes,
        at.Reputation,
        at.AuditBounties,
        at.StoaGovernor,
        at.Treasury,
        at.Authority,
        at.CouncilArbitrator,
        CASE_BOND,
        COURT_WINDOWS,
      ],
    },
  ];
}

/** What anonymous reviews are proved with. Nobody owns any of it. */
function planOfSemaphore(at: Addresses): PlannedContract[] {
  const from = "@semaphore-protocol/contracts";
  return [
    { name: "PoseidonT3", from: "poseidon-solidity", folder: ".", args: [] },
    { name: "SemaphoreVerifier", from, folder: "base", args: [] },
    {
      name: "Semaphore",
      from,
      folder: ".",
      args: [at.SemaphoreVerifier],
      libraries: { PoseidonT3: at.PoseidonT3 },
    },
  ];
}
