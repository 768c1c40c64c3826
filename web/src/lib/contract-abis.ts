/** The ABI of each contract of the deployment. */
import type { Abi } from "viem";
import {
  attestationAdapterAbi,
  authorityAbi,
  chargeDisputesAbi,
  constitutionAbi,
  councilAbi,
  doorsAbi,
  earningsAbi,
  escrowVaultAbi,
  feeScheduleAbi,
  forcedClaimsAbi,
  gatewayRegistryAbi,
  membersAbi,
  merkleDistributorAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  testUSDCAbi,
  treasuryAbi,
  vestingAbi,
} from "../../../contracts/generated.ts";
import type { ContractName, StoaConfig } from "./config.ts";
import { isSameAddress } from "./format.ts";

export const CONTRACT_ABIS: Readonly<Record<ContractName, Abi>> = {
  ServiceRegistry: serviceRegistryAbi,
  ServiceRecords: serviceRecordsAbi,
  GatewayRegistry: gatewayRegistryAbi,
  FeeSchedule: feeScheduleAbi,
  EscrowVault: escrowVaultAbi,
  Earnings: earningsAbi,
  ForcedClaims: forcedClaimsAbi,
  ChargeDisputes: chargeDisputesAbi,
  Doors: doorsAbi,
  USDC: testUSDCAbi,
  StoaToken: stoaTokenAbi,
  StoaGovernor: stoaGovernorAbi,
  Constitution: constitutionAbi,
  Authority: authorityAbi,
  Members: membersAbi,
  AttestationAdapter: attestationAdapterAbi,
  Treasury: treasuryAbi,
  GuardianCouncil: councilAbi,
  GrantsCouncil: councilAbi,
  AuditCouncil: councilAbi,
  TeamVesting: vestingAbi,
  InvestorVesting: vestingAbi,
  CommunityDistributor: merkleDistributorAbi,
  ContributorDistributor: merkleDistributorAbi,
};

/** The deployment's name for an address; undefined for a stranger's. */
export function contractNameOf(
  contracts: StoaConfig["contracts"],
  address: `0x${string}`,
): ContractName | undefined {
  return (Object.keys(contracts) as ContractName[]).find((name) => isSameAddress(contracts[name], address));
}
