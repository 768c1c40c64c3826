/** The first day: who deployed has nothing, the lists are claimed, and the holders delegate. */
import type { Address } from "viem";
import { DELEGATES } from "../../demo/electorate.ts";
import { DISTRIBUTION, merkleTree, type Share } from "../../deploy/distribution.ts";
import { LOCAL_FOUNDING } from "../../deploy/founding.ts";
import { ROLES } from "../../../contracts/roles.ts";
import { demoAccount } from "../../start/accounts.ts";
import type { Change } from "./chronicle.ts";
import type { Dao } from "./dao.ts";
import { nameAt, nameOf, PEOPLE } from "./people.ts";
import { millions } from "./proposal.ts";

/** She forgets her share as a contributor. It is the Treasury's when the list closes. */
export const FORGOTTEN = LOCAL_FOUNDING.contributors.find(
  ({ account }) => account === demoAccount(PEOPLE.Dina).address,
)!;

export async function distribution(dao: Dao): Promise<void> {
  const { at, chronicle, people, team } = dao;
  await chronicle.holds(
    "The Governor is admin of the Authority. Who deployed it is not.",
    [await isAdmin(dao, at.StoaGovernor), await isAdmin(dao, demoAccount(0).address)],
    [true, false],
  );
  await claimAll(dao, "community", dao.community, LOCAL_FOUNDING.community);
  await claimAll(dao, "contributors", dao.contributors, LOCAL_FOUNDING.contributors);
  await chronicle.refuses(
    "Tess asks for her vesting: nothing has vested before the cliff.",
    people.Tess.simulateContract({ ...team, functionName: "release" }),
    { abi: team.abi, error: "VestingNothingReleasable", args: [0n, 0n] },
  );
  await delegate(dao);
}

async function isAdmin({ market, authority }: Dao, account: Address): Promise<boolean> {
  const args = [ROLES.CONSTITUTION, account] as const;
  const [isMember] = await market.admin.readContract({ ...authority, functionName: "hasRole", args });
  return isMember;
}

async function claimAll(
  { chronicle, market, tokens, people }: Dao,
  list: "community" | "contributors",
  distributor: Dao["community"],
  shares: readonly Share[],
): Promise<void> {
  const claims = merkleTree(shares).claims.filter(
    ({ account, amount }) => account !== FORGOTTEN.account || amount !== FORGOTTEN.amount,
  );
  const sum = claims.reduce((total, { amount }) => total + amount, 0n);
  const changes: Record<string, Change> = { [`list: ${list}`]: { of: [distributor.address], by: -sum } };
  for (const { account, amount } of claims) {
    changes[nameAt(account)] = { of: [account], by: amount };
  }
  await chronicle.moves(
    `${claims.length} holders claim their shares of ${millions(DISTRIBUTION[list].amount)} STOA: ${list}.`,
    tokens.STOA,
    changes,
    async () => {
      for (const { index, account, amount, proof } of claims) {
        const args = [index, account, amount, proof] as const;
        await market.done(people.Paula.writeContract({ ...distributor, functionName: "claim", args }));
      }
    },
  );
}

async function delegate(dao: Dao): Promise<void> {
  const { at, chronicle, market, people, stoa } = dao;
  const votesOf = (account: Address) =>
    market.admin.readContract({ ...stoa, functionName: "getVotes", args: [account] });
  const balanceOf = (account: Address) =>
    market.admin.readContract({ ...stoa, functionName: "balanceOf", args: [account] });
  const groups: Record<number, number[]> = {};
  for (const [holder, to] of Object.entries(DELEGATES)) {
    (groups[to] ??= []).push(Number(holder));
    const args = [demoAccount(to).address] as const;
    const holderClient = people[nameOf(Number(holder))];
    await market.done(holderClient.writeContract({ ...stoa, functionName: "delegate", args }));
  }
  for (const [to, holders] of Object.entries(groups)) {
    const votes = await votesOf(demoAccount(Number(to)).address);
    const held = await Promise.all(holders.map((holder) => balanceOf(demoAccount(holder).address)));
    await chronicle.holds(
      `${nameOf(Number(to))} votes with ${millions(votes)} STOA: of ${holders.map(nameOf).join(", ")}.`,
      votes,
      held.reduce((sum, amount) => sum + amount, 0n),
    );
  }
  const excluded = await market.admin.readContract({ ...stoa, functionName: "EXCLUDED" });
  const outside = [at.Treasury, at.TeamVesting, at.InvestorVesting, at.ContributorDistributor];
  const held = await Promise.all(outside.map(balanceOf));
  await chronicle.holds(
    "Treasury, vestings and what nobody claimed stand outside every vote.",
    await votesOf(excluded),
    held.reduce((sum, amount) => sum + amount, 0n),
  );
}
