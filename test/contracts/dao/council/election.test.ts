import { expect } from "chai";
import { encodeFunctionData, zeroAddress } from "viem";
import { councilAbi } from "../../../../contracts/generated.ts";
import { addressOf, as, DAY, networkHelpers, now, person } from "../../helpers/chain.ts";
import { TERM, councils, agreed } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Council's election", () => {
  it("is told with members, threshold and the end of the term", async () => {
    const { council, ann, ben, cleo, stranger, termEnd } = await loadFixture(councils);
    const members = [ann.address, ben.address, cleo.address];
    await expect(council.deploymentTransaction())
      .to.emit(council, "CouncilSet")
      .withArgs(members, 2n, termEnd);
    expect(await council.members()).to.deep.equal(members);
    expect([await council.threshold(), await council.termEnd()]).to.deep.equal([2n, termEnd]);
    expect(await council.isMember(ann.address)).to.equal(true);
    expect(await council.isMember(stranger.address)).to.equal(false);
  });

  it("is governance's: not even all members elect themselves", async () => {
    const parts = await loadFixture(councils);
    const { council, ann, termEnd } = parts;
    const change = [[ann.address], 1n, termEnd] as const;
    await expect(as(council, ann).setMembers(...change))
      .to.be.revertedWithCustomError(council, "AccessManagedUnauthorized")
      .withArgs(ann.address);
    const data = encodeFunctionData({ abi: councilAbi, functionName: "setMembers", args: change });
    const id = await agreed(parts, await addressOf(council), data);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "AccessManagedUnauthorized")
      .withArgs(await addressOf(council));
  });

  it("replaces all members, threshold and term", async () => {
    const { council, ann, ben, stranger } = await loadFixture(councils);
    const until = (await now()) + 30n * DAY;
    await expect(council.setMembers([ben.address, stranger.address], 2n, until))
      .to.emit(council, "CouncilSet")
      .withArgs([ben.address, stranger.address], 2n, until);
    expect(await council.members()).to.deep.equal([ben.address, stranger.address]);
    expect(await council.isMember(ann.address)).to.equal(false);
    expect(await council.isMember(stranger.address)).to.equal(true);
    expect([await council.threshold(), await council.termEnd()]).to.deep.equal([2n, until]);
  });

  it("takes 1 to 15 members", async () => {
    const { council, elect } = await loadFixture(councils);
    const many = await Promise.all(Array.from({ length: 16 }, async (_, i) => (await person(i)).address));
    await expect(elect([], 1n))
      .to.be.revertedWithCustomError(council, "CouncilMemberCount")
      .withArgs(0n, 1n, 15n);
    await expect(elect(many, 9n))
      .to.be.revertedWithCustomError(council, "CouncilMemberCount")
      .withArgs(16n, 1n, 15n);
    expect((await (await elect(many.slice(1), 8n)).members()).length).to.equal(15);
  });

  it("takes each member once, and nobody never", async () => {
    const { council, elect, ann, ben } = await loadFixture(councils);
    await expect(elect([ann.address, ben.address, ann.address], 2n))
      .to.be.revertedWithCustomError(council, "CouncilRepeatedMember")
      .withArgs(ann.address);
    await expect(elect([ann.address, zeroAddress], 2n)).to.be.revertedWithCustomError(
      council,
      "CouncilZeroAddress",
    );
  });

  it("needs more than half: two parts of a council can never both act", async () => {
    const { council, elect, ann, ben, cleo, stranger } = await loadFixture(councils);
    const four = [ann.address, ben.address, cleo.address, stranger.address];
    for (const threshold of [0n, 2n, 5n])
      await expect(elect(four, threshold))
        .to.be.revertedWithCustomError(council, "CouncilThresholdOutOfBounds")
        .withArgs(threshold, 3n, 4n);
    await expect(elect([ann.address, ben.address], 1n))
      .to.be.revertedWithCustomError(council, "CouncilThresholdOutOfBounds")
      .withArgs(1n, 2n, 2n);
    expect(await (await elect([ann.address], 1n)).threshold()).to.equal(1n);
  });

  it("is for two years at most, and not for the past", async () => {
    const { council, elect, ann } = await loadFixture(councils);
    const at = (await now()) + 60n;
    for (const termEnd of [at, at + TERM + 1n]) {
      await time.setNextBlockTimestamp(at);
      await expect(elect([ann.address], 1n, termEnd))
        .to.be.revertedWithCustomError(council, "CouncilTermOutOfBounds")
        .withArgs(termEnd, at + 1n, at + TERM);
    }
  });
});
