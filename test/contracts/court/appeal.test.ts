import { expect } from "chai";
import { keccak256, toHex } from "viem";
import { ROLES } from "../../../contracts/roles.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import { STATE } from "../helpers/dao.ts";
import {
  afterDeadline,
  answer,
  answered,
  appeal,
  appealed,
  APPEAL_MAX,
  CaseState,
  court,
  MIN_BOND,
  openStake,
  passAppeal,
  proposalOf,
  REFUSED,
  REJECTED,
  rule,
  ruledRejected,
  ruledUpheld,
  SLASHABLE,
  UPHELD,
} from "../helpers/court.ts";
import { STAKE } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

describe("Court.appeal", () => {
  it("brings the other outcome to a vote, proposed by the Court without a token, for twice the bond", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { governor, stoa, token, publisher } = parts;
    const courtAddress = await addressOf(parts.court);
    expect(await stoa.getVotes(courtAddress)).to.equal(0n);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const appealing = appeal(parts);
    await expect(appealing)
      .to.emit(parts.court, "CaseAppealed")
      .withArgs(1n, publisher.address, 2n * MIN_BOND, 1n, REJECTED, at + APPEAL_MAX);
    await expect(appealing).to.changeTokenBalances(
      ethers,
      token,
      [publisher.signer, parts.court],
      [-2n * MIN_BOND, 2n * MIN_BOND],
    );
    expect(await governor.proposalProposer(1n)).to.equal(courtAddress);
    const { targets, values, calldatas, description } = await proposalOf(parts, 1n, REJECTED);
    expect(await governor.getProposalId(targets, values, calldatas, keccak256(toHex(description)))).to.equal(
      1n,
    );
  });

  it("changes the ruling when the vote passes: the stake is free, and the appeal's bond comes back", async () => {
    const parts = await loadFixture(appealed);
    const { services, service, publisher, challenger, treasury } = parts;
    await passAppeal(parts);
    expect((await parts.court.caseOf(1n)).outcome).to.equal(REJECTED);
    await parts.court.execute(1n);
    expect(await services.openLocks(service.serviceId)).to.equal(0n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE);
    // His bond, the appeal's, and half of the challenger's.
    expect(await parts.court.owedTo(publisher.address)).to.equal(3n * MIN_BOND + MIN_BOND / 2n);
    expect(await parts.court.owedTo(challenger.address)).to.equal(0n);
    expect(await parts.court.owedTo(await addressOf(treasury))).to.equal(MIN_BOND / 2n);
  });

  it("of a rejected case can take the stake after all", async () => {
    const parts = await loadFixture(ruledRejected);
    const { services, service, challenger } = parts;
    await appeal(parts, 1n, challenger);
    await passAppeal(parts, 1n, UPHELD);
    await parts.court.execute(1n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE - SLASHABLE);
    expect(await parts.court.owedTo(challenger.address)).to.equal(3n * MIN_BOND + MIN_BOND / 2n);
  });

  it("that misses its quorum leaves the ruling, as soon as the vote is over", async () => {
    const parts = await loadFixture(appealed);
    const { governor, challenger, publisher, treasury } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const { deadline } = await parts.court.caseOf(1n);
    await expect(parts.court.execute(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtTooEarly")
      .withArgs(at, deadline + 1n);
    await time.increaseTo((await governor.proposalDeadline(1n)) + 1n);
    expect(await governor.state(1n)).to.equal(STATE.Defeated);
    await parts.court.execute(1n);
    // Answer's and appeal's bonds are lost, half of them to the challenger.
    expect(await parts.court.owedTo(challenger.address)).to.equal(MIN_BOND + (3n * MIN_BOND) / 2n);
    expect(await parts.court.owedTo(publisher.address)).to.equal(0n);
    expect(await parts.court.owedTo(await addressOf(treasury))).to.equal((3n * MIN_BOND) / 2n);
  });

  it("that passes and is never carried out leaves the ruling after 21 days", async () => {
    const parts = await loadFixture(appealed);
    const { governor, alice, services, service } = parts;
    await time.increaseTo((await governor.proposalSnapshot(1n)) + 1n);
    await as(governor, alice).castVote(1n, 1);
    await time.increaseTo((await governor.proposalDeadline(1n)) + 1n);
    expect(await governor.state(1n)).to.equal(STATE.Succeeded);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE - SLASHABLE);
  });

  it("decides nothing once its 21 days are over", async () => {
    const parts = await loadFixture(appealed);
    const { governor, alice, bob } = parts;
    const { deadline } = await parts.court.caseOf(1n);
    const { targets, values, calldatas, description } = await proposalOf(parts, 1n, REJECTED);
    const args = [targets, values, calldatas, keccak256(toHex(description))] as const;
    await time.increaseTo((await governor.proposalSnapshot(1n)) + 1n);
    for (const voter of [alice, bob]) await as(governor, voter).castVote(1n, 1);
    // As late as it can be queued to be executed after the Court's deadline.
    await time.increaseTo(deadline - 2n * DAY);
    await governor.queue(...args);
    const late = deadline + 1n;
    await time.setNextBlockTimestamp(late);
    await expect(governor.execute(...args))
      .to.be.revertedWithCustomError(parts.court, "CourtTooLate")
      .withArgs(late, deadline);
  });

  it("cannot be kept from its vote by who proposes the same before", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { governor, alice } = parts;
    const { targets, values, calldatas, description } = await proposalOf(parts, 1n, REJECTED);
    await expect(as(governor, alice).propose(targets, values, calldatas, description))
      .to.be.revertedWithCustomError(governor, "GovernorRestrictedProposer")
      .withArgs(alice.address);
    await appeal(parts);
    expect(await governor.latestProposalId()).to.equal(1n);
  });

  it("is anybody's, and only one", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { rival } = parts;
    await appeal(parts, 1n, rival);
    expect((await parts.court.caseOf(1n)).appellant).to.equal(rival.address);
    await expect(appeal(parts))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Appealed);
  });

  it("is taken in the last second of its window and no later, and not before a ruling", async () => {
    const unruled = await loadFixture(answered);
    await expect(appeal(unruled))
      .to.be.revertedWithCustomError(unruled.court, "CourtState")
      .withArgs(1n, CaseState.Answered);
    const parts = await loadFixture(ruledUpheld);
    const { deadline } = await parts.court.caseOf(1n);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(appeal(parts))
      .to.be.revertedWithCustomError(parts.court, "CourtTooLate")
      .withArgs(deadline + 1n, deadline);
  });

  it("does not follow a refusal to decide: nobody has won", async () => {
    const parts = await loadFixture(answered);
    await rule(parts, REFUSED);
    await expect(appeal(parts))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Decided);
  });

  it("is refused when the Governor has another Court, and the ruling stands", async () => {
    const parts = await loadFixture(court);
    const { governor, authority, services, service, alice, bob } = parts;
    const selector = governor.interface.getFunction("setCourt")!.selector;
    await authority.setTargetFunctionRole(governor, [selector], ROLES.OPERATIONS);
    const data = governor.interface.encodeFunctionData("setCourt", [alice.address]);
    const proposal = [[await addressOf(governor)], [0n], [data], "Another Court"] as const;
    await as(governor, alice).propose(...proposal);
    await time.increaseTo((await governor.proposalSnapshot(1n)) + 1n);
    for (const voter of [alice, bob]) await as(governor, voter).castVote(1n, 1);
    await time.increaseTo((await governor.proposalDeadline(1n)) + 1n);
    const args = [proposal[0], proposal[1], proposal[2], keccak256(toHex(proposal[3]))] as const;
    await governor.queue(...args);
    await time.increaseTo(await governor.proposalEta(1n));
    await governor.execute(...args);

    await openStake(parts);
    await answer(parts);
    await rule(parts, UPHELD);
    await expect(appeal(parts)).to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes");
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE - SLASHABLE);
  });
});

describe("Court.resolveAppeal", () => {
  it("is governance's, of an appeal that runs, and says one of two things", async () => {
    const parts = await loadFixture(appealed);
    const { admin, challenger } = parts;
    await expect(as(parts.court, challenger).resolveAppeal(1n, UPHELD))
      .to.be.revertedWithCustomError(parts.court, "AccessManagedUnauthorized")
      .withArgs(challenger.address);
    for (const outcome of [0n, 3n]) {
      await expect(as(parts.court, admin).resolveAppeal(1n, outcome))
        .to.be.revertedWithCustomError(parts.court, "CourtUnknownRuling")
        .withArgs(outcome, 2n);
    }
    await expect(as(parts.court, admin).resolveAppeal(1n, UPHELD))
      .to.emit(parts.court, "AppealResolved")
      .withArgs(1n, UPHELD);
    await expect(as(parts.court, admin).resolveAppeal(1n, REJECTED))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Decided);
  });
});
