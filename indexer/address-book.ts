/** Whose an address is, and what can be called there: the contracts of one deployment. */
import { erc20Abi, erc721Abi, type Abi, type Address } from "viem";
import type { Deployment } from "../contracts/deployment.ts";
import * as abis from "../contracts/generated.ts";

type Name = keyof Deployment["contracts"];

export interface Entry {
  /** In the deployment. */
  readonly name: Name;
  readonly abi: Abi;
}

/** By address in lower case. */
export type AddressBook = Readonly<Record<string, Entry>>;

const ABIS: Record<Name, Abi> = {
  StoaToken: abis.stoaTokenAbi,
  Authority: abis.authorityAbi,
  Constitution: abis.constitutionAbi,
  StoaGovernor: abis.stoaGovernorAbi,
  Members: abis.membersAbi,
  AttestationAdapter: abis.attestationAdapterAbi,
  Treasury: abis.treasuryAbi,
  GuardianCouncil: abis.councilAbi,
  GrantsCouncil: abis.councilAbi,
  AuditCouncil: abis.councilAbi,
  TeamVesting: abis.vestingAbi,
  InvestorVesting: abis.vestingAbi,
  CommunityDistributor: abis.merkleDistributorAbi,
  ContributorDistributor: abis.merkleDistributorAbi,
  FeeSchedule: abis.feeScheduleAbi,
  ServiceRegistry: [...abis.serviceRegistryAbi, ...erc721Abi],
  ServiceRecords: abis.serviceRecordsAbi,
  GatewayRegistry: abis.gatewayRegistryAbi,
  EscrowVault: abis.escrowVaultAbi,
  Earnings: abis.earningsAbi,
  ForcedClaims: abis.forcedClaimsAbi,
  ChargeDisputes: abis.chargeDisputesAbi,
  Doors: abis.doorsAbi,
  USDC: erc20Abi,
  /** Nothing of it is governed. */
  Create3Factory: [],
};

export function addressBook(contracts: Readonly<Record<Name, Address>>): AddressBook {
  const entries = Object.entries(ABIS).map(([name, abi]) => {
    const entry: Entry = { name: name as Name, abi };
    return [contracts[entry.name].toLowerCase(), entry] as const;
  });
  return Object.fromEntries(entries);
}
