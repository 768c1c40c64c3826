import { expect } from "chai";
import { as, ethers, networkHelpers, now } from "../helpers/chain.ts";
import {
  afterDeadline,
  answer,
  CaseState,
  EVIDENCE,
  MIN_BOND,
  opened,
  openStake,
  rule,
  UPHELD,
} from "../helpers/court.ts";
import { NO_PERMIT } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

describe("Court.answer", () => {
  it("puts up the same bond, and lets the arbitrator rule from now on", async () => {
    const parts = await loadFixture(opened);
    const { token, publisher } = parts;
    const { ruleBy } = await parts.court.caseOf(1n);
    const answering = answer(parts);
    await expect(answering)
      .to.emit(parts.court, "CaseAnswered")
      .withArgs(1n, publisher.address, MIN_BOND, ruleBy);
    await expect(answering)
      .to.emit(parts.court, "EvidenceGiven")
      .withArgs(1n, publisher.address, EVIDENCE.hash, EVIDENCE.uri);
    await expect(answering).to.changeTokenBalances(
      ethers,
      token,
      [publisher.signer, parts.court],
      [-MIN_BOND, MIN_BOND],
    );
    await rule(parts, UPHELD);
    expect((await parts.court.caseOf(1n)).state).to.equal(CaseState.Ruled);
  });

  it("is taken in the last second of the window, and no later", async () => {
    const parts = await loadFixture(opened);
    const { deadline } = await parts.court.caseOf(1n);
    await openStake(parts);
    await time.setNextBlockTimestamp(deadline);
    await answer(parts);
    await afterDeadline(parts, 2n);
    const late = (await now()) + 5n;
    await time.setNextBlockTimestamp(late);
    await expect(answer(parts, 2n))
      .to.be.revertedWithCustomError(parts.court, "CourtTooLate")
      .withArgs(late, (await parts.court.caseOf(2n)).deadline);
  });

  it("is the buyer's when the service is sold meanwhile, and its seller's no more", async () => {
    const parts = await loadFixture(opened);
    const { services, publisher, rival, service } = parts;
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    await expect(answer(parts))
      .to.be.revertedWithCustomError(parts.court, "CourtNotRespondent")
      .withArgs(1n, publisher.address);
    await answer(parts, 1n, rival);
    expect((await parts.court.caseOf(1n)).respondent).to.equal(rival.address);
  });

  it("is no stranger's, and no second one's", async () => {
    const parts = await loadFixture(opened);
    const { stranger } = parts;
    await expect(answer(parts, 1n, stranger))
      .to.be.revertedWithCustomError(parts.court, "CourtNotRespondent")
      .withArgs(1n, stranger.address);
    await answer(parts);
    await expect(answer(parts))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Answered);
    await expect(as(parts.court, stranger).answer(7n, EVIDENCE, NO_PERMIT))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(7n, CaseState.None);
  });
});

describe("Court.concede", () => {
  it("of a stake lets the arbitrator rule at once, and takes no bond", async () => {
    const parts = await loadFixture(opened);
    const { token, publisher } = parts;
    const conceding = as(parts.court, publisher).concede(1n);
    await expect(conceding).to.emit(parts.court, "CaseConceded").withArgs(1n, publisher.address);
    await expect(conceding).to.changeTokenBalances(ethers, token, [publisher.signer], [0n]);
    expect((await parts.court.caseOf(1n)).state).to.equal(CaseState.Answered);
    await rule(parts, UPHELD);
  });

  it("is no way out of a stake: without a ruling nothing of it moves", async () => {
    const parts = await loadFixture(opened);
    const { services, publisher, service } = parts;
    await as(parts.court, publisher).concede(1n);
    const { ruleBy } = await parts.court.caseOf(1n);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(parts.court.execute(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtTooEarly")
      .withArgs(at, ruleBy + 1n);
    const before = await services.stakeOf(service.serviceId);
    await time.increaseTo(ruleBy + 1n);
    await parts.court.execute(1n);
    expect(await services.stakeOf(service.serviceId)).to.deep.equal(before);
  });

  it("is the respondent's alone, before he has answered", async () => {
    const parts = await loadFixture(opened);
    const { challenger, publisher } = parts;
    await expect(as(parts.court, challenger).concede(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtNotRespondent")
      .withArgs(1n, challenger.address);
    await answer(parts);
    await expect(as(parts.court, publisher).concede(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Answered);
  });
});
