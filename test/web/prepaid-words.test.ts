import { expect } from "chai";
import { evenWeights, weightsOf } from "../../web/src/lib/plan-weights.ts";
import {
  afterCancelling,
  noticeWords,
  overageWords,
  perCallWords,
  renews,
  subscriptionStageOf,
} from "../../web/src/lib/plans.ts";
import { sharesByStars, starsOf } from "../../web/src/lib/reviews.ts";
import { afterClosing, earnedOf, perSecond, streamStageOf } from "../../web/src/lib/streams.ts";

const USDC = { symbol: "USDC", decimals: 6 };

describe("a plan of several services", () => {
  it("shares its price evenly, to the basis point", () => {
    expect(evenWeights([7n])).to.deep.equal([{ serviceId: 7n, weight: 10_000 }]);
    expect(evenWeights([7n, 8n, 9n]).map(({ weight }) => weight)).to.deep.equal([3_334, 3_333, 3_333]);
  });
});

describe("the parts of a bundle's price, as typed", () => {
  it("are basis points when they sum to the whole, and nothing otherwise", () => {
    expect(weightsOf(["60", "40"])).to.deep.equal([6_000, 4_000]);
    expect(weightsOf(["33.34", "33.33", "33.33"])).to.deep.equal([3_334, 3_333, 3_333]);
    for (const wrong of [
      ["60", "39"],
      ["100", "0"],
      ["60", "4o"],
      ["101", "-1"],
      ["33.333", "66.667"],
    ])
      expect(weightsOf(wrong), wrong.join()).to.equal(undefined);
  });
});

describe("what a plan costs, in words", () => {
  it("says what each call beyond the quota costs: one price, a span, or at most", () => {
    const at = (price: bigint | undefined, isMost = false) => ({ name: "acme/pad", price, isMost });
    expect(overageWords([at(100_000n)], USDC)).to.equal(
      "Each call beyond costs 0.10 USDC, from your balance.",
    );
    expect(overageWords([at(20_000n), at(100_000n)], USDC)).to.contain("costs 0.02 USDC to 0.10 USDC,");
    expect(overageWords([at(20_000n, true)], USDC)).to.contain("costs up to 0.02 USDC,");
    expect(overageWords([at(0n)], USDC)).to.equal("Calls beyond are free.");
    expect(overageWords([at(undefined)], USDC)).to.equal("Each call beyond costs what its service asks.");
  });
  it("says what a call of the quota costs, and that it is about so much when it is rounded", () => {
    expect(perCallWords({ price: 20_000_000n, calls: 1_000n }, USDC)).to.equal("0.02 USDC");
    expect(perCallWords({ price: 5_000_000n, calls: 3n }, USDC)).to.equal("about 1.6667 USDC");
    expect(perCallWords({ price: 10n, calls: 3n }, USDC)).to.equal("about 0.000003 USDC");
  });
  it("says what a notice leaves of a cancelled period", () => {
    expect(noticeWords({ notice: 0, period: 100 })).to.contain("to the second");
    expect(noticeWords({ notice: 60, period: 100 })).to.contain("serves 1 min more");
    expect(noticeWords({ notice: 100, period: 100 })).to.contain("nothing comes back");
  });
});

describe("a subscription that is cancelled now", () => {
  const paid = { periodStart: 1_000n, periodEnd: 2_000n };
  const plan = { price: 999n, period: 1_000, notice: 0 };
  it("gives back what is not earned, rounded as the contract does", () => {
    expect(afterCancelling(paid, plan, 1_000n)).to.deep.equal({ servesUntil: 1_000n, back: 999n });
    expect(afterCancelling(paid, plan, 1_501n)).to.deep.equal({ servesUntil: 1_501n, back: 499n });
  });
  it("serves its notice, which is never longer than its period", () => {
    expect(afterCancelling(paid, { ...plan, notice: 100 }, 1_400n)).to.deep.equal({
      servesUntil: 1_500n,
      back: 500n,
    });
    expect(afterCancelling(paid, { ...plan, notice: 900 }, 1_400n)).to.deep.equal({
      servesUntil: 2_000n,
      back: 0n,
    });
  });
  it("has no next period when its last began, or its plan is retired", () => {
    expect(renews({ periodEnd: 100n, endsAt: 101n }, { state: "open" })).to.equal(true);
    expect(renews({ periodEnd: 100n, endsAt: 100n }, { state: "open" })).to.equal(false);
    expect(renews({ periodEnd: 100n, endsAt: 900n }, { state: "retired" })).to.equal(false);
  });
});

