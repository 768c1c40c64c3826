import { expect } from "chai";
import {
  encodeFunctionData,
  getAbiItem,
  toFunctionSelector,
  zeroAddress,
  type Address,
  type Hex,
} from "viem";
import { authorityAbi, councilAbi, stoaTokenAbi, vestingAbi } from "../../../contracts/generated.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  networkHelpers,
  now,
  person,
  type ContractOf,
  type Person,
} from "../helpers/chain.ts";

const { loadFixture, time } = networkHelpers;
const TERM = 730n * DAY;
const LIFE = 14n * DAY;
const GUARDIAN = 10n;
const GRANTS = 20n;
const REVOKE = encodeFunctionData({ abi: vestingAbi, functionName: "revoke" });

type Council = ContractOf<typeof councilAbi>;

/** Two of three members, and a vesting that they may revoke once the Authority lets them. */
async function councils() {
  const people = await Promise.all([0, 1, 2, 3, 4].map(person));
  const [governance, ann, ben, cleo, stranger] = people as [Person, Person, Person, Person, Person];
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [governance.address]);
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [governance.address]);
  const termEnd = (await now()) + TERM;
  const elect = async (members: readonly Address[], threshold: bigint, until = termEnd) =>
    deploy<Council>("Council", [await addressOf(authority), members, threshold, until]);
  const council = await elect([ann.address, ben.address, cleo.address], 2n);
  const vesting = await deploy<ContractOf<typeof vestingAbi>>("Vesting", [
    await addressOf(stoa),
    governance.address,
    await addressOf(authority),
    stranger.address,
    await now(),
    365n * DAY,
    730n * DAY,
    true,
  ]);
  const selector = toFunctionSelector(getAbiItem({ abi: vestingAbi, name: "revoke" }));
  await authority.setTargetFunctionRole(vesting, [selector], GRANTS);
  return { governance, ann, ben, cleo, stranger, stoa, authority, termEnd, elect, council, vesting };
}

type Parts = Awaited<ReturnType<typeof councils>>;

/** Ann proposes the call and Ben approves it. */
async function agreed({ council, ann, ben }: Parts, target: Address, data: Hex): Promise<bigint> {
  await as(council, ann).propose(target, data);
  const id: bigint = await council.proposalCount();
  await as(council, ben).approve(id);
  return id;
}

/** The council has the role of grants, after a delay of a day. */
async function delayed() {
  const parts = await councils();
  await parts.authority.grantRole(GRANTS, parts.council, DAY);
  const id = await agreed(parts, await addressOf(parts.vesting), REVOKE);
  return { ...parts, id };
}

const delegateTo = (delegatee: Address) =>
  encodeFunctionData({ abi: stoaTokenAbi, functionName: "delegate", args: [delegatee] });

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

describe("Council's term", () => {
  it("ends all its acts, until governance elects it anew", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, ben, cleo } = parts;
    const termEnd = (await now()) + 10n * DAY;
    const members = [ann.address, ben.address, cleo.address];
    await council.setMembers(members, 2n, termEnd);
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));

    const call = as(council, ann);
    const attempts = [
      () => call.propose(stoa, delegateTo(ann.address)),
      () => as(council, cleo).approve(id),
      () => call.withdrawApproval(id),
      () => call.enact(id),
    ];
    for (const [i, attempt] of attempts.entries()) {
      await time.setNextBlockTimestamp(termEnd + BigInt(i));
      await expect(attempt())
        .to.be.revertedWithCustomError(council, "CouncilTermOver")
        .withArgs(termEnd, termEnd + BigInt(i));
    }
    await time.increaseTo(termEnd + 10n);
    expect(await council.isMember(ann.address)).to.equal(false);

    await council.setMembers(members, 2n, (await now()) + TERM);
    expect(await council.isMember(ann.address)).to.equal(true);
    await call.enact(id);
    expect(await stoa.delegates(council)).to.equal(ann.address);
  });
});
