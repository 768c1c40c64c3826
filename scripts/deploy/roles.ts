/** The roles of the Authority: which functions each covers, and who has it. What is named nowhere here is constitutional. */
import type { Abi } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import {
  auditBountiesAbi,
  chargeDisputesAbi,
  councilAbi,
  councilArbitratorAbi,
  courtAbi,
  earningsAbi,
  escrowVaultAbi,
  feeScheduleAbi,
  gatewayRegistryAbi,
  membersAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  stoaGovernorAbi,
  treasuryAbi,
  vestingAbi,
} from "../../contracts/generated.ts";
import type { RoleName } from "../../contracts/roles.ts";

type Functions = Partial<
  Record<keyof Deployment["contracts"], { readonly abi: Abi; readonly names: readonly string[] }>
>;

const setMembers = { abi: councilAbi, names: ["setMembers"] } as const;
const revoke = { abi: vestingAbi, names: ["revoke"] } as const;

export const GUARDED: readonly { readonly role: RoleName; readonly functions: Functions }[] = [
  {
    role: "OPERATIONS",
    functions: {
      FeeSchedule: { abi: feeScheduleAbi, names: ["publishFees"] },
      ServiceRegistry: { abi: serviceRegistryAbi, names: ["setMinStake"] },
      GatewayRegistry: { abi: gatewayRegistryAbi, names: ["setMinBond"] },
      EscrowVault: { abi: escrowVaultAbi, names: ["setMinDeposit", "setThawPeriod"] },
      Earnings: { abi: earningsAbi, names: ["setHold"] },
      ChargeDisputes: { abi: chargeDisputesAbi, names: ["setDisputeBond"] },
      Court: { abi: courtAbi, names: ["setWindows", "setMinBond", "resolveAppeal"] },
      Treasury: { abi: treasuryAbi, names: ["actAsOwner"] },
    },
  },
  {
    role: "TREASURY",
    functions: {
      Treasury: {
        abi: treasuryAbi,
        names: [
          "openBudget",
          "setBudget",
          "closeBudget",
          "openStreamByVote",
          "revoke",
          "spend",
          "dropQueued",
          "publishReport",
        ],
      },
      TeamVesting: revoke,
      InvestorVesting: revoke,
    },
  },
  {
    // No function of Members may be constitutional: its members could veto their own removal for ever. The guardian is, with
    // its members: it cannot cancel its own removal, which so must not be easier than what it stands in the way of.
    role: "UPGRADE",
    functions: {
      Members: { abi: membersAbi, names: ["setBond", "setFeeSteps", "setAdapter"] },
      StoaGovernor: { abi: stoaGovernorAbi, names: ["setCourt"] },
      Court: { abi: courtAbi, names: ["setArbitrator"] },
      GrantsCouncil: setMembers,
      AuditCouncil: setMembers,
    },
  },
  { role: "GUARDIAN", functions: { Treasury: { abi: treasuryAbi, names: ["veto"] } } },
  {
    role: "ARBITER",
    functions: {
      ChargeDisputes: { abi: chargeDisputesAbi, names: ["rule"] },
      AuditBounties: { abi: auditBountiesAbi, names: ["dispute", "rule"] },
    },
  },
  { role: "JUDGE", functions: { CouncilArbitrator: { abi: councilArbitratorAbi, names: ["giveRuling"] } } },
  {
    role: "SLASHER",
    functions: {
      ServiceRegistry: { abi: serviceRegistryAbi, names: ["lock", "unlock", "slash"] },
      GatewayRegistry: {
        abi: gatewayRegistryAbi,
        names: ["holdBondRun", "releaseBondRun", "voidBondClaim"],
      },
    },
  },
  { role: "SCORER", functions: { Earnings: { abi: earningsAbi, names: ["payReward"] } } },
  {
    role: "AUDITOR",
    functions: { ServiceRecords: { abi: serviceRecordsAbi, names: ["attest", "revokeAttestation"] } },
  },
];

const DAY = 86_400;

/** Who has the roles that are no tiers, and after how many seconds each of his calls takes effect. */
export const MACHINES: readonly {
  readonly role: RoleName;
  readonly member: keyof Deployment["contracts"];
  readonly delay: number;
}[] = [
  { role: "GUARDIAN", member: "GuardianCouncil", delay: 0 },
  { role: "ARBITER", member: "Court", delay: 0 },
  { role: "SLASHER", member: "Court", delay: 0 },
  { role: "JUDGE", member: "AuditCouncil", delay: DAY },
  { role: "AUDITOR", member: "AuditCouncil", delay: DAY },
  // Leaves attestations of kind Report alone, which no badge counts.
  { role: "AUDITOR", member: "AuditBounties", delay: 0 },
];

/**
 * Roles whose calls the guardian can cancel while they wait. Not the tiers': a proposal is cancelled at the Governor, which
 * knows that a guardian must not cancel his own removal.
 */
export const VETOED: readonly RoleName[] = ["JUDGE", "AUDITOR"];
