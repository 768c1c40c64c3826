import { expect } from "chai";
import { evenWeights } from "../../web/src/lib/plan-weights.ts";
import { subscriptionStageOf } from "../../web/src/lib/plans.ts";
import { starsOf } from "../../web/src/lib/reviews.ts";
import { earnedOf, perSecond } from "../../web/src/lib/streams.ts";

describe("a plan of several services", () => {
  it("shares its price evenly, to the basis point", () => {
    expect(evenWeights([7n])).to.deep.equal([{ serviceId: 7n, weight: 10_000 }]);
    expect(evenWeights([7n, 8n, 9n]).map(({ weight }) => weight)).to.deep.equal([3_334, 3_333, 3_333]);
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
