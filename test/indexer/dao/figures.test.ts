import { expect } from "chai";
import type { Figures } from "../../../indexer/figures/figures.ts";
import { gini } from "../../../indexer/figures/gini.ts";
import { nakamoto } from "../../../indexer/figures/nakamoto.ts";
import { EXCLUDED } from "../../../indexer/excluded.ts";
import { lower } from "../fixture.ts";
import { assembly, FOR, type Assembly } from "./assembly.ts";

describe("the figures that the index serves", function () {
  this.timeout(300_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
  });

  async function figures(): Promise<Figures> {
    await dao.index.indexer.reach();
    const response = await fetch(new URL("/figures", dao.index.indexer.url));
    expect(response.status).to.equal(200);
    return (await response.json()) as Figures;
  }
  const votesOf = (account: `0x${string}`) =>
    dao.market.admin.readContract({ ...dao.stoa, functionName: "getVotes", args: [account] });

  it("say how evenly power is held, and how much of what could vote is delegated", async () => {
    const found = await figures();
    const power = await Promise.all([4, 5, 6].map((index) => votesOf(dao.addressOf(index))));
    expect(found.power).to.deep.equal({ holders: 3, gini: gini(power), nakamoto: nakamoto(power) });
    expect(found.power.gini > 0 && found.power.gini < 1).to.equal(true);

    const supply = await dao.market.admin.readContract({ ...dao.stoa, functionName: "SUPPLY" });
    const votes = supply - (await votesOf(EXCLUDED));
    const delegated = power.reduce((sum, each) => sum + each, 0n);
    expect(found).to.include({
      supply: String(supply),
      votes: String(votes),
      delegated: String(delegated),
      delegatedBps: Number((delegated * 10_000n) / votes),
    });
    // Account 8 has tokens and votes with nobody.
    expect(delegated < votes).to.equal(true);
  });

  it("count the voices, and of the newcomers those to come", async () => {
    const before = await figures();
    expect(before.voices).to.be.greaterThan(2);
    await dao.enrolByBond(8);
    const after = await figures();
    expect(after.voices).to.equal(before.voices);
    expect(after.maturingVoices).to.equal(before.maturingVoices + 1);
  });

  it("say how much of the power took part in a vote", async () => {
    const { vault } = dao.market;
    const proposed = await dao.propose(4, "Turnout", [{ target: vault.address, data: "0x12345678" }]);
    await dao.market.pass(3 * 86_400 + 1);
    await dao.vote(5, proposed, FOR);
    const snapshot = await dao.market.admin.readContract({
      ...dao.governor,
      functionName: "proposalSnapshot",
      args: [proposed.id],
    });
    const past = (account: `0x${string}`) =>
      dao.market.admin.readContract({
        ...dao.stoa,
        functionName: "getPastVotes",
        args: [account, snapshot],
      });
    const supply = await dao.market.admin.readContract({ ...dao.stoa, functionName: "SUPPLY" });
    const power = await past(dao.addressOf(5));
    const turnout = (await figures()).turnout.find(({ proposalId }) => proposalId === String(proposed.id));
    expect(turnout).to.deep.equal({
      proposalId: String(proposed.id),
      powerBps: Number((power * 10_000n) / (supply - (await past(EXCLUDED)))),
      voices: 1,
    });
  });

  it("put what an attack takes beside what there is to take, without a price", async () => {
    const { attack, votes, delegated, treasury } = await figures();
    const quorum = (BigInt(votes) * 500n) / 10_000n;
    expect(attack).to.deep.equal({
      unopposed: String(quorum),
      overVoices: String(quorum * 2n),
      overEverybody: String(BigInt(delegated) * 2n),
    });
    const stoa = treasury.find(({ token }) => token === lower(dao.stoa.address));
    expect(stoa?.balance).to.equal(
      String(
        await dao.market.admin.readContract({
          ...dao.stoa,
          functionName: "balanceOf",
          args: [dao.treasury.address],
        }),
      ),
    );
  });
});
