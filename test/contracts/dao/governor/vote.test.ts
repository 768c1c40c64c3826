import { expect } from "chai";
import { DAY, as, networkHelpers } from "../../helpers/chain.ts";
import {
  ABSTAIN,
  AGAINST,
  callTo,
  dao,
  FOR,
  giveVoice,
  HOLDINGS,
  propose,
  STATE,
  STOA,
  toEnd,
  toVote,
} from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;

/** Voice of one person who holds the cap of 0.01 % of the supply or more: the root of 1e23 base units. */
const LOUDEST = 316_227_766_016n;

/** A proposal of the Operations tier whose snapshot is not over yet. */
async function proposed() {
  const parts = await dao();
  await giveVoice(parts, [parts.alice, parts.bob]);
  const proposal = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
  return { ...parts, proposal };
}

async function voting() {
  const parts = await proposed();
  await toVote(parts, parts.proposal);
  return parts;
}

const ACTIVE = `0x${"0".repeat(63)}2`;

describe("StoaGovernor.castVote", () => {
  it("counts one ballot as power and as voice", async () => {
    const { governor, proposal, alice } = await loadFixture(voting);
    const tx = as(governor, alice).castVoteWithReason(proposal.id, FOR, "Lower is better");
    await expect(tx)
      .to.emit(governor, "VoteCast")
      .withArgs(alice.address, proposal.id, FOR, HOLDINGS.alice, "Lower is better");
    await expect(tx).to.emit(governor, "VoiceCast").withArgs(alice.address, proposal.id, FOR, LOUDEST);
    expect([...(await governor.proposalVotes(proposal.id))]).to.deep.equal([0n, HOLDINGS.alice, 0n]);
    expect([...(await governor.proposalVoices(proposal.id))]).to.deep.equal([0n, LOUDEST, 0n, 1n]);
    expect(await governor.hasVoted(proposal.id, alice.address)).to.equal(true);
  });

  it("tells other tools how it counts, and that its clock is the token's", async () => {
    const { governor, stoa } = await loadFixture(voting);
    expect(await governor.COUNTING_MODE()).to.equal("support=bravo&quorum=for,abstain");
    expect(await governor.CLOCK_MODE()).to.equal(await stoa.CLOCK_MODE());
    expect(await governor.clock()).to.equal(await stoa.clock());
  });

  it("keeps For, Against and Abstain apart in both houses", async () => {
    const { governor, proposal, alice, bob, carol, ...parts } = await loadFixture(voting);
    await giveVoice(parts, [carol]);
    await as(governor, alice).castVote(proposal.id, AGAINST);
    await as(governor, bob).castVote(proposal.id, FOR);
    await as(governor, carol).castVote(proposal.id, ABSTAIN);
    expect([...(await governor.proposalVotes(proposal.id))]).to.deep.equal([
      HOLDINGS.alice,
      HOLDINGS.bob,
      HOLDINGS.carol,
    ]);
    expect([...(await governor.proposalVoices(proposal.id))]).to.deep.equal([LOUDEST, LOUDEST, LOUDEST, 3n]);
  });

  it("takes a ballot of one who is no member, by power alone", async () => {
    const { governor, proposal, carol } = await loadFixture(voting);
    await expect(as(governor, carol).castVote(proposal.id, FOR)).not.to.emit(governor, "VoiceCast");
    expect([...(await governor.proposalVoices(proposal.id))]).to.deep.equal([0n, 0n, 0n, 0n]);
  });

  it("gives a delegate the power and leaves the voice to the member", async () => {
    const { governor, stoa, governed, alice, bob, stranger } = await loadFixture(proposed);
    await as(stoa, alice).delegate(stranger.address);
    const call = await callTo(governed, "operate", [2n]);
    const proposal = await propose({ governor }, bob, [call]);
    await toVote({ governor }, proposal);

    await as(governor, stranger).castVote(proposal.id, FOR);
    expect([...(await governor.proposalVotes(proposal.id))]).to.deep.equal([0n, HOLDINGS.alice, 0n]);
    expect([...(await governor.proposalVoices(proposal.id))]).to.deep.equal([0n, 0n, 0n, 0n]);
    await as(governor, alice).castVote(proposal.id, AGAINST);
    expect([...(await governor.proposalVotes(proposal.id))]).to.deep.equal([0n, HOLDINGS.alice, 0n]);
    expect([...(await governor.proposalVoices(proposal.id))]).to.deep.equal([LOUDEST, 0n, 0n, 1n]);
  });

  it("makes a voice of what was held at the snapshot and a week before it, by the multiplier", async () => {
    const { governor, stoa, members, alice, stranger } = await loadFixture(dao);
    await members.setMultiplier(stranger.address, 5_000);
    await as(stoa, alice).transfer(stranger.address, 400n * STOA);
    const first = BigInt(await time.latest());
    await time.increase(8n * DAY);
    await as(stoa, stranger).transfer(alice.address, 300n * STOA);
    const second = BigInt(await time.latest());
    await time.increase(1n);

    const root = 20_000_000_000n;
    expect(await governor.voiceOf(stranger.address, first + 7n * DAY)).to.equal(root / 2n);
    expect(await governor.voiceOf(stranger.address, first + 7n * DAY - 1n)).to.equal(0n);
    expect(await governor.voiceOf(stranger.address, second)).to.equal(root / 4n);
    await members.setMultiplier(stranger.address, 20_000);
    expect(await governor.voiceOf(stranger.address, second)).to.equal(root);
  });

  it("gives nobody more than twice the voice of 0.01 % of the supply", async () => {
    const { governor, members, alice, dave } = await loadFixture(dao);
    for (const { address } of [alice, dave]) {
      await members.setMultiplier(address, 20_000);
      expect(await governor.voiceOf(address, BigInt(await time.latest()) - 1n)).to.equal(2n * LOUDEST);
    }
  });

  it("refuses a second ballot", async () => {
    const { governor, proposal, alice } = await loadFixture(voting);
    await as(governor, alice).castVote(proposal.id, FOR);
    await expect(as(governor, alice).castVote(proposal.id, AGAINST))
      .to.be.revertedWithCustomError(governor, "GovernorAlreadyCastVote")
      .withArgs(alice.address);
  });

  it("refuses one who had neither power nor voice at the snapshot, whatever he has now", async () => {
    const { governor, proposal, stoa, members, alice, stranger } = await loadFixture(voting);
    const snapshot = await governor.proposalSnapshot(proposal.id);
    await as(stoa, alice).transfer(stranger.address, 100n * STOA);
    await as(stoa, stranger).delegate(stranger.address);
    await members.setMultiplier(stranger.address, 10_000);
    await time.increase(1n);
    await expect(as(governor, stranger).castVote(proposal.id, FOR))
      .to.be.revertedWithCustomError(governor, "StoaGovernorNoPower")
      .withArgs(stranger.address, snapshot);
  });

  it("refuses a ballot before the snapshot is over and after the deadline", async () => {
    const { governor, proposal, alice } = await loadFixture(proposed);
    const refused = (state: bigint) =>
      expect(as(governor, alice).castVote(proposal.id, FOR))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposal.id, state, ACTIVE);
    await refused(STATE.Pending);
    await time.setNextBlockTimestamp(await governor.proposalSnapshot(proposal.id));
    await refused(STATE.Pending);
    await toEnd({ governor }, proposal);
    await refused(STATE.Defeated);
  });

  it("refuses a ballot that says anything else", async () => {
    const { governor, proposal, alice } = await loadFixture(voting);
    await expect(as(governor, alice).castVote(proposal.id, 3)).to.be.revertedWithCustomError(
      governor,
      "GovernorInvalidVoteType",
    );
  });

  it("knows the quorum from the votes that could be cast at the snapshot", async () => {
    const { governor, proposal, stoa, reserve, alice, bob } = await loadFixture(voting);
    const quorum = (100_000_000n * STOA * 300n) / 10_000n;
    expect(await governor.proposalQuorum(proposal.id)).to.equal(quorum);
    await as(governor, alice).castVote(proposal.id, FOR);
    // Tokens that come into circulation during the vote change nothing.
    await as(stoa, reserve).transfer(bob.address, 500_000_000n * STOA);
    await as(governor, bob).castVote(proposal.id, FOR);
    expect(await governor.proposalQuorum(proposal.id)).to.equal(quorum);
    expect((await governor.rulesOf(proposal.id)).quorum).to.equal(quorum);
  });
});
