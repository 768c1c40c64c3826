import { expect } from "chai";
import { encodeFunctionData } from "viem";
import { stoaTokenAbi } from "../../../../contracts/generated.ts";
import { addressOf, as, networkHelpers } from "../../helpers/chain.ts";
import { GRANTS, REVOKE, councils, agreed, delegateTo } from "./fixture.ts";

const { loadFixture } = networkHelpers;

describe("Council.enact", () => {
  it("calls what the Authority does not guard straight, as the council", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, cleo } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    await expect(as(council, cleo).enact(id)).to.emit(council, "Enacted").withArgs(id);
    expect(await stoa.delegates(council)).to.equal(ann.address);
    expect((await council.proposalOf(id)).enacted).to.equal(true);
  });

  it("happens once", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, ben, cleo } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    await as(council, cleo).enact(id);
    const attempts = [
      () => as(council, cleo).enact(id),
      () => as(council, cleo).approve(id),
      () => as(council, ben).withdrawApproval(id),
    ];
    for (const attempt of attempts)
      await expect(attempt()).to.be.revertedWithCustomError(council, "CouncilEnactedAlready").withArgs(id);
  });

  it("gives the reason of a call that fails, and can be tried again", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, governance, ann } = parts;
    const data = encodeFunctionData({
      abi: stoaTokenAbi,
      functionName: "transfer",
      args: [ann.address, 5n],
    });
    const id = await agreed(parts, await addressOf(stoa), data);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(stoa, "ERC20InsufficientBalance")
      .withArgs(await addressOf(council), 0n, 5n);
    await as(stoa, governance).transfer(council, 5n);
    await as(council, ann).enact(id);
    expect(await stoa.balanceOf(ann.address)).to.equal(5n);
  });

  it("has no more power than its role: without one the guarded call fails", async () => {
    const parts = await loadFixture(councils);
    const { council, vesting, ann } = parts;
    const id = await agreed(parts, await addressOf(vesting), REVOKE);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(vesting, "AccessManagedUnauthorized")
      .withArgs(await addressOf(council));
  });

  it("calls at once where its role has no delay", async () => {
    const parts = await loadFixture(councils);
    const { council, authority, vesting, ann } = parts;
    await authority.grantRole(GRANTS, council, 0n);
    const id = await agreed(parts, await addressOf(vesting), REVOKE);
    await as(council, ann).enact(id);
    expect(await vesting.revoked()).to.equal(true);
  });

  it("counts current members alone: who left approves no more, who came decides", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, cleo, stranger, termEnd } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    await council.setMembers([ann.address, cleo.address, stranger.address], 2n, termEnd);
    expect(await council.approvalsOf(id)).to.equal(1n);
    await expect(as(council, cleo).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilTooFewApprovals")
      .withArgs(id, 1n, 2n);
    await as(council, stranger).approve(id);
    await as(council, cleo).enact(id);
  });

  it("holds an older proposal to a threshold that was raised since", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, ben, cleo, termEnd } = parts;
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));
    await council.setMembers([ann.address, ben.address, cleo.address], 3n, termEnd);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilTooFewApprovals")
      .withArgs(id, 2n, 3n);
  });
});
