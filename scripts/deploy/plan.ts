/** The contracts of Stoa in the order they are deployed, and what their constructors get. */
import type { Address } from "viem";
import type { Founding } from "./founding.ts";
import { planOfDao } from "./plan-dao.ts";

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
  "AuditBounties",
  "CouncilArbitrator",
  "Court",
] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

/** Contracts that the Court knows by their addresses, and that are deployed by other plans. */
export const LATER = ["Reputation"] as const;

export type Addresses = Readonly<Record<ContractName | (typeof LATER)[number] | "USDC", Address>>;

export interface PlannedContract {
  readonly name: ContractName | "TestUSDC";
  /** The contract of which it is one of several; its own name where there is one. */
  readonly contract?: string;
  /** Folder under contracts/. */
  readonly folder: string;
  readonly args: readonly unknown[];
}

const USDC = 1_000_000n;
const DAY = 86_400;

/** Starting values: the design's table of parameters. Each is the DAO's to change, within the contracts' bounds. */
const FEE_BPS = [500, 2_000, 3_000] as const;
const GATEWAY_BPS = 3_000;
const INTEGRATOR_BPS = 1_000;
const REWARDS_BPS = 1_000;
const MIN_STAKES = [100n * USDC, 25n * USDC, 250n * USDC] as const;
const MIN_BOND = 5_000n * USDC;
const DISPUTE_BOND = 5n * USDC;
const CASE_BOND = 10n * USDC;
/** Seconds for an answer, a ruling, an appeal. */
const COURT_WINDOWS = { answer: 3 * DAY, rule: 7 * DAY, appeal: 3 * DAY } as const;

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
    ...planOfCourt(at),
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
    { name: "ServiceRecords", folder: "market", args: [at.ServiceRegistry, at.Authority] },
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
    {
      name: "Subscriptions",
      folder: "market",
      args: [at.USDC, at.EscrowVault, at.Earnings, at.ServiceRegistry, at.GatewayRegistry, at.FeeSchedule],
    },
    { name: "Streams", folder: "market", args: [at.EscrowVault] },
    { name: "AuditBounties", folder: "trust", args: [at.USDC, at.ServiceRecords, at.Authority] },
  ];
}

/** The last: the Court's constructor asks ChargeDisputes for the market's addresses, and for the code of its arbitrator. */
function planOfCourt(at: Addresses): PlannedContract[] {
  return [
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
