/** The contracts of Stoa in the order they are deployed, and what their constructors get. */
import type { Address } from "viem";
import type { Founding } from "./founding.ts";
import { planOfDao } from "./plan-dao.ts";
import { planOfTrust } from "./plan-trust.ts";

export const CONTRACT_NAMES = [
  "Authority",
  "StoaToken",
  "Treasury",
  "Constitution",
  "Members",
  "AttestationAdapter",
  "GuardianCouncil",
  "GrantsCouncil",
  "AuditCouncil",
  "StoaGovernor",
  "TeamVesting",
  "InvestorVesting",
  "CommunityDistributor",
  "ContributorDistributor",
  "FeeSchedule",
  "ServiceRegistry",
  "ServiceRecords",
  "GatewayRegistry",
  "Earnings",
  "EscrowVault",
  "ForcedClaims",
  "ChargeDisputes",
  "Doors",
  "Subscriptions",
  "Streams",
  "Reputation",
  "AnonymousReviews",
  "PoseidonT3",
  "SemaphoreVerifier",
  "Semaphore",
  "CouncilArbitrator",
  "Court",
  "AuditBounties",
] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

export type Addresses = Readonly<Record<ContractName | "USDC", Address>>;

export interface PlannedContract {
  readonly name: ContractName | "TestUSDC";
  /** The contract of which it is one of several; its own name where there is one. */
  readonly contract?: string;
  /** The npm package that it is taken from, unchanged; ours without it. */
  readonly from?: string;
  /** Folder under contracts/, or in that package. */
  readonly folder: string;
  readonly libraries?: Readonly<Record<string, Address>>;
  readonly args: readonly unknown[];
}

const USDC = 1_000_000n;

/** Starting values: the design's table of parameters. Each is the DAO's to change, within the contracts' bounds. */
const FEE_BPS = [500, 2_000, 3_000] as const;
const GATEWAY_BPS = 3_000;
const INTEGRATOR_BPS = 1_000;
const REWARDS_BPS = 1_000;
const MIN_STAKES = [100n * USDC, 25n * USDC, 250n * USDC] as const;
const MIN_BOND = 5_000n * USDC;
const DISPUTE_BOND = 5n * USDC;
/** No service has reviews when the market opens, and so none is asked for them yet. */
const MIN_REVIEW_WEIGHT = 0n;

/**
 * @param at Every contract's address, known before the first is deployed.
 * @param admin Admin of the Authority, and who receives the supply of STOA, until the DAO does.
 * @param time Unix seconds of the chain's head, from which terms and schedules count.
 */
export function planOf(at: Addresses, admin: Address, founding: Founding, time: bigint): PlannedContract[] {
  return [
    { name: "Authority", folder: "dao", args: [admin] },
    { name: "StoaToken", folder: "dao", args: [admin] },
    {
      name: "Treasury",
      folder: "dao",
      args: [at.Authority, at.StoaToken, at.ServiceRegistry, at.Earnings, at.Subscriptions],
    },
    ...planOfMarket(at),
    ...planOfDao(at, founding, time),
    ...planOfTrust(at),
  ];
}

function planOfMarket(at: Addresses): PlannedContract[] {
  return [
    {
      name: "FeeSchedule",
      folder: "market",
      args: [FEE_BPS, GATEWAY_BPS, INTEGRATOR_BPS, REWARDS_BPS, at.Authority],
    },
    {
      name: "ServiceRegistry",
      folder: "market",
      args: [at.USDC, at.FeeSchedule, at.GatewayRegistry, at.Authority, at.Treasury, MIN_STAKES],
    },
    {
      name: "ServiceRecords",
      folder: "market",
      args: [at.ServiceRegistry, at.Reputation, at.Authority, MIN_REVIEW_WEIGHT],
    },
    {
      name: "GatewayRegistry",
      folder: "market",
      args: [at.USDC, at.ForcedClaims, at.ChargeDisputes, at.Authority, MIN_BOND],
    },
    {
      name: "Earnings",
      folder: "market",
      args: [
        at.USDC,
        at.EscrowVault,
        at.Subscriptions,
        at.Streams,
        at.ServiceRegistry,
        at.Treasury,
        at.Doors,
        at.ChargeDisputes,
        at.Authority,
      ],
    },
    {
      name: "EscrowVault",
      folder: "market",
      args: [
        at.USDC,
        at.Earnings,
        at.ServiceRegistry,
        at.GatewayRegistry,
        at.FeeSchedule,
        at.Doors,
        at.ForcedClaims,
        at.Subscriptions,
        at.Streams,
        at.Authority,
      ],
    },
    {
      name: "ForcedClaims",
      folder: "market",
      args: [at.EscrowVault, at.GatewayRegistry, at.ServiceRegistry, at.FeeSchedule],
    },
    {
      name: "ChargeDisputes",
      folder: "market",
      args: [at.EscrowVault, at.GatewayRegistry, at.Authority, DISPUTE_BOND],
    },
    {
      name: "Doors",
      folder: "market",
      args: [at.USDC, at.EscrowVault, at.Earnings, at.ServiceRegistry, at.FeeSchedule],
    },
    { name: "Streams", folder: "market", args: [at.EscrowVault] },
    { name: "Subscriptions", folder: "market", args: [at.EscrowVault] },
  ];
}
