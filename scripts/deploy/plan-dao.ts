/** The DAO's contracts that come after the market's, and their starting values. */
import { CONSTITUTION } from "./constitution.ts";
import { DISTRIBUTION, merkleTree } from "./distribution.ts";
import type { Founding } from "./founding.ts";
import type { Addresses, PlannedContract } from "./plan.ts";
import { TIERS } from "./tiers.ts";

const USDC = 1_000_000n;
const STOA = 10n ** 18n;
const DAY = 86_400n;

/** Councils and the guardian serve two years, and then need a new vote. */
const TERM = 730n * DAY;
const MEMBER_BOND = 1_000n * STOA;
/** Fees that the treasury has had from a member, from which his voice is 1.5 and 2. */
const FEE_STEPS = [50n * USDC, 500n * USDC] as const;

export function planOfDao(at: Addresses, founding: Founding, time: bigint): PlannedContract[] {
  const { councils, credentials } = founding;
  const termEnd = time + TERM;
  const council = (name: PlannedContract["name"], { members, threshold }: Founding["councils"]["guardian"]) =>
    ({
      name,
      contract: "Council",
      folder: "dao",
      args: [at.Authority, members, threshold, termEnd],
    }) satisfies PlannedContract;
  const vesting = (name: "TeamVesting" | "InvestorVesting", beneficiary: string) => {
    const { cliff, duration, revocable } = DISTRIBUTION[name];
    return {
      name,
      contract: "Vesting",
      folder: "dao",
      args: [
        at.StoaToken,
        at.Treasury,
        at.Authority,
        beneficiary,
        time,
        cliff,
        duration,
        revocable,
      ],
    } satisfies PlannedContract;
  };
  const distributor = (name: "CommunityDistributor" | "ContributorDistributor", shares: Founding["community"]) =>
    ({
      name,
      contract: "MerkleDistributor",
      folder: "dao",
      args: [at.StoaToken, at.Treasury, merkleTree(shares).root, time + DISTRIBUTION[name].open],
    }) satisfies PlannedContract;

  return [
    {
      name: "Constitution",
      folder: "dao",
      args: [TIERS, CONSTITUTION.hash, CONSTITUTION.uri, at.Authority],
    },
    {
      name: "Members",
      folder: "dao",
      args: [at.StoaToken, at.EscrowVault, at.Authority, MEMBER_BOND, ...FEE_STEPS],
    },
    {
      name: "AttestationAdapter",
      folder: "dao/credentials",
      args: [at.Members, credentials.attester, credentials.schema, credentials.eas, credentials.easVersion],
    },
    council("GuardianCouncil", councils.guardian),
    council("GrantsCouncil", councils.grants),
    council("AuditCouncil", councils.audit),
    {
      name: "StoaGovernor",
      folder: "dao",
      args: [
        at.StoaToken,
        at.Members,
        at.Constitution,
        at.Authority,
        at.GuardianCouncil,
        termEnd,
      ],
    },
    vesting("TeamVesting", founding.team),
    vesting("InvestorVesting", founding.investors),
    distributor("CommunityDistributor", founding.community),
    distributor("ContributorDistributor", founding.contributors),
  ];
}
