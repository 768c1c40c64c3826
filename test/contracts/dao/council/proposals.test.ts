import { expect } from "chai";
import { addressOf, as, networkHelpers, now } from "../../helpers/chain.ts";
import { LIFE, councils, agreed, delegateTo } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Council's proposals", () => {
  it("count as their proposer's approval", async () => {
    const { council, stoa, ann } = await loadFixture(councils);
    const [target, data] = [await addressOf(stoa), delegateTo(ann.address)];
    const tx = as(council, ann).propose(target, data);
    await tx;
    const expiry = (await now()) + LIFE;
    await expect(tx).to.emit(council, "Proposed").withArgs(1n, ann.address, target, data, expiry);
    const proposal = await council.proposalOf(1n);
    expect([...proposal]).to.deep.equal([target, expiry, 0n, false, data]);
    expect(await council.approvalsOf(1n)).to.equal(1n);
    expect(await council.hasApproved(1n, ann.address)).to.equal(true);
  });

  it("need code behind the target, and a function", async () => {
    const { council, stoa, ann, stranger } = await loadFixture(councils);
    await expect(as(council, ann).propose(stranger.address, "0x12345678"))
      .to.be.revertedWithCustomError(council, "CouncilNoCode")
      .withArgs(stranger.address);
    await expect(as(council, ann).propose(stoa, "0x123456"))
      .to.be.revertedWithCustomError(council, "CouncilNoSelector")
      .withArgs(3n);
  });

  it("are approved once by each member, who may think again", async () => {
    const { council, stoa, ann, ben } = await loadFixture(councils);
    await as(council, ann).propose(stoa, delegateTo(ann.address));
    await expect(as(council, ann).approve(1n))
      .to.be.revertedWithCustomError(council, "CouncilApprovedAlready")
      .withArgs(1n, ann.address);
    await expect(as(council, ben).withdrawApproval(1n))
      .to.be.revertedWithCustomError(council, "CouncilNotApproved")
      .withArgs(1n, ben.address);
    await expect(as(council, ben).approve(1n)).to.emit(council, "Approved").withArgs(1n, ben.address);
    await expect(as(council, ben).withdrawApproval(1n))
      .to.emit(council, "ApprovalWithdrawn")
      .withArgs(1n, ben.address);
    await expect(as(council, ann).enact(1n))
      .to.be.revertedWithCustomError(council, "CouncilTooFewApprovals")
      .withArgs(1n, 1n, 2n);
    await as(council, ben).approve(1n);
    await as(council, ann).enact(1n);
  });

  it("are the members' alone", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, stranger, ann } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    const call = as(council, stranger);
    const attempts = [
      () => call.propose(stoa, delegateTo(stranger.address)),
      () => call.approve(id),
      () => call.withdrawApproval(id),
      () => call.enact(id),
    ];
    for (const attempt of attempts)
      await expect(attempt())
        .to.be.revertedWithCustomError(council, "CouncilNotMember")
        .withArgs(stranger.address);
  });

  it("that nobody made are refused by name", async () => {
    const { council, ann } = await loadFixture(councils);
    const call = as(council, ann);
    const attempts: ((id: bigint) => Promise<unknown>)[] = [
      (id) => call.approve(id),
      (id) => call.withdrawApproval(id),
      (id) => call.enact(id),
      (id) => council.proposalOf(id),
      (id) => council.approvalsOf(id),
    ];
    for (const attempt of attempts)
      for (const id of [0n, 1n])
        await expect(attempt(id))
          .to.be.revertedWithCustomError(council, "CouncilUnknownProposal")
          .withArgs(id, 0n);
  });

  it("die after 14 days", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, ben, cleo } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    const { expiry } = await council.proposalOf(id);
    await time.increaseTo(expiry);
    const attempts = [
      () => as(council, cleo).approve(id),
      () => as(council, ben).withdrawApproval(id),
      () => as(council, ann).enact(id),
    ];
    for (const [i, attempt] of attempts.entries()) {
      const at = expiry + BigInt(i) + 1n;
      await time.setNextBlockTimestamp(at);
      await expect(attempt())
        .to.be.revertedWithCustomError(council, "CouncilProposalExpired")
        .withArgs(id, expiry, at);
    }
  });
});
