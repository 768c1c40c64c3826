import { expect } from "chai";
import { addressOf, as, networkHelpers, now } from "../helpers/chain.ts";
import {
  afterDeadline,
  answered,
  CaseState,
  opened,
  REFUSED,
  REJECTED,
  rule,
  ruledUpheld,
  UPHELD,
  WINDOWS,
} from "../helpers/court.ts";

const { loadFixture, time } = networkHelpers;

describe("Court.rule", () => {
  it("waits for an appeal", async () => {
    const parts = await loadFixture(answered);
    const { arbitrator } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const ruling = rule(parts, REJECTED);
    await expect(ruling)
      .to.emit(parts.court, "Ruling")
      .withArgs(await addressOf(arbitrator), 1n, REJECTED);
    await expect(ruling)
      .to.emit(parts.court, "CaseRuled")
      .withArgs(1n, REJECTED, at + WINDOWS.appeal);
    expect((await parts.court.caseOf(1n)).state).to.equal(CaseState.Ruled);
  });

  it("is final when the arbitrator refuses to decide", async () => {
    const parts = await loadFixture(answered);
    await rule(parts, REFUSED);
    const { state, outcome } = await parts.court.caseOf(1n);
    expect([state, outcome]).to.deep.equal([CaseState.Decided, REFUSED]);
  });

  it("does not come before the respondent was heard or has let his time pass", async () => {
    const parts = await loadFixture(opened);
    const { deadline } = await parts.court.caseOf(1n);
    await time.setNextBlockTimestamp(deadline);
    await expect(rule(parts, UPHELD))
      .to.be.revertedWithCustomError(parts.court, "CourtTooEarly")
      .withArgs(deadline, deadline + 1n);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    expect((await parts.court.caseOf(1n)).state).to.equal(CaseState.Ruled);
  });

  it("does not come late, or twice, or in a number that is none", async () => {
    const parts = await loadFixture(answered);
    const { ruleBy } = await parts.court.caseOf(1n);
    await expect(rule(parts, 3n))
      .to.be.revertedWithCustomError(parts.arbitrator, "CouncilArbitratorUnknownRuling")
      .withArgs(3n, 2n);
    await time.setNextBlockTimestamp(ruleBy + 1n);
    await expect(rule(parts, UPHELD))
      .to.be.revertedWithCustomError(parts.court, "CourtTooLate")
      .withArgs(ruleBy + 1n, ruleBy);
    const ruled = await loadFixture(ruledUpheld);
    await expect(rule(ruled, REJECTED))
      .to.be.revertedWithCustomError(ruled.arbitrator, "CouncilArbitratorSolved")
      .withArgs(1n);
  });

  it("is the arbitrator's alone", async () => {
    const parts = await loadFixture(answered);
    const { challenger } = parts;
    await expect(as(parts.court, challenger).rule(1n, UPHELD))
      .to.be.revertedWithCustomError(parts.court, "CourtUnknownDispute")
      .withArgs(challenger.address, 1n);
  });
});
