/** What happened to others, tried on this DAO: votes that are borrowed, bought, or belong to nobody. */
import { expect } from "chai";
import {
  as,
  DAY,
  deploy,
  ethers,
  inOneBlock,
  networkHelpers,
  now,
  type Callable,
} from "../../helpers/chain.ts";
import {
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

describe("Beanstalk, 2022: votes from a flash loan", () => {
  it("are no power at a snapshot that is over: nothing is proposed with them", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, reserve, stranger } = parts;
    const call = await callTo(governed, "operate", [1n]);
    // Loan, delegation, proposal and repayment in one block.
    let hash = "";
    await inOneBlock(async () => {
      await as(stoa, reserve).transfer(stranger.address, 800_000_000n * STOA, { gasLimit: 300_000 });
      await as(stoa, stranger).delegate(stranger.address, { gasLimit: 300_000 });
      ({ hash } = await as(governor, stranger).propose([call.target], [0n], [call.data], "Loan", {
        gasLimit: 1_000_000,
      }));
      await as(stoa, stranger).transfer(reserve.address, 800_000_000n * STOA, { gasLimit: 300_000 });
    });
    const receipt = await ethers.provider.getTransactionReceipt(hash);
    expect(receipt?.status).to.equal(0);
    expect(await governor.latestProposalId()).to.equal(0n);
    await expect(propose(parts, stranger, [call]))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(stranger.address, 0n, 100_000n * STOA);
  });

  it("cannot vote on what is running: the snapshot was before them", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, alice, reserve, stranger } = parts;
    const proposal = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    await toVote(parts, proposal);
    await as(stoa, reserve).transfer(stranger.address, 800_000_000n * STOA);
    await as(stoa, stranger).delegate(stranger.address);
    await time.increase(1n);
    await expect(as(governor, stranger).castVote(proposal.id, FOR))
      .to.be.revertedWithCustomError(governor, "StoaGovernorNoPower")
      .withArgs(stranger.address, await governor.proposalSnapshot(proposal.id));
  });

  it("give a member no voice: it counts what he held a week before too", async () => {
    const { governor, stoa, members, reserve, stranger } = await loadFixture(dao);
    await giveVoice({ members }, [stranger]);
    await as(stoa, reserve).transfer(stranger.address, 100_000n * STOA);
    const borrowed = await now();
    await time.increase(7n * DAY);
    expect(await governor.voiceOf(stranger.address, borrowed + 7n * DAY - 1n)).to.equal(0n);
  });
});

describe("LobbyFi, 2025: delegations that are bought", () => {
  it("carry no voice, and below two thirds the members' voice decides", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, alice, bob, carol, dave, stranger } = parts;
    await giveVoice(parts, [alice, bob, carol, dave]);
    // Alice and carol sell their votes, 60 %, and not their minds: they have none to sell.
    for (const seller of [alice, carol]) await as(stoa, seller).delegate(stranger.address);
    const proposal = await propose(parts, bob, [await callTo(governed, "spend", [1n])]);
    await toVote(parts, proposal);
    await as(governor, stranger).castVote(proposal.id, FOR);
    await as(governor, bob).castVote(proposal.id, AGAINST);
    await as(governor, dave).castVote(proposal.id, AGAINST);
    expect([...(await governor.proposalVotes(proposal.id))]).to.deep.equal([
      HOLDINGS.bob + HOLDINGS.dave,
      HOLDINGS.alice + HOLDINGS.carol,
      0n,
    ]);
    expect((await governor.proposalVoices(proposal.id))[1]).to.equal(0n);
    await toEnd(parts, proposal);
    expect(await governor.state(proposal.id)).to.equal(STATE.Defeated);
  });
});

describe("Arbitrum, 2023: unvested tokens in the quorum", () => {
  it("are out of it: they are delegated to EXCLUDED, whose votes are taken off the supply", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, authority, stoa, reserve, alice, bob } = parts;
    const available = 100_000_000n * STOA;
    const vesting = await deploy<Callable<"release" | "releasable">>("Vesting", [
      stoa,
      reserve.address,
      authority,
      bob.address,
      await now(),
      0n,
      400n * DAY,
      false,
    ]);
    await as(stoa, reserve).transfer(vesting, 400_000_000n * STOA);
    const unvested = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    await toVote(parts, unvested);
    expect(await governor.proposalQuorum(unvested.id)).to.equal((available * 300n) / 10_000n);

    await vesting.release();
    const released = (await stoa.balanceOf(bob.address)) - HOLDINGS.bob;
    const vested = await propose(parts, alice, [await callTo(governed, "operate", [2n])]);
    await toVote(parts, vested);
    expect(released).to.be.greaterThan(0n);
    expect(await governor.proposalQuorum(vested.id)).to.equal(((available + released) * 300n) / 10_000n);
  });
});
