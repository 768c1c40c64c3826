/** The DAO's contracts that come after the market's, and their starting values. */
import { constitutionText } from "./constitution.ts";
import { DISTRIBUTION, merkleTree } from "./distribution.ts";
import type { Founding } from "./founding.ts";
import type { Addresses, ContractName, PlannedContract } from "./plan.ts";
import { TIERS } from "./tiers.ts";

const USDC = 1_000_000n;
const STOA = 10n ** 18n;
const DAY = 86_400n;

/** Councils and the guardian serve two years, and then need a new vote. */
const TERM = 730n * DAY;
const MEMBER_BOND = 1_000n * STOA;
/** Fees that the treasury has had from a member, from which his voice is 1.5 and 2. */
const FEE_STEPS = [50n * USDC, 500n * USDC] as const;

/** The contract that holds each part of the supply. */
export const HOLDERS = {
  community: "CommunityDistributor",
  treasury: "Treasury",
  team: "TeamVesting",
  investors: "InvestorVesting",
  contributors: "ContributorDistributor",
} as const satisfies Record<keyof typeof DISTRIBUTION, ContractName>;

export function planOfDao(at: Addresses, founding: Founding, time: bigint): PlannedContract[] {
  const { councils, credentials } = founding;
  const text = constitutionText();
  const termEnd = time + TERM;
  const council = (name: PlannedContract["name"], { members, threshold }: Founding["councils"]["guardian"]) =>
    ({
      name,
      contract: "Council",
      folder: "dao",
      args: [at.Authority, members, threshold, termEnd],
    }) satisfies PlannedContract;
  const vesting = (part: "team" | "investors") => {
    const { cliff, duration, revocable } = DISTRIBUTION[part];
    return {
      name: HOLDERS[part],
      contract: "Vesting",
      folder: "dao",
      args: [at.StoaToken, at.Treasury, at.Authority, founding[part], time, cliff, duration, revocable],
    } satisfies PlannedContract;
  };
  const distributor = (part: "community" | "contributors") =>
    ({
      name: HOLDERS[part],
      contract: "MerkleDistributor",
      folder: "dao",
      args: [at.StoaToken, at.Treasury, merkleTree(founding[part]).root, time + DISTRIBUTION[part].open],
    }) satisfies PlannedContract;

  return [
    {
      name: "Constitution",
      folder: "dao",
      args: [Object.values(TIERS), text.hash, text.uri, at.Authority],
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
      args: [at.StoaToken, at.Members, at.Constitution, at.Authority, at.GuardianCouncil, termEnd, at.Court],
    },
    vesting("team"),
    vesting("investors"),
    distributor("community"),
    distributor("contributors"),
  ];
}
