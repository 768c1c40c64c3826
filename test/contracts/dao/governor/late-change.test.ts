import { expect } from "chai";
import { as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import {
  ABSTAIN,
  AGAINST,
  callTo,
  dao,
  FOR,
  giveVoice,
  propose,
  STATE,
  toEnd,
  toVote,
  type Dao,
  type Proposal,
} from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;

/** Power: alice and bob 40 each, carol 20, of 100. Voice: one each, dave's too. */
async function voting() {
  const parts = await dao();
  await giveVoice(parts, [parts.alice, parts.bob, parts.carol, parts.dave]);
  await as(parts.stoa, parts.dave).delegate(parts.bob.address);
  const proposal = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
  await toVote(parts, proposal);
  return { ...parts, proposal };
}

/** The next transaction comes `seconds` before the deadline. */
async function before({ governor }: Pick<Dao, "governor">, { id }: Proposal, seconds: bigint): Promise<void> {
  await time.setNextBlockTimestamp((await governor.proposalDeadline(id)) - seconds);
}

describe("The last two days of a vote", () => {
  it("become two more when a ballot reaches the quorum and passes the proposal", async () => {
    const { governor, alice, proposal } = await loadFixture(voting);
    await before({ governor }, proposal, 10n);
    const tx = await as(governor, alice).castVote(proposal.id, FOR);
    const extended = (await now()) + 2n * DAY;
    await expect(tx).to.emit(governor, "ProposalExtended").withArgs(proposal.id, extended);
    expect(await governor.proposalDeadline(proposal.id)).to.equal(extended);
  });

  it("become two more when the power turns, in the last second too", async () => {
    const { governor, alice, bob, carol, proposal } = await loadFixture(voting);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    await as(governor, alice).castVote(proposal.id, FOR);
    expect(await governor.wouldPass(proposal.id)).to.equal(false);
    await before({ governor }, proposal, 0n);
    await as(governor, carol).castVote(proposal.id, FOR);
    expect(await governor.wouldPass(proposal.id)).to.equal(true);
    expect(await governor.proposalDeadline(proposal.id)).to.equal((await now()) + 2n * DAY);
    expect(await governor.state(proposal.id)).to.equal(STATE.Active);
  });

  it("become two more when the voice alone turns", async () => {
    const { governor, alice, bob, carol, dave, proposal } = await loadFixture(voting);
    await as(governor, alice).castVote(proposal.id, FOR);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    await as(governor, carol).castVote(proposal.id, FOR);
    expect(await governor.wouldPass(proposal.id)).to.equal(true);
    await before({ governor }, proposal, DAY);
    // Power stays 60 to 40, voice becomes two to two.
    await as(governor, dave).castVote(proposal.id, AGAINST);
    expect(await governor.wouldPass(proposal.id)).to.equal(false);
    expect(await governor.proposalDeadline(proposal.id)).to.equal((await now()) + 2n * DAY);
  });

  it("stay what they are for a ballot that changes nothing, and for a quorum that passes nothing", async () => {
    const { governor, alice, bob, proposal } = await loadFixture(voting);
    const deadline = await governor.proposalDeadline(proposal.id);
    await before({ governor }, proposal, DAY);
    await as(governor, alice).castVote(proposal.id, ABSTAIN);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    expect(await governor.proposalDeadline(proposal.id)).to.equal(deadline);
  });

  it("are not touched by what turned before them", async () => {
    const { governor, alice, proposal } = await loadFixture(voting);
    const deadline = await governor.proposalDeadline(proposal.id);
    await before({ governor }, proposal, 2n * DAY);
    await as(governor, alice).castVote(proposal.id, FOR);
    expect(await governor.proposalDeadline(proposal.id)).to.equal(deadline);
  });

  it("are added once: a second turn ends with the vote", async () => {
    const { governor, alice, bob, carol, dave, proposal } = await loadFixture(voting);
    await as(governor, alice).castVote(proposal.id, FOR);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    await before({ governor }, proposal, 1n);
    await as(governor, carol).castVote(proposal.id, FOR);
    const extended = await governor.proposalDeadline(proposal.id);
    await before({ governor }, proposal, 1n);
    await as(governor, dave).castVote(proposal.id, AGAINST);
    expect(await governor.proposalDeadline(proposal.id)).to.equal(extended);
    await toEnd({ governor }, proposal);
    expect(await governor.state(proposal.id)).to.equal(STATE.Defeated);
  });
});
