import { expect } from "chai";
import type { Hex } from "viem";
import { ballotTypes } from "../../../../contracts/typed-data.ts";
import { addressOf, as, ethers, networkHelpers, type Person } from "../../helpers/chain.ts";
import { AGAINST, callTo, dao, FOR, HOLDINGS, propose, toVote } from "../../helpers/dao.ts";

const { loadFixture } = networkHelpers;

async function twoVotes() {
  const parts = await dao();
  const first = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
  const second = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [2n])]);
  await toVote(parts, second);
  const domain = {
    name: "Stoa Governor",
    version: "1",
    chainId: Number((await ethers.provider.getNetwork()).chainId),
    verifyingContract: await addressOf(parts.governor),
  } as const;
  const sign = (voter: Person, proposalId: bigint, support: number, nonce: bigint): Promise<Hex> =>
    voter.account.signTypedData({
      domain,
      types: ballotTypes,
      primaryType: "Ballot",
      message: { proposalId, support, voter: voter.address, nonce },
    });
  return { ...parts, first, second, sign, domain };
}

/** OpenZeppelin's, of a ballot that says why. */
const extendedBallotTypes = {
  ExtendedBallot: [
    { name: "proposalId", type: "uint256" },
    { name: "support", type: "uint8" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "reason", type: "string" },
    { name: "params", type: "bytes" },
  ],
} as const;

/** The first nonce of the key that belongs to a proposal. */
function nonceOf(proposalId: bigint): bigint {
  return proposalId << 64n;
}

describe("StoaGovernor.castVoteBySig", () => {
  it("counts a signed ballot that anybody sends", async () => {
    const { governor, first, sign, alice, stranger } = await loadFixture(twoVotes);
    const nonce = governor.getFunction("nonces(address,uint192)");
    expect(await nonce(alice.address, first.id)).to.equal(nonceOf(first.id));
    const signature = await sign(alice, first.id, FOR, nonceOf(first.id));
    await expect(as(governor, stranger).castVoteBySig(first.id, FOR, alice.address, signature))
      .to.emit(governor, "VoteCast")
      .withArgs(alice.address, first.id, FOR, HOLDINGS.alice, "");
  });

  it("counts one that says why, in the words that were signed", async () => {
    const { governor, first, domain, alice, stranger } = await loadFixture(twoVotes);
    const reason = "The fee is too high.";
    const signature = await alice.account.signTypedData({
      domain,
      types: extendedBallotTypes,
      primaryType: "ExtendedBallot",
      message: {
        proposalId: first.id,
        support: FOR,
        voter: alice.address,
        nonce: nonceOf(first.id),
        reason,
        params: "0x",
      },
    });
    const cast = (said: string) =>
      as(governor, stranger).castVoteWithReasonAndParamsBySig(
        first.id,
        FOR,
        alice.address,
        said,
        "0x",
        signature,
      );
    await expect(cast("The fee is too low."))
      .to.be.revertedWithCustomError(governor, "GovernorInvalidSignature")
      .withArgs(alice.address);
    await expect(cast(reason))
      .to.emit(governor, "VoteCast")
      .withArgs(alice.address, first.id, FOR, HOLDINGS.alice, reason);
  });

  it("takes the ballots of two proposals in any order", async () => {
    const { governor, first, second, sign, alice } = await loadFixture(twoVotes);
    const ballots = [first, second].map(({ id }) => sign(alice, id, FOR, nonceOf(id)));
    await governor.castVoteBySig(second.id, FOR, alice.address, await ballots[1]);
    await governor.castVoteBySig(first.id, FOR, alice.address, await ballots[0]);
    expect(await governor.hasVoted(first.id, alice.address)).to.equal(true);
    expect(await governor.hasVoted(second.id, alice.address)).to.equal(true);
  });

  it("refuses another proposal's nonce, a nonce to come, another choice and another's signature", async () => {
    const { governor, first, second, sign, alice, bob } = await loadFixture(twoVotes);
    const bad = [
      await sign(alice, first.id, FOR, nonceOf(second.id)),
      await sign(alice, first.id, FOR, nonceOf(first.id) + 1n),
      await sign(alice, first.id, AGAINST, nonceOf(first.id)),
      await sign(bob, first.id, FOR, nonceOf(first.id)),
    ];
    for (const signature of bad) {
      await expect(governor.castVoteBySig(first.id, FOR, alice.address, signature))
        .to.be.revertedWithCustomError(governor, "GovernorInvalidSignature")
        .withArgs(alice.address);
    }
  });

  it("refuses a ballot that was used", async () => {
    const { governor, first, sign, alice } = await loadFixture(twoVotes);
    const signature = await sign(alice, first.id, FOR, nonceOf(first.id));
    const cast = () => governor.castVoteBySig(first.id, FOR, alice.address, signature);
    await cast();
    await expect(cast())
      .to.be.revertedWithCustomError(governor, "GovernorInvalidSignature")
      .withArgs(alice.address);
  });
});
