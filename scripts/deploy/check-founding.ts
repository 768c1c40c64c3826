/** A deployment that goes on with another founding than it began with would be of both, and nobody could tell. */
import { isAddressEqual } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import {
  attestationAdapterAbi,
  councilAbi,
  merkleDistributorAbi,
  vestingAbi,
} from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import { merkleTree } from "./distribution.ts";
import type { Founding } from "./founding.ts";

type Contracts = Deployment["contracts"];

/** Throws with the contracts that stand for others than `founding` names. For a DAO that has not voted yet. */
export async function checkFounding(
  client: ChainClient,
  contracts: Contracts,
  founding: Founding,
): Promise<void> {
  const checks: Partial<Record<keyof Contracts, () => Promise<boolean>>> = {
    GuardianCouncil: () => isCouncil("GuardianCouncil", founding.councils.guardian),
    GrantsCouncil: () => isCouncil("GrantsCouncil", founding.councils.grants),
    AuditCouncil: () => isCouncil("AuditCouncil", founding.councils.audit),
    TeamVesting: () => pays("TeamVesting", founding.team),
    InvestorVesting: () => pays("InvestorVesting", founding.investors),
    CommunityDistributor: () => givesOut("CommunityDistributor", founding.community),
    ContributorDistributor: () => givesOut("ContributorDistributor", founding.contributors),
    AttestationAdapter: () => isAdapter(founding.credentials),
  };
  const others: string[] = [];
  for (const [name, isSame] of Object.entries(checks)) if (!(await isSame())) others.push(name);
  if (others.length === 0) return;
  throw new Error(
    `Deployed already, and for others than the founding names: ${others.join(", ")}. ` +
      "Go on with the founding that it began with, or deploy anew from another account.",
  );

  async function isCouncil(name: keyof Contracts, { members, threshold }: Founding["councils"]["grants"]) {
    const council = { address: contracts[name], abi: councilAbi } as const;
    const found = await client.readContract({ ...council, functionName: "members" });
    const needed = await client.readContract({ ...council, functionName: "threshold" });
    const same =
      found.length === members.length && found.every((each, at) => isAddressEqual(each, members[at]!));
    return same && needed === threshold;
  }
  async function pays(name: keyof Contracts, beneficiary: Founding["team"]) {
    const vesting = { address: contracts[name], abi: vestingAbi } as const;
    return isAddressEqual(
      await client.readContract({ ...vesting, functionName: "beneficiary" }),
      beneficiary,
    );
  }
  async function givesOut(name: keyof Contracts, shares: Founding["community"]) {
    const distributor = { address: contracts[name], abi: merkleDistributorAbi } as const;
    return (await client.readContract({ ...distributor, functionName: "ROOT" })) === merkleTree(shares).root;
  }
  async function isAdapter({ attester, schema, eas, easVersion }: Founding["credentials"]) {
    const adapter = { address: contracts.AttestationAdapter, abi: attestationAdapterAbi } as const;
    const [byWhom, what, where, version] = await Promise.all([
      client.readContract({ ...adapter, functionName: "ATTESTER" }),
      client.readContract({ ...adapter, functionName: "SCHEMA" }),
      client.readContract({ ...adapter, functionName: "EAS" }),
      client.readContract({ ...adapter, functionName: "easVersion" }),
    ]);
    const same = isAddressEqual(byWhom, attester) && isAddressEqual(where, eas);
    return same && what.toLowerCase() === schema.toLowerCase() && version === easVersion;
  }
}
