/** The DAO on a scenario's chain: its contracts, its people by name, sixty users, and who writes down what happens. */
import { parseEther, type Abi, type Address } from "viem";
import {
  authorityAbi,
  constitutionAbi,
  councilAbi,
  courtAbi,
  feeScheduleAbi,
  membersAbi,
  merkleDistributorAbi,
  stoaGovernorAbi,
  stoaTokenAbi,
  treasuryAbi,
  vestingAbi,
} from "../../../contracts/generated.ts";
import { connect, type ChainClient } from "../../deploy/client.ts";
import { demoAccount } from "../../start/accounts.ts";
import type { Cast } from "../balances.ts";
import { openChronicle } from "./chronicle.ts";
import { FIRST_USER, PEOPLE, USERS, type Name } from "./people.ts";

export const STOA = 10n ** 18n;

/** Enough for every act here: see GAS_OF_VOTES for why none is estimated. */
const GAS = 2_000_000n;

export type Dao = Awaited<ReturnType<typeof openDao>>;

export async function openDao(cast: Cast, say: (line: string) => void) {
  const { market } = cast;
  const at = market.deployment.contracts;
  const clientOf = (account: number) => connect(market.rpcUrl, demoAccount(account));

  const team = contractAt(at.TeamVesting, vestingAbi);
  const start = await market.admin.readContract({ ...team, functionName: "START" });
  const named = await Promise.all(
    Object.entries(PEOPLE).map(async ([name, account]) => [name, await clientOf(account)] as const),
  );
  const users = await Promise.all(Array.from({ length: USERS }, (_, i) => clientOf(FIRST_USER + i)));
  for (const { account } of users) {
    await market.chain.setBalance({ address: account.address, value: parseEther("1") });
  }

  return {
    cast,
    market,
    at,
    people: Object.fromEntries(named) as Record<Name, ChainClient>,
    users,
    chronicle: openChronicle(market, start, say),
    say,
    /** Unix seconds from which the vestings count. */
    start,
    tokens: {
      STOA: { symbol: "STOA", address: at.StoaToken, decimals: 18 },
      USDC: { symbol: "USDC", address: at.USDC, decimals: 6 },
    },
    authority: contractAt(at.Authority, authorityAbi),
    constitution: contractAt(at.Constitution, constitutionAbi),
    stoa: contractAt(at.StoaToken, stoaTokenAbi),
    members: contractAt(at.Members, membersAbi),
    governor: contractAt(at.StoaGovernor, stoaGovernorAbi),
    treasury: contractAt(at.Treasury, treasuryAbi),
    fees: contractAt(at.FeeSchedule, feeScheduleAbi),
    court: contractAt(at.Court, courtAbi),
    guardian: contractAt(at.GuardianCouncil, councilAbi),
    community: contractAt(at.CommunityDistributor, merkleDistributorAbi),
    contributors: contractAt(at.ContributorDistributor, merkleDistributorAbi),
    team,
    investors: contractAt(at.InvestorVesting, vestingAbi),

    /** Unix seconds of the newest block. */
    async now(): Promise<bigint> {
      return (await market.admin.getBlock()).timestamp;
    },

    /** Mines a block at `time`, Unix seconds, or a little later; none when it is later already. */
    async until(time: bigint): Promise<void> {
      const missing = time - (await this.now());
      if (missing > 0n) await market.pass(Number(missing));
    },

    /** The next transaction is of this very second. */
    async nextAt(time: bigint): Promise<void> {
      await market.chain.setNextBlockTimestamp({ timestamp: time });
    },
  };
}

function contractAt<const TAbi extends Abi>(address: Address, abi: TAbi) {
  return { address, abi, gas: GAS } as const;
}
