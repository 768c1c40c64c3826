/** What happened to others, tried on this DAO: votes that were won, but not by those who care. */
import { expect } from "chai";
import { TIER_ROLES } from "../../../../contracts/roles.ts";
import { as, DAY, networkHelpers } from "../../helpers/chain.ts";
import {
  AGAINST,
  argsOf,
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
  type Dao,
} from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;

describe("Beanstalk, 2022: emergency execution", () => {
  it("does not exist: with all votes For, a proposal still waits for its deadline and for its eta", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, alice, bob, carol, dave } = parts;
    await giveVoice(parts, [alice, bob, carol, dave]);
    const proposal = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    await toVote(parts, proposal);
    for (const voter of [alice, bob, carol, dave]) await as(governor, voter).castVote(proposal.id, FOR);
    for (const step of ["queue", "execute"] as const) {
      await expect(governor[step](...argsOf(proposal))).to.be.revertedWithCustomError(
        governor,
        "GovernorUnexpectedProposalState",
      );
    }
    await toEnd(parts, proposal);
    await governor.queue(...argsOf(proposal));
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnmetDelay")
      .withArgs(proposal.id, await governor.proposalEta(proposal.id));
  });
});

describe("Build Finance, 2022: a capture that few noticed", () => {
  it("fails: a power that nobody has mapped is constitutional, and its quorum is four times the daily one", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, stranger, dave } = parts;
    // Ten percent of all votes, and nobody else looks.
    const capture = await callTo(authority, "grantRole", [TIER_ROLES.CONSTITUTION, stranger.address, 0]);
    const proposal = await propose(parts, dave, [capture]);
    expect(await governor.tierOf(proposal.id)).to.equal(TIER_ROLES.CONSTITUTION);
    await giveVoice(parts, [dave]);
    await toVote(parts, proposal);
    await as(governor, dave).castVote(proposal.id, FOR);
    await toEnd(parts, proposal);
    expect(await governor.proposalQuorum(proposal.id)).to.equal(12_000_000n * STOA);
    expect(await governor.state(proposal.id)).to.equal(STATE.Defeated);
  });

  it("finds no key to take: the token has no function that mints", async () => {
    const { stoa } = await loadFixture(dao);
    expect(
      stoa.interface.fragments.some((fragment) => "name" in fragment && /mint/i.test(String(fragment.name))),
    ).to.equal(false);
  });
});

describe("Compound 289, 2024: a raid with 51.84 % of the votes cast", () => {
  /** Alice has bought 25.92 % of all votes and bob holds 24.08 %; the others sleep, it is a weekend. */
  async function raid() {
    const parts = await dao();
    const { stoa, alice, bob } = parts;
    await as(stoa, alice).transfer(parts.stranger.address, HOLDINGS.alice - 25_920_000n * STOA);
    await as(stoa, bob).transfer(parts.stranger.address, HOLDINGS.bob - 24_080_000n * STOA);
    await giveVoice(parts, [alice, bob, parts.carol]);
    await time.increase(8n * DAY);
    return parts;
  }

  async function voted(parts: Dao, members: readonly Dao["alice"][]) {
    const { governor, governed, stoa, alice, bob } = parts;
    for (const member of members) await as(stoa, member).delegate(await stoa.EXCLUDED());
    const proposal = await propose(parts, alice, [await callTo(governed, "spend", [1n])]);
    await toVote(parts, proposal);
    await as(governor, alice).castVote(proposal.id, FOR);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    for (const member of members) await as(governor, member).castVote(proposal.id, AGAINST);
    await toEnd(parts, proposal);
    const [against, inFavour] = await governor.proposalVotes(proposal.id);
    expect((inFavour * 10_000n) / (inFavour + against)).to.equal(5_184n);
    return proposal;
  }

  it("is stopped by the members: below two thirds, voice binds", async () => {
    const parts = await loadFixture(raid);
    await giveVoice(parts, [parts.dave]);
    const proposal = await voted(parts, [parts.carol, parts.dave]);
    const [against, inFavour] = await parts.governor.proposalVoices(proposal.id);
    expect(against).to.be.greaterThan(inFavour);
    expect(await parts.governor.state(proposal.id)).to.equal(STATE.Defeated);
  });

  it("is stopped where there are no members yet: power alone needs two thirds then", async () => {
    const parts = await loadFixture(raid);
    for (const { address } of [parts.alice, parts.bob]) await parts.members.setMultiplier(address, 0);
    const proposal = await voted(parts, []);
    expect((await parts.governor.proposalVoices(proposal.id))[3]).to.equal(0n);
    expect(await parts.governor.state(proposal.id)).to.equal(STATE.Defeated);
  });

  it("is cancelled by the guardian in its delay, where the raiders were the only members to vote", async () => {
    const parts = await loadFixture(raid);
    const { governor, guardian, bob } = parts;
    await parts.members.setMultiplier(bob.address, 0);
    const proposal = await voted(parts, []);
    await governor.queue(...argsOf(proposal));
    await as(governor, guardian).cancel(...argsOf(proposal));
    expect(await governor.state(proposal.id)).to.equal(STATE.Canceled);
  });
});

describe("A swing in the last minute", () => {
  it("leaves two days to answer, since a turned outcome moves the deadline", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, alice, bob, carol, dave } = parts;
    await giveVoice(parts, [alice, bob, carol, dave]);
    const proposal = await propose(parts, alice, [await callTo(governed, "spend", [1n])]);
    await toVote(parts, proposal);
    // The quorum is long reached: what looks at the quorum alone sees nothing.
    await as(governor, bob).castVote(proposal.id, AGAINST);
    await as(governor, dave).castVote(proposal.id, FOR);
    await time.setNextBlockTimestamp((await governor.proposalDeadline(proposal.id)) - 60n);
    await as(governor, alice).castVote(proposal.id, FOR);
    expect(await governor.wouldPass(proposal.id)).to.equal(true);

    await time.increase(DAY);
    await as(governor, carol).castVote(proposal.id, AGAINST);
    await toEnd(parts, proposal);
    expect(await governor.state(proposal.id)).to.equal(STATE.Defeated);
  });
});

describe("Agora: a quorum that votes against helped to reach", () => {
  it("counts For and Abstain alone, so that opponents need not stay at home", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, alice, bob, carol } = parts;
    await giveVoice(parts, [carol]);
    // Carol keeps 4 %, where the tier asks 5 %.
    await as(stoa, carol).transfer(alice.address, HOLDINGS.carol - 4_000_000n * STOA);
    await time.increase(1n);
    const proposal = await propose(parts, alice, [await callTo(governed, "spend", [1n])]);
    await toVote(parts, proposal);
    await as(governor, carol).castVote(proposal.id, FOR);
    const quorum = await governor.proposalQuorum(proposal.id);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    const [against, inFavour] = await governor.proposalVotes(proposal.id);
    expect(against + inFavour).to.be.greaterThan(quorum);
    expect(inFavour).to.be.lessThan(quorum);
    await toEnd(parts, proposal);
    expect(await governor.state(proposal.id)).to.equal(STATE.Defeated);
  });
});
