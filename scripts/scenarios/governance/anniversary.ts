/** A year after the start: the vestings pay what has vested until their cliff, and unclaimed shares go to the Treasury. */
import { DISTRIBUTION } from "../../deploy/distribution.ts";
import { FORGOTTEN } from "./distribution.ts";
import type { Dao } from "./dao.ts";

const HOUR = 3_600n;
const DAY = 24n * HOUR;

const VESTED = {
  team: { of: "Tess", holder: "TeamVesting" },
  investors: { of: "Ivo", holder: "InvestorVesting" },
} as const;

export async function anniversary(dao: Dao): Promise<void> {
  const { chronicle, people, team, contributors, community } = dao;
  const cliff = dao.start + DISTRIBUTION.team.cliff;
  await dao.until(cliff - HOUR);
  await chronicle.refuses(
    "An hour before its cliff the team's vesting pays nothing.",
    people.Tess.simulateContract({ ...team, functionName: "release" }),
    { abi: team.abi, error: "VestingNothingReleasable", args: [0n, 0n] },
  );
  await chronicle.refuses(
    "The contributors' list is open still.",
    people.Tess.simulateContract({ ...contributors, functionName: "sweep" }),
    { abi: contributors.abi, error: "MerkleDistributorStillOpen" },
  );
  await release(dao, "team", cliff, "At the cliff");
  await release(dao, "investors", cliff + HOUR, "An hour later");
  await sweep(dao);
  await chronicle.refuses(
    "Of the community's list nothing is left.",
    people.Tess.simulateContract({ ...community, functionName: "sweep" }),
    { abi: community.abi, error: "MerkleDistributorNothingLeft" },
  );
}

/** @param time Unix seconds, at or after the cliff. */
async function release(dao: Dao, part: keyof typeof VESTED, time: bigint, when: string): Promise<void> {
  const { at, chronicle, market, people, tokens } = dao;
  const { of, holder } = VESTED[part];
  const { amount, duration, cliff } = DISTRIBUTION[part];
  const due = (amount * (time - dao.start)) / duration;
  await chronicle.moves(
    `${when} ${of} has what has vested: ${cliff / DAY} days of ${duration / DAY}.`,
    tokens.STOA,
    {
      [`vesting: ${part}`]: { of: [at[holder]], by: -due },
      [of]: { of: [people[of].account.address], by: due },
    },
    async () => {
      await dao.nextAt(time);
      await market.done(people[of].writeContract({ ...dao[part], functionName: "release" }));
    },
  );
}

async function sweep({ at, chronicle, contributors, market, people, tokens }: Dao): Promise<void> {
  const { amount } = FORGOTTEN;
  await chronicle.moves(
    "The list is closed. Dina's share, which she never claimed, is the Treasury's.",
    tokens.STOA,
    {
      "list: contributors": { of: [at.ContributorDistributor], by: -amount },
      Treasury: { of: [at.Treasury], by: amount },
    },
    () => market.done(people.Ivo.writeContract({ ...contributors, functionName: "sweep" })),
  );
}
