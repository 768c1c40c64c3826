import { expect } from "chai";
import { slice, zeroAddress } from "viem";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  type Callable,
} from "../../helpers/chain.ts";
import {
  argsOf,
  callTo,
  dao,
  enacted,
  GUARDIAN_ROLE,
  propose,
  queued,
  STATE,
  toEnd,
  toEta,
  toVote,
  type Dao,
  type Proposal,
} from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;

async function proposed() {
  const parts = await dao();
  const proposal = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
  return { ...parts, proposal };
}

function refused({ governor }: Dao, proposal: Proposal, who: Dao["alice"]) {
  return expect(as(governor, who).cancel(...argsOf(proposal)))
    .to.be.revertedWithCustomError(governor, "GovernorUnableToCancel")
    .withArgs(proposal.id, who.address);
}

describe("The guardian", () => {
  it("cancels a proposal that waits for its vote, that is voted on, and that is queued", async () => {
    const parts = await loadFixture(proposed);
    const { governor, governed, authority, guardian, alice } = parts;
    await as(governor, guardian).cancel(...argsOf(parts.proposal));
    expect(await governor.state(parts.proposal.id)).to.equal(STATE.Canceled);

    const second = await propose(parts, alice, [await callTo(governed, "operate", [2n])]);
    await toVote(parts, second);
    await as(governor, guardian).cancel(...argsOf(second));
    expect(await governor.state(second.id)).to.equal(STATE.Canceled);

    const call = await callTo(governed, "operate", [3n]);
    const third = await queued(parts, [call]);
    const operation = await authority.hashOperation(governor, call.target, call.data);
    expect(await authority.getSchedule(operation)).to.not.equal(0n);
    await as(governor, guardian).cancel(...argsOf(third));
    expect(await authority.getSchedule(operation)).to.equal(0n);
    await toEta(parts, third);
    await expect(governor.execute(...argsOf(third))).to.be.revertedWithCustomError(
      governor,
      "GovernorUnexpectedProposalState",
    );
  });

  it("cannot cancel what was executed, or has lapsed", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, guardian } = parts;
    const done = await enacted(parts, [await callTo(governed, "operate", [1n])]);
    const lapsed = await queued(parts, [await callTo(governed, "operate", [2n])]);
    await time.increaseTo((await governor.proposalEta(lapsed.id)) + 7n * DAY);
    for (const [proposal, state] of [
      [done, STATE.Executed],
      [lapsed, STATE.Expired],
    ] as const) {
      await expect(as(governor, guardian).cancel(...argsOf(proposal)))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposal.id, state, (mask: string) => BigInt(mask) === 0b0011_1011n);
    }
  });

  it("can do nothing when its term is over", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, guardian, guardianTermEnd, alice } = parts;
    await time.increaseTo(guardianTermEnd - 10n);
    const proposal = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    expect(await governor.proposalGuardian()).to.equal(guardian.address);
    await time.increaseTo(guardianTermEnd);
    expect(await governor.proposalGuardian()).to.equal(zeroAddress);
    await refused(parts, proposal, guardian);
  });

  it("cannot save itself: a proposal that only changes the guardian is not its to cancel", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, alice, guardian, stranger } = parts;
    const term = (await now()) + 365n * DAY;
    const replace = await callTo(governor, "setProposalGuardian", [stranger.address, term]);
    const revoke = await callTo(authority, "revokeRole", [GUARDIAN_ROLE, guardian.address]);
    const grant = await callTo(authority, "grantRole", [GUARDIAN_ROLE, stranger.address, 0]);
    for (const calls of [[replace], [revoke, grant], [replace, revoke]]) {
      const proposal = await propose(parts, alice, calls);
      await refused(parts, proposal, guardian);
      await toVote(parts, proposal);
      await refused(parts, proposal, guardian);
    }
    await enacted(parts, [replace]);
    expect(await governor.proposalGuardian()).to.equal(stranger.address);
  });

  it("cannot cancel the election of its own members", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, governed, alice } = parts;
    const council = await deploy<Callable<"members">>("Council", [
      authority,
      [alice.address],
      1n,
      (await now()) + 300n * DAY,
    ]);
    const address = await addressOf(council);
    await enacted(parts, [
      await callTo(governor, "setProposalGuardian", [address, (await now()) + 300n * DAY]),
    ]);
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    const guardian = { ...alice, address, signer: await ethers.getSigner(address) };
    const elect = await callTo(council, "setMembers", [[alice.address], 1n, (await now()) + 365n * DAY]);
    const election = await propose(parts, alice, [elect]);
    await refused(parts, election, guardian);

    const mixed = await propose(parts, alice, [elect, await callTo(governed, "operate", [1n])]);
    await as(governor, guardian).cancel(...argsOf(mixed));
    expect(await governor.state(mixed.id)).to.equal(STATE.Canceled);
  });

  it("can cancel what changes something else beside the guardian", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, governed, alice, guardian, stranger } = parts;
    const replace = await callTo(governor, "setProposalGuardian", [
      stranger.address,
      (await now()) + DAY * 99n,
    ]);
    const grant = await callTo(authority, "grantRole", [0n, stranger.address, 0]);
    for (const other of [
      await callTo(governed, "operate", [1n]),
      await callTo(governor, "setCourt", [stranger.address]),
      grant,
      { ...grant, data: slice(grant.data, 0, 4) },
    ]) {
      const proposal = await propose(parts, alice, [replace, other]);
      await as(governor, guardian).cancel(...argsOf(proposal));
      expect(await governor.state(proposal.id)).to.equal(STATE.Canceled);
    }
  });

  it("is set by a constitutional vote alone, for two years at most", async () => {
    const parts = await loadFixture(dao);
    const { governor, guardian, stranger } = parts;
    await expect(as(governor, guardian).setProposalGuardian(guardian.address, 0n))
      .to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor")
      .withArgs(guardian.address);

    const early = await queued(parts, [
      await callTo(governor, "setProposalGuardian", [stranger.address, (await now()) + 10n * DAY]),
    ]);
    expect(await governor.tierOf(early.id)).to.equal(0n);
    await toEta(parts, early);
    await expect(governor.execute(...argsOf(early))).to.be.revertedWithCustomError(
      governor,
      "StoaGovernorTermOutOfBounds",
    );

    const termEnd = (await now()) + 800n * DAY;
    const late = await queued(parts, [
      await callTo(governor, "setProposalGuardian", [stranger.address, termEnd]),
    ]);
    const at = await governor.proposalEta(late.id);
    await time.setNextBlockTimestamp(at);
    await expect(governor.execute(...argsOf(late)))
      .to.be.revertedWithCustomError(governor, "StoaGovernorTermOutOfBounds")
      .withArgs(termEnd, at + 1n, at + 730n * DAY);
  });

  it("can be nobody, without a term", async () => {
    const parts = await loadFixture(dao);
    const { governor, guardian, guardianTermEnd } = parts;
    const proposal = await queued(parts, [await callTo(governor, "setProposalGuardian", [zeroAddress, 0n])]);
    await toEta(parts, proposal);
    await expect(governor.execute(...argsOf(proposal)))
      .to.emit(governor, "ProposalGuardianSet")
      .withArgs(guardian.address, zeroAddress, 0n);
    expect(await governor.proposalGuardian()).to.equal(zeroAddress);
    expect(guardianTermEnd).to.not.equal(await governor.guardianTermEnd());
    const wrong = await queued(parts, [await callTo(governor, "setProposalGuardian", [zeroAddress, 5n])]);
    await toEta(parts, wrong);
    await expect(governor.execute(...argsOf(wrong)))
      .to.be.revertedWithCustomError(governor, "StoaGovernorTermOutOfBounds")
      .withArgs(5n, 0n, 0n);
  });
});

describe("The proposer", () => {
  it("cancels while the proposal waits for its vote, and not afterwards", async () => {
    const parts = await loadFixture(proposed);
    const { governor, governed, alice, bob, proposal } = parts;
    await refused(parts, proposal, bob);
    const other = await propose(parts, alice, [await callTo(governed, "operate", [2n])]);
    await as(governor, alice).cancel(...argsOf(other));
    expect(await governor.state(other.id)).to.equal(STATE.Canceled);

    await toVote(parts, proposal);
    await refused(parts, proposal, alice);
    await toEnd(parts, proposal);
    await refused(parts, proposal, alice);
  });

  it("cannot cancel later though there is no guardian", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, alice, guardianTermEnd } = parts;
    await time.increaseTo(guardianTermEnd);
    const proposal = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    await toVote(parts, proposal);
    await refused(parts, proposal, alice);
    expect(await governor.state(proposal.id)).to.equal(STATE.Active);
  });
});
