import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import type { Hex } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import { GAS_OF_VOTES } from "../../../contracts/votes-gas.ts";
import { DAY, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { assembly, type Assembly } from "./assembly.ts";

describe("the index of members", function () {
  this.timeout(300_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
  });

  const rowOf = (account: Hex) =>
    dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(schema.member).where(eq(schema.member.account, account)),
    );
  const kindsOf = async (account: Hex) => {
    const { memberEvent } = schema;
    const events = await dao.index.indexer.db
      .select()
      .from(memberEvent)
      .where(eq(memberEvent.account, account))
      .orderBy(asc(memberEvent.id));
    return events.map(({ kind }) => kind);
  };
  /** What the contract says of him. */
  const memberOf = (account: Hex) =>
    dao.market.admin.readContract({ ...dao.members, functionName: "memberOf", args: [account] });

  it("shows who has a voice, by bond or by credential, and from when it counts", async () => {
    const bonded = lower(dao.addressOf(4));
    const { bond, since } = await memberOf(bonded);
    expect(await rowOf(bonded)).to.include({
      bond,
      since: BigInt(since),
      adapter: null,
      nullifier: null,
      multiplierBps: 5_000,
      exitAt: null,
    });

    const person = lower(dao.addressOf(6));
    const { nullifier } = await memberOf(person);
    const row = await rowOf(person);
    expect(row).to.include({
      bond: 0n,
      adapter: lower(dao.adapter.address),
      nullifier: lower(nullifier),
      multiplierBps: 10_000,
    });
    expect(row.since).to.equal(row.enrolledAt + 30n * BigInt(DAY));
    const adapter = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(schema.credentialAdapter),
    );
    expect(adapter).to.include({ address: lower(dao.adapter.address), allowed: true });
  });

  it("follows a member who leaves, comes back, and shows then that he is one person", async () => {
    const { market, members } = dao;
    const account = lower(dao.addressOf(7));
    const who = await dao.person(7);
    await dao.enrolByBond(7);
    await market.done(who.writeContract({ ...members, functionName: "startExit" }));
    const leaving = await rowOf(account);
    expect(leaving.exitAt).to.equal(BigInt((await memberOf(account)).exitAt));
    expect(leaving.multiplierBps).to.equal(0);

    await market.pass(7 * DAY);
    await market.done(who.writeContract({ ...members, functionName: "exit", gas: GAS_OF_VOTES }));
    expect(await rowOf(account)).to.include({ bond: 0n, since: null, exitAt: null });

    await dao.enrolByBond(7);
    await dao.enrolByCredential(7, "Grace");
    const back = await rowOf(account);
    expect(back).to.include({ exitedAt: null, multiplierBps: 10_000, adapter: lower(dao.adapter.address) });
    expect(back.since).to.equal(BigInt((await memberOf(account)).since));
    expect(await kindsOf(account)).to.deep.equal([
      "enrolled",
      "exitStarted",
      "exited",
      "enrolled",
      "credentialAdded",
    ]);
  });

  it("follows a membership to another account of the same person", async () => {
    const { market, members } = dao;
    const [from, to] = [lower(dao.addressOf(7)), lower(dao.addressOf(9))];
    const before = await rowOf(from);
    // A credential counts once, and the next must be newer.
    await market.pass(1);
    const args = [
      dao.addressOf(9),
      dao.adapter.address,
      await dao.credentialFor(dao.addressOf(9), "Grace"),
    ] as const;
    const who = await dao.person(9);
    await market.done(who.writeContract({ ...members, functionName: "recover", args }));

    expect(await rowOf(from)).to.include({ recoveredTo: to, bond: 0n, since: null, multiplierBps: 0 });
    const { bond, since, nullifier } = await memberOf(to);
    expect(await rowOf(to)).to.include({
      bond,
      since: BigInt(since),
      nullifier: lower(nullifier),
      enrolledAt: before.enrolledAt,
      multiplierBps: 10_000,
      recoveredTo: null,
    });
    expect((await kindsOf(from)).at(-1)).to.equal("recoveredTo");
    expect(await kindsOf(to)).to.deep.equal(["recoveredFrom"]);
    const people = await dao.index.indexer.db.select().from(schema.attestedPerson);
    expect(people.map((person) => person.account)).to.have.members([lower(dao.addressOf(6)), to]);
  });

  it("shows the fees that were counted of a member, and how much by then", async () => {
    const { market, members } = dao;
    // The market's payer is account 5, a member by bond.
    const account = lower(dao.addressOf(5));
    const serviceId = await market.list("counted/solc");
    await market.deposit(market.payer, 10n * USDC);
    const [gateway, key] = [market.gateway.account.address, market.payer.account.address];
    let total = 0n;
    for (const charged of [2n * USDC, 5n * USDC]) {
      await market.claim([await market.row(market.payer, { serviceId, charged })]);
      const args = [account, [{ gateway, key, serviceId }]] as const;
      await market.done(market.admin.writeContract({ ...members, functionName: "refresh", args }));
      const fees = await market.admin.readContract({ ...members, functionName: "feesOf", args: [account] });
      expect(fees > total).to.equal(true);
      expect((await rowOf(account)).fees).to.equal(fees);
      const told = await dao.index.indexer.db
        .select()
        .from(schema.memberEvent)
        .where(and(eq(schema.memberEvent.account, account), eq(schema.memberEvent.kind, "feesCounted")))
        .orderBy(asc(schema.memberEvent.id));
      expect(told.at(-1)).to.include({ amount: fees - total, time: await dao.now() });
      total = fees;
    }
  });

  it("keeps how loud each has been, as the contract does", async () => {
    await dao.index.indexer.reach();
    const { multiplierChange } = schema;
    const changes = await dao.index.indexer.db
      .select()
      .from(multiplierChange)
      .orderBy(asc(multiplierChange.id));
    const now = await dao.now();
    const seen = new Map<string, typeof changes>();
    for (const change of changes) {
      seen.set(change.account, [...(seen.get(change.account) ?? []), change]);
    }
    for (const [account, history] of seen) {
      for (const time of [now - 1n, ...history.map((change) => change.time)].filter((each) => each < now)) {
        const then = history.findLast((change) => change.time <= time);
        const bps = then && then.since <= time ? then.bps : 0;
        const args = [account as Hex, time] as const;
        expect(bps, `${account} at ${time}`).to.equal(
          await dao.market.admin.readContract({ ...dao.members, functionName: "multiplierAt", args }),
        );
      }
    }
  });
});
