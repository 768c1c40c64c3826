import { expect } from "chai";
import { gatewayScoreOf } from "../../indexer/scores/gateway-score.ts";
import { reviewerScoreOf } from "../../indexer/scores/reviewer-score.ts";
import { decayed, PERIOD, scoreOf } from "../../indexer/scores/score.ts";

const USDC = 1_000_000n;
const PRIOR = { mean: 50n, weight: 10n * USDC };
/** In the thousandth period of 30 days. */
const NOW = 1_000n * PERIOD + 5n;

describe("a score", () => {
  it("is the prior's while nobody has said anything", () => {
    expect(scoreOf([], PRIOR, NOW)).to.deep.equal({ mean: 5_000, weight: 0n, reviews: 0 });
  });

  it("is drawn from the prior by weight, not by the number of reviews", () => {
    const sums = { period: 1_000, weight: 10n * USDC, weighted: 900n * USDC, reviews: 1 };
    expect(scoreOf([sums], PRIOR, NOW).mean).to.equal(7_000);
    expect(scoreOf([{ ...sums, reviews: 50 }], PRIOR, NOW).mean).to.equal(7_000);
  });

  it("halves what is 90 days old, and forgets what is two years old or is still to come", () => {
    expect([0, 1, 2, 3, 6].map((age) => decayed(1_000n, age))).to.deep.equal([
      1_000n,
      793n,
      629n,
      500n,
      250n,
    ]);
    const sums = { weight: 8n * USDC, weighted: 800n * USDC, reviews: 1 };
    expect(scoreOf([{ period: 997, ...sums }], PRIOR, NOW).weight).to.equal(4n * USDC);
    for (const period of [976, 1_001]) {
      expect(scoreOf([{ period, ...sums }], PRIOR, NOW)).to.include({ weight: 0n, reviews: 0 });
    }
  });
});

describe("a gateway's score", () => {
  const at = (amount: bigint, time = NOW) => [{ time, amount }];

  it("rises with the fees of what it claims", () => {
    const score = gatewayScoreOf({ fees: at(10n * USDC), filed: [], lost: [] }, PRIOR, NOW);
    expect(score).to.deep.equal({ mean: 7_500, fees: 10n * USDC, filed: 0n, lost: 0n });
  });

  it("falls with what is filed against its bond, and with the disputes that it loses", () => {
    const score = gatewayScoreOf(
      { fees: at(10n * USDC), filed: at(15n * USDC), lost: at(5n * USDC) },
      PRIOR,
      NOW,
    );
    expect(score.mean).to.equal(3_750);
  });

  it("forgives with time, as it forgets what went well", () => {
    const old = NOW - 3n * PERIOD;
    const record = { fees: at(8n * USDC, old), filed: at(8n * USDC, old), lost: [] };
    expect(gatewayScoreOf(record, PRIOR, NOW)).to.include({ fees: 4n * USDC, filed: 4n * USDC });
  });
});

describe("a reviewer's score", () => {
  it("is the prior's mean before anybody votes, and the share of helpful votes after many", () => {
    expect(reviewerScoreOf({ helpful: 0, unhelpful: 0, struck: 0 }, 50)).to.equal(5_000);
    expect(reviewerScoreOf({ helpful: 5, unhelpful: 0, struck: 0 }, 50)).to.equal(7_500);
    expect(reviewerScoreOf({ helpful: 995, unhelpful: 0, struck: 0 }, 50)).to.equal(9_975);
  });

  it("loses more by one review that the Court struck than by one vote", () => {
    const voted = reviewerScoreOf({ helpful: 5, unhelpful: 1, struck: 0 }, 50);
    const struck = reviewerScoreOf({ helpful: 5, unhelpful: 0, struck: 1 }, 50);
    expect(struck).to.equal(3_750);
    expect(voted > struck).to.equal(true);
  });
});