describe("a subscription's stage, as the page says it", () => {
  const paid = { state: "running", periodEnd: 100n, endsAt: 500n } as const;
  it("runs until its period is over, and is due then", () => {
    expect(subscriptionStageOf(paid, 99n)).to.equal("running");
    expect(subscriptionStageOf(paid, 100n)).to.equal("due");
  });
  it("is over when no period may follow, and serves its notice when it is cancelled", () => {
    expect(subscriptionStageOf(paid, 500n)).to.equal("over");
    expect(subscriptionStageOf({ ...paid, state: "cancelled" }, 99n)).to.equal("ending");
    expect(subscriptionStageOf({ ...paid, state: "cancelled" }, 100n)).to.equal("over");
  });
});

describe("a stream's figures, as the page says them", () => {
  const stream = { ratePerSecond: 3n, deposit: 300n, fundedUntil: 200n, time: 100n };
  it("earn by the second until the money is over", () => {
    expect([99n, 100n, 150n, 200n, 900n].map((now) => earnedOf(stream, now))).to.deep.equal([
      0n,
      0n,
      150n,
      300n,
      300n,
    ]);
  });
  it("say what comes back when it is closed: after its notice, and never past its money", () => {
    expect(afterClosing({ ...stream, notice: 20 }, 120n)).to.deep.equal({ endsAt: 140n, back: 180n });
    expect(afterClosing({ ...stream, notice: 90 }, 120n)).to.deep.equal({ endsAt: 200n, back: 0n });
  });
  it("are of a stage: running, closing, ended, paid back", () => {
    const at = (state: "open" | "closed" | "refunded", now: bigint) =>
      streamStageOf({ state, fundedUntil: 200n }, now);
    expect([at("open", 199n), at("closed", 199n), at("open", 200n), at("refunded", 300n)]).to.deep.equal([
      "running",
      "closing",
      "ended",
      "refunded",
    ]);
  });
  it("round an hour's price up to the second, so that no stream is below the offer", () => {
    expect(perSecond(3_600n)).to.equal(1n);
    expect(perSecond(3_601n)).to.equal(2n);
  });
});

describe("a review's stars", () => {
  it("are points by twenty, whatever their decimals", () => {
    expect(starsOf({ tag1: "starred", value: 90n, valueDecimals: 0 })).to.equal(4.5);
    expect(starsOf({ tag1: "starred", value: 9_000n, valueDecimals: 2 })).to.equal(4.5);
  });
  it("are none for what is no rating, or out of its range", () => {
    expect(starsOf({ tag1: "uptime", value: 90n, valueDecimals: 0 })).to.equal(undefined);
    expect(starsOf({ tag1: "starred", value: -1n, valueDecimals: 0 })).to.equal(undefined);
    expect(starsOf({ tag1: "starred", value: 101n, valueDecimals: 0 })).to.equal(undefined);
  });
});

describe("the weight behind each number of stars", () => {
  it("is a share of the fees, whatever the number of reviews", () => {
    const rating = (value: bigint, weight: bigint) => ({ tag1: "starred", value, valueDecimals: 0, weight });
    const shares = sharesByStars([rating(100n, 6n), rating(20n, 3n), rating(0n, 1n)]);
    expect(shares.map(({ percent }) => percent)).to.deep.equal([60, 0, 0, 0, 40]);
    expect(shares.map(({ reviews }) => reviews)).to.deep.equal([1, 0, 0, 0, 2]);
    expect(sharesByStars([]).map(({ percent }) => percent)).to.deep.equal([0, 0, 0, 0, 0]);
  });
});
