/** What the gateway says of itself and of its chain: read once, before anything is drawn. */
import { createContext, use } from "react";
import { z } from "zod";
import { address, integer } from "./wire.ts";

export const configSchema = z.object({
  chainId: z.number().int(),
  contracts: z.object({
    ServiceRegistry: address,
    ServiceRecords: address,
    GatewayRegistry: address,
    FeeSchedule: address,
    EscrowVault: address,
    Earnings: address,
    ForcedClaims: address,
    ChargeDisputes: address,
    Court: address,
    CouncilArbitrator: address,
    Doors: address,
    USDC: address,
    StoaToken: address,
    StoaGovernor: address,
    Constitution: address,
    Authority: address,
    Members: address,
    AttestationAdapter: address,
    Treasury: address,
    GuardianCouncil: address,
    GrantsCouncil: address,
    AuditCouncil: address,
    TeamVesting: address,
    InvestorVesting: address,
    CommunityDistributor: address,
    ContributorDistributor: address,
  }),
  gateway: address,
  receiptKey: address,
  /** The vault's ERC-20. */
  token: z.object({ address, symbol: z.string(), decimals: z.number().int() }),
  /** Seconds a voucher lives. */
  voucherLife: z.number(),
  /** Seconds after which a charge is claimed. */
  claimAge: z.number(),
  /** Least sum worth a claim row, token base units. */
  minRow: integer,
  /** Origin under which agents reach the gateway. */
  publicUrl: z.string(),
  /** Path of the chain's JSON-RPC on this origin. */
  rpc: z.string(),
});
export type StoaConfig = z.output<typeof configSchema>;
export type ContractName = keyof StoaConfig["contracts"];

export const LOCAL_CHAIN = 31337;

export const ConfigContext = createContext<StoaConfig | undefined>(undefined);

export function useStoaConfig(): StoaConfig {
  const config = use(ConfigContext);
  if (!config) throw new Error("useStoaConfig outside of ConfigContext");
  return config;
}

export async function fetchConfig(): Promise<StoaConfig> {
  const response = await fetch("/v1/config");
  if (!response.ok) throw new Error(`The gateway answered ${response.status}.`);
  return configSchema.parse(await response.json());
}
