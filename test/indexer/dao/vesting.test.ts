import { expect } from "chai";
import { eq } from "drizzle-orm";
import { encodeFunctionData } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import { GAS_OF_VOTES } from "../../../contracts/votes-gas.ts";
import { DAY } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { assembly, TREASURY, type Assembly } from "./assembly.ts";

/** A year passes: the last of this folder's files. */
describe("the index of what waits for its time", function () {
  this.timeout(600_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
    await dao.market.pass(366 * DAY);
  });

  const teamRow = () =>
    dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(schema.vesting).where(eq(schema.vesting.name, "TeamVesting")),
    );
  const balanceOf = (account: `0x${string}`) =>
    dao.market.admin.readContract({ ...dao.stoa, functionName: "balanceOf", args: [account] });

  it("shows each release of a vesting, and what it has released in all", async () => {
    const { market, team } = dao;
    const { granted, beneficiary, released } = await teamRow();
    expect(released).to.equal(0n);
    const releases: bigint[] = [];
    for (let month = 0; month < 2; month += 1) {
      const before = await balanceOf(beneficiary);
      await market.done(market.admin.writeContract({ ...team, functionName: "release", gas: GAS_OF_VOTES }));
      releases.push((await balanceOf(beneficiary)) - before);
      await market.pass(30 * DAY);
    }
    expect(releases.every((amount) => amount > 0n)).to.equal(true);
    const row = await teamRow();
    expect(row).to.include({ granted, released: releases[0]! + releases[1]! });
    expect(row.granted - row.released).to.equal(await balanceOf(team.address));
    const told = await dao.index.indexer.db
      .select()
      .from(schema.vestingRelease)
      .where(eq(schema.vestingRelease.vesting, lower(team.address)))
      .orderBy(schema.vestingRelease.time);
    expect(told.map((each) => [each.beneficiary, each.amount])).to.deep.equal(
      releases.map((amount) => [beneficiary, amount]),
    );
  });

  it("shows what a vote took back of it, and leaves what was released", async () => {
    const { market, team, treasury } = dao;
    const data = encodeFunctionData({ abi: team.abi, functionName: "revoke" });
    const proposed = await dao.propose(4, "End the team's vesting", [{ target: team.address, data }]);
    const [before, held] = [await balanceOf(treasury.address), await teamRow()];
    await dao.enactByVote(proposed, TREASURY);
    const returned = (await balanceOf(treasury.address)) - before;
    expect(returned > 0n).to.equal(true);
    expect(await teamRow()).to.include({
      returned,
      revokedAt: await dao.now(),
      released: held.released,
      granted: held.granted,
    });
    expect(await market.admin.readContract({ ...team, functionName: "revoked" })).to.equal(true);
  });

  it("shows what nobody claimed in time, once it is the Treasury's", async () => {
    const { market, community, treasury } = dao;
    const row = () =>
      dao.index.onlyRow(() =>
        dao.index.indexer.db
          .select()
          .from(schema.distribution)
          .where(eq(schema.distribution.name, "CommunityDistributor")),
      );
    const [left, before] = [await balanceOf(community.address), await balanceOf(treasury.address)];
    const { claimed, claims } = await row();
    await market.done(market.admin.writeContract({ ...community, functionName: "sweep", gas: GAS_OF_VOTES }));
    expect(await row()).to.include({ swept: left, sweptAt: await dao.now(), claimed, claims });
    expect((await balanceOf(treasury.address)) - before).to.equal(left);
  });
});
