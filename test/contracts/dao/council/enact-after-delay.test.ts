import { expect } from "chai";
import { encodeFunctionData } from "viem";
import { authorityAbi } from "../../../../contracts/generated.ts";
import { addressOf, as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { GUARDIAN, GRANTS, REVOKE, agreed, delayed } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Council.enact after a delay", () => {
  it("schedules first, and calls once the delay is over", async () => {
    const { council, authority, vesting, ann, cleo, id } = await loadFixture(delayed);
    const [caller, target] = [await addressOf(council), await addressOf(vesting)];
    const operation = await authority.hashOperation(caller, target, REVOKE);
    const tx = as(council, cleo).enact(id);
    await tx;
    const eta = (await now()) + DAY;
    await expect(tx).to.emit(council, "Scheduled").withArgs(id, operation, eta);
    await expect(tx).not.to.emit(council, "Enacted");
    expect((await council.proposalOf(id)).scheduledAs).to.equal(1n);

    await time.setNextBlockTimestamp(eta - 1n);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(authority, "AccessManagerNotReady")
      .withArgs(operation);
    await time.setNextBlockTimestamp(eta);
    await expect(as(council, ann).enact(id)).to.emit(council, "Enacted").withArgs(id);
    expect(await vesting.revoked()).to.equal(true);
  });

  it("stops when members think again while it waits", async () => {
    const { council, ann, ben, id } = await loadFixture(delayed);
    await as(council, ann).enact(id);
    await as(council, ben).withdrawApproval(id);
    await time.increase(DAY);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilTooFewApprovals")
      .withArgs(id, 1n, 2n);
  });

  it("ends when another council, the role's guardian, vetoes it", async () => {
    const parts = await loadFixture(delayed);
    const { council, authority, vesting, elect, ann, stranger, id } = parts;
    const guardian = await elect([stranger.address], 1n);
    await authority.setRoleGuardian(GRANTS, GUARDIAN);
    await authority.grantRole(GUARDIAN, guardian, 0n);
    const [caller, target] = [await addressOf(council), await addressOf(vesting)];
    const operation = await authority.hashOperation(caller, target, REVOKE);
    await as(council, ann).enact(id);

    const veto = encodeFunctionData({
      abi: authorityAbi,
      functionName: "cancel",
      args: [caller, target, REVOKE],
    });
    await as(guardian, stranger).propose(authority, veto);
    await expect(as(guardian, stranger).enact(1n))
      .to.emit(authority, "OperationCanceled")
      .withArgs(operation, 1n);

    await time.increase(DAY);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilNotScheduled")
      .withArgs(id, operation);
    expect(await vesting.revoked()).to.equal(false);
  });

  it("is not brought back after a veto when the role's delay is taken away", async () => {
    const { governance, council, authority, vesting, ann, id } = await loadFixture(delayed);
    await as(council, ann).enact(id);
    const operation = await authority.hashOperation(council, vesting, REVOKE);
    await as(authority, governance).cancel(council, vesting, REVOKE);
    await authority.grantRole(GRANTS, council, 0n);
    // A shorter delay comes into force after the Authority's own, of five days.
    await time.increase(5n * DAY);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilNotScheduled")
      .withArgs(id, operation);
    expect(await vesting.revoked()).to.equal(false);
  });

  it("is not brought back after a veto by another proposal of the same call", async () => {
    const parts = await loadFixture(delayed);
    const { governance, council, authority, vesting, ann, id } = parts;
    await as(council, ann).enact(id);
    const operation = await authority.hashOperation(council, vesting, REVOKE);
    await as(authority, governance).cancel(council, vesting, REVOKE);
    const second = await agreed(parts, await addressOf(vesting), REVOKE);
    await as(council, ann).enact(second);
    await time.increase(DAY);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilNotScheduled")
      .withArgs(id, operation);
    await as(council, ann).enact(second);
    expect(await vesting.revoked()).to.equal(true);
  });

  it("is too late a week after its time", async () => {
    const { council, authority, vesting, ann, id } = await loadFixture(delayed);
    await as(council, ann).enact(id);
    const operation = await authority.hashOperation(council, vesting, REVOKE);
    await time.increase(8n * DAY);
    await expect(as(council, ann).enact(id))
      .to.be.revertedWithCustomError(council, "CouncilNotScheduled")
      .withArgs(id, operation);
  });

  it("is vetoed by nobody without the guardian's role", async () => {
    const { council, authority, vesting, ann, stranger, id } = await loadFixture(delayed);
    await as(council, ann).enact(id);
    await expect(as(authority, stranger).cancel(council, vesting, REVOKE)).to.be.revertedWithCustomError(
      authority,
      "AccessManagerUnauthorizedCancel",
    );
  });
});
