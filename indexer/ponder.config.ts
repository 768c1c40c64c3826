import { createConfig, mergeAbis } from "ponder";
import { erc20Abi, erc721Abi } from "viem";
import {
  anonymousReviewsAbi,
  attestationAdapterAbi,
  auditBountiesAbi,
  authorityAbi,
  chargeDisputesAbi,
  constitutionAbi,
  councilAbi,
  councilArbitratorAbi,
  courtAbi,
  doorsAbi,
  earningsAbi,
  escrowVaultAbi,
  feeScheduleAbi,
  forcedClaimsAbi,
  gatewayRegistryAbi,
  membersAbi,
  merkleDistributorAbi,
  reputationAbi,
  serviceRecordsAbi,
  serviceRegistryAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  streamsAbi,
  subscriptionsAbi,
  treasuryAbi,
  vestingAbi,
} from "../contracts/generated.ts";
import { contracts, env, startBlock } from "./deployment.ts";
import { nodesAt } from "./nodes.ts";

const on = { chain: "stoa", startBlock } as const;
const usdc = { ...on, abi: erc20Abi, address: contracts.USDC } as const;

export default createConfig({
  database: env.DATABASE_URL
    ? { kind: "postgres", connectionString: env.DATABASE_URL }
    : { kind: "pglite", directory: env.STOA_INDEX_DIR },
  chains: {
    stoa: { id: env.CHAIN_ID, rpc: nodesAt(env.RPC_URL), pollingInterval: env.POLLING_INTERVAL },
  },
  contracts: {
    ServiceRegistry: {
      ...on,
      abi: mergeAbis([serviceRegistryAbi, erc721Abi]),
      address: contracts.ServiceRegistry,
    },
    ServiceRecords: { ...on, abi: serviceRecordsAbi, address: contracts.ServiceRecords },
    GatewayRegistry: { ...on, abi: gatewayRegistryAbi, address: contracts.GatewayRegistry },
    FeeSchedule: { ...on, abi: feeScheduleAbi, address: contracts.FeeSchedule },
    EscrowVault: { ...on, abi: escrowVaultAbi, address: contracts.EscrowVault },
    Earnings: { ...on, abi: earningsAbi, address: contracts.Earnings },
    ForcedClaims: { ...on, abi: forcedClaimsAbi, address: contracts.ForcedClaims },
    ChargeDisputes: { ...on, abi: chargeDisputesAbi, address: contracts.ChargeDisputes },
    Doors: { ...on, abi: doorsAbi, address: contracts.Doors },
    Subscriptions: { ...on, abi: subscriptionsAbi, address: contracts.Subscriptions },
    Streams: { ...on, abi: streamsAbi, address: contracts.Streams },
    Reputation: { ...on, abi: reputationAbi, address: contracts.Reputation },
    AnonymousReviews: { ...on, abi: anonymousReviewsAbi, address: contracts.AnonymousReviews },
    Court: { ...on, abi: courtAbi, address: contracts.Court },
    CouncilArbitrator: { ...on, abi: councilArbitratorAbi, address: contracts.CouncilArbitrator },
    AuditBounties: { ...on, abi: auditBountiesAbi, address: contracts.AuditBounties },
    StoaToken: { ...on, abi: stoaTokenAbi, address: contracts.StoaToken },
    Vesting: { ...on, abi: vestingAbi, address: [contracts.TeamVesting, contracts.InvestorVesting] },
    MerkleDistributor: {
      ...on,
      abi: merkleDistributorAbi,
      address: [contracts.CommunityDistributor, contracts.ContributorDistributor],
    },
    Authority: { ...on, abi: authorityAbi, address: contracts.Authority },
    Constitution: { ...on, abi: constitutionAbi, address: contracts.Constitution },
    StoaGovernor: { ...on, abi: stoaGovernorAbi, address: contracts.StoaGovernor },
    Members: { ...on, abi: membersAbi, address: contracts.Members },
    AttestationAdapter: { ...on, abi: attestationAdapterAbi, address: contracts.AttestationAdapter },
    Council: {
      ...on,
      abi: councilAbi,
      address: [contracts.GuardianCouncil, contracts.GrantsCouncil, contracts.AuditCouncil],
    },
    Treasury: { ...on, abi: treasuryAbi, address: contracts.Treasury },
    // The vault's token, for what the Treasury receives and sends. Ponder has one filter for an event.
    USDCToTreasury: { ...usdc, filter: { event: "Transfer", args: { to: contracts.Treasury } } },
    USDCFromTreasury: { ...usdc, filter: { event: "Transfer", args: { from: contracts.Treasury } } },
  },
});
