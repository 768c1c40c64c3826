import { expect } from "chai";
import { attackOf } from "../../../indexer/figures/attack.ts";
import { figuresOf, type Rows } from "../../../indexer/figures/figures.ts";
import { gini } from "../../../indexer/figures/gini.ts";
import { nakamoto } from "../../../indexer/figures/nakamoto.ts";
import { shareBps } from "../../../indexer/figures/share.ts";

describe("the Gini coefficient", () => {
  it("is 0 when all hold the same, and for one or nobody", () => {
    expect(gini([7n, 7n, 7n])).to.equal(0);
    expect(gini([7n])).to.equal(0);
    expect(gini([])).to.equal(0);
  });

  it("is what the textbook has for uneven holdings, in any order and at any scale", () => {
    // Mean difference of 1, 2, 3, 4: 20 / 16 over twice the mean of 2.5.
    expect(gini([4n, 1n, 3n, 2n])).to.equal(0.25);
    expect(gini([4n, 1n, 3n, 2n].map((each) => each * 10n ** 27n))).to.equal(0.25);
    expect(gini([1n, 99n])).to.equal(0.49);
  });

  it("nears 1 when one of many holds nearly all, and leaves out who holds nothing", () => {
    expect(gini([...Array<bigint>(999).fill(1n), 10n ** 18n])).to.be.within(0.99, 1);
    expect(gini([0n, 0n, 5n, 5n])).to.equal(0);
  });
});

describe("the Nakamoto coefficient", () => {
  it("counts how few hold more than half", () => {
    expect(nakamoto([51n, 49n])).to.equal(1);
    expect(nakamoto([50n, 50n])).to.equal(2);
    expect(nakamoto([10n, 20n, 30n, 40n])).to.equal(2);
    expect(nakamoto([1n, 1n, 1n, 1n, 1n])).to.equal(3);
  });

  it("is 0 for nobody", () => {
    expect(nakamoto([])).to.equal(0);
    expect(nakamoto([0n, 0n])).to.equal(0);
  });
});

describe("the cost of an attack", () => {
  const tier = { quorumBps: 500, approvalBps: 5_000, overridable: true };

  it("is the quorum while nobody objects, and twice that over the members", () => {
    expect(attackOf(tier, 1_000_000n, 0n)).to.deep.equal({
      unopposed: 50_000n,
      overVoices: 100_000n,
      overEverybody: 100_000n,
    });
  });

  it("is twice what is against when all delegated power objects with the members", () => {
    expect(attackOf(tier, 1_000_000n, 300_000n).overEverybody).to.equal(600_000n);
    const strict = { ...tier, approvalBps: 8_000 };
    expect(attackOf(strict, 1_000_000n, 300_000n).overEverybody).to.equal(1_200_000n);
  });

  it("has no price for a tier whose members cannot be overridden", () => {
    expect(attackOf({ ...tier, overridable: false }, 1_000_000n, 1n)).to.deep.equal({
      unopposed: 50_000n,
      overVoices: null,
      overEverybody: null,
    });
  });
});

describe("the figures of the DAO", () => {
  const NOTHING: Rows = {
    electorate: null,
    holders: [],
    members: [],
    proposals: [],
    tier: null,
    treasury: [],
  };

  it("are zeros before there is anything", () => {
    const nobody = { holders: 0, gini: 0, nakamoto: 0 };
    expect(figuresOf(NOTHING, 0n)).to.deep.equal({
      power: nobody,
      balances: nobody,
      supply: "0",
      votes: "0",
      delegated: "0",
      delegatedBps: 0,
      voices: 0,
      maturingVoices: 0,
      turnout: [],
      attack: null,
      treasury: [],
    });
    expect(shareBps(1n, 0n)).to.equal(0);
  });

  it("leave what is outside the quorum out of the balances, and tell ripe voices from those to come", () => {
    const figures = figuresOf(
      {
        ...NOTHING,
        electorate: { supply: 1_000n, excluded: 600n, delegated: 100n },
        holders: [
          { balance: 600n, votes: 0n, excluded: true },
          { balance: 300n, votes: 100n, excluded: false },
          { balance: 100n, votes: 0n, excluded: false },
        ],
        members: [
          { multiplierBps: 10_000, since: 50n },
          { multiplierBps: 5_000, since: 51n },
          { multiplierBps: 0, since: 10n },
        ],
        proposals: [
          { id: 1n, electorate: 400n, powerFor: 60n, powerAgainst: 30n, powerAbstain: 10n, voices: 3 },
        ],
      },
      50n,
    );
    expect(figures.balances).to.deep.equal({ holders: 2, gini: 0.25, nakamoto: 1 });
    expect(figures.power).to.deep.equal({ holders: 1, gini: 0, nakamoto: 1 });
    expect(figures).to.include({ votes: "400", delegatedBps: 2_500, voices: 1, maturingVoices: 1 });
    expect(figures.turnout).to.deep.equal([{ proposalId: "1", powerBps: 2_500, voices: 3 }]);
  });
});
