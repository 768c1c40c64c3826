import { expect } from "chai";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { zeroAddress, type Address } from "viem";
import { EXCLUDED } from "../../../indexer/excluded.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import { lower } from "../fixture.ts";
import { assembly, STOA, type Assembly } from "./assembly.ts";
import { GAS_OF_VOTES } from "../../../contracts/votes-gas.ts";

describe("the index of STOA", function () {
  this.timeout(300_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
    const holder = await dao.person(8);
    const transfer = { ...dao.stoa, functionName: "transfer", gas: GAS_OF_VOTES } as const;
    await dao.market.done(holder.writeContract({ ...transfer, args: [dao.addressOf(5), 7n * STOA] }));
    // Neither changes anything, and so neither leaves a row.
    await dao.market.done(holder.writeContract({ ...transfer, args: [dao.addressOf(9), 0n] }));
    await dao.market.done(holder.writeContract({ ...transfer, args: [dao.addressOf(8), STOA] }));
    // The token tells the past alone.
    await dao.market.pass(1);
  });

  const balanceOf = (account: Address) =>
    dao.market.admin.readContract({ ...dao.stoa, functionName: "balanceOf", args: [account] });
  const votesOf = (account: Address) =>
    dao.market.admin.readContract({ ...dao.stoa, functionName: "getVotes", args: [account] });
  const delegateOf = (account: Address) =>
    dao.market.admin.readContract({ ...dao.stoa, functionName: "delegates", args: [account] });

  it("has everybody's balance, delegate and power as the token has them", async () => {
    await dao.index.indexer.reach();
    const rows = await dao.index.indexer.db.select().from(schema.holder);
    expect(rows.length).to.be.greaterThan(9);
    for (const row of rows) {
      expect(row.balance, row.account).to.equal(await balanceOf(row.account));
      expect(row.votes, row.account).to.equal(await votesOf(row.account));
      expect(row.delegate ?? zeroAddress, row.account).to.equal(lower(await delegateOf(row.account)));
      expect(row.excluded, row.account).to.equal(row.delegate === EXCLUDED);
    }
    const total = rows.reduce((sum, row) => sum + row.balance, 0n);
    expect(total).to.equal(await dao.market.admin.readContract({ ...dao.stoa, functionName: "SUPPLY" }));
    expect(rows.some(({ account }) => account === lower(dao.addressOf(9)))).to.equal(false);
  });

  it("counts who gave his votes to whom, and tells each such change", async () => {
    const own = lower(dao.addressOf(4));
    const row = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(schema.holder).where(eq(schema.holder.account, own)),
    );
    expect(row.delegators).to.equal(2);
    const { delegation } = schema;
    const from = lower(dao.addressOf(7));
    const told = await dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(delegation)
        .where(and(eq(delegation.delegator, from), eq(delegation.to, own))),
    );
    const amount = await dao.market.admin.readContract({
      ...dao.stoa,
      functionName: "getPastBalanceOf",
      args: [from, told.time],
    });
    expect(told).to.include({ from: zeroAddress, amount });
  });

  it("can say what balance and power anybody had at any time, as the token can", async () => {
    await dao.index.indexer.reach();
    const { admin } = dao.market;
    for (const index of [4, 5, 8]) {
      const account = lower(dao.addressOf(index));
      const balances = await dao.index.indexer.db
        .select()
        .from(schema.balanceChange)
        .where(eq(schema.balanceChange.account, account))
        .orderBy(asc(schema.balanceChange.id));
      const votes = await dao.index.indexer.db
        .select()
        .from(schema.votesChange)
        .where(eq(schema.votesChange.account, account))
        .orderBy(asc(schema.votesChange.id));
      expect(balances).to.not.have.length(0);
      for (const { time } of [...balances, ...votes]) {
        const args = [account, time] as const;
        expect(balances.findLast((each) => each.time <= time)?.balance).to.equal(
          await admin.readContract({ ...dao.stoa, functionName: "getPastBalanceOf", args }),
        );
        expect(votes.findLast((each) => each.time <= time)?.votes ?? 0n).to.equal(
          await admin.readContract({ ...dao.stoa, functionName: "getPastVotes", args }),
        );
      }
    }
  });

  it("knows the votes there are, and those outside every quorum, now and at each earlier time", async () => {
    const { admin } = dao.market;
    expect(
      lower(await admin.readContract({ ...dao.stoa, functionName: "EXCLUDED" })),
      "the constant of the contract",
    ).to.equal(EXCLUDED);
    const row = await dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.electorate));
    expect(row.excluded).to.equal(await votesOf(EXCLUDED));
    const delegates = await dao.index.indexer.db.select().from(schema.holder);
    expect(row.delegated).to.equal(delegates.reduce((sum, { votes }) => sum + votes, 0n));

    const changes = await dao.index.indexer.db
      .select()
      .from(schema.electorateChange)
      .orderBy(asc(schema.electorateChange.time));
    const now = await dao.now();
    expect(changes.length).to.be.greaterThan(3);
    for (const { time, excluded } of changes.filter((change) => change.time < now)) {
      const args = [EXCLUDED, time] as const;
      expect(excluded).to.equal(
        await admin.readContract({ ...dao.stoa, functionName: "getPastVotes", args }),
      );
    }
  });

  it("shows what waits for its vesting, and who has claimed his share", async () => {
    await dao.index.indexer.reach();
    const vestings = await dao.index.indexer.db.select().from(schema.vesting);
    expect(vestings.map(({ name }) => name).sort()).to.deep.equal(["InvestorVesting", "TeamVesting"]);
    const team = vestings.find(({ name }) => name === "TeamVesting")!;
    const { admin } = dao.market;
    expect(team).to.include({
      beneficiary: lower(await admin.readContract({ ...dao.team, functionName: "beneficiary" })),
      start: await admin.readContract({ ...dao.team, functionName: "START" }),
      cliff: await admin.readContract({ ...dao.team, functionName: "CLIFF" }),
      duration: await admin.readContract({ ...dao.team, functionName: "DURATION" }),
      granted: await balanceOf(dao.team.address),
      released: 0n,
      revokedAt: null,
    });

    const { distribution, distributionClaim } = schema;
    const claims = await dao.index.indexer.db
      .select()
      .from(distributionClaim)
      .where(isNotNull(distributionClaim.account));
    expect(claims.map(({ account }) => account)).to.include(lower(dao.addressOf(8)));
    const row = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(distribution).where(eq(distribution.name, "CommunityDistributor")),
    );
    expect(row).to.include({
      claimed: claims.reduce((sum, { amount }) => sum + amount, 0n),
      claims: claims.length,
      sweptAt: null,
    });
  });
});
