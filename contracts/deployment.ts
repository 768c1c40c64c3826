/** Addresses and the start block of one chain's deployment: data, written by scripts/deploy.ts, read when a part starts. */
import { readFileSync } from "node:fs";
import { isAddress, type Address } from "viem";
import { z } from "zod";

const address = z.string().refine((value): value is Address => isAddress(value), "a checksummed address");

export const deploymentSchema = z.object({
  chainId: z.number().int(),
  genesisHash: z.string(),
  /** First block that can hold an event of ours. */
  startBlock: z.number().int(),
  contracts: z.object({
    Create3Factory: address,
    StoaToken: address,
    Authority: address,
    Treasury: address,
    Constitution: address,
    StoaGovernor: address,
    Members: address,
    /** Takes EAS attestations as credentials of members. */
    AttestationAdapter: address,
    GuardianCouncil: address,
    GrantsCouncil: address,
    AuditCouncil: address,
    TeamVesting: address,
    InvestorVesting: address,
    CommunityDistributor: address,
    ContributorDistributor: address,
    FeeSchedule: address,
    ServiceRegistry: address,
    /** What publishers anchor and auditors attest. */
    ServiceRecords: address,
    GatewayRegistry: address,
    EscrowVault: address,
    Earnings: address,
    ForcedClaims: address,
    ChargeDisputes: address,
    /** Hears stakes, bonds, charges, reviews and bounties. */
    Court: address,
    /** The audit council as the Court's arbitrator. */
    CouncilArbitrator: address,
    /** Opens the Credit of a gateway and the PayTo of a service's terms. */
    Doors: address,
    /** Plans and the periods that are paid ahead of them. */
    Subscriptions: address,
    /** Payment by the second. */
    Streams: address,
    /** Rewards for reports on versions of services. */
    AuditBounties: address,
    /** The vault's ERC-20: the local test token, or the real stablecoin. */
    USDC: address,
  }),
});
export type Deployment = z.output<typeof deploymentSchema>;

export function deploymentPath(chainId: number): string {
  return new URL(`./deployments/${chainId}.json`, import.meta.url).pathname;
}

/** Throws with the command that mends it when the chain has no deployment. */
export function readDeployment(chainId: number, path = deploymentPath(chainId)): Deployment {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new Error(
      `Stoa is not deployed on chain ${chainId}: run \`npm run deploy\` with RPC_URL set to it.`,
    );
  }
  return deploymentSchema.parse(JSON.parse(text));
}
