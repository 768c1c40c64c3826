import { expect } from "chai";
import { encodeFunctionData, pad, zeroHash } from "viem";
import { authorityAbi } from "../../../../contracts/generated.ts";
import { TIER_ROLES, type TierName } from "../../../../contracts/roles.ts";
import { EXECUTION_DELAYS } from "../../../../scripts/deploy/tiers.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../../helpers/chain.ts";
import {
  argsOf,
  callTo,
  dao,
  enacted,
  passed,
  propose,
  queued,
  STATE,
  toEnd,
  toEta,
  toVote,
  type Call,
  type Dao,
} from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;
const FUNCTIONS = {
  OPERATIONS: "operate",
  TREASURY: "spend",
  UPGRADE: "upgrade",
  CONSTITUTION: "amend",
} as const;

function bitOf(state: bigint): string {
  return `0x${(1n << state).toString(16).padStart(64, "0")}`;
}

async function passedOperation() {
  const parts = await dao();
  const proposal = await passed(parts, [await callTo(parts.governed, "operate", [7n])]);
  return { ...parts, proposal };
}

async function queuedOperation() {
  const parts = await passedOperation();
  await parts.governor.queue(...argsOf(parts.proposal));
  return parts;
}

describe("StoaGovernor.queue", () => {
  for (const name of Object.keys(TIER_ROLES) as TierName[]) {
    it(`makes a proposal of ${name} wait its ${EXECUTION_DELAYS[name] / 86_400} days`, async () => {
      const parts = await loadFixture(dao);
      const { governor, governed } = parts;
      const { id } = await queued(parts, [await callTo(governed, FUNCTIONS[name], [1n])]);
      expect(await governor.proposalEta(id)).to.equal((await now()) + BigInt(EXECUTION_DELAYS[name]));
      expect(await governor.state(id)).to.equal(STATE.Queued);
    });
  }

  it("makes mixed calls wait as long as the strictest", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    const calls = [await callTo(governed, "operate", [1n]), await callTo(governed, "upgrade", [2n])];
    const proposal = await queued(parts, calls);
    expect(await governor.proposalEta(proposal.id)).to.equal((await now()) + 7n * DAY);
    await toEta(parts, proposal);
    await governor.execute(...argsOf(proposal));
    expect(await governed.number()).to.equal(2n);
  });

  it("makes calls that nothing restricts wait as long as their tier", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    for (const call of [
      await callTo(governed, "touch", [1n]),
      { target: await addressOf(governed), data: "0x" } as const,
    ]) {
      const { id } = await passed(parts, [call]);
      expect(await governor.proposalNeedsQueuing(id)).to.equal(true);
      expect((await governor.proposalExecutionPlan(id))[0]).to.equal(14n * DAY);
    }
  });

  it("makes everything wait a day, though the Authority asked for nothing", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, governed } = parts;
    await enacted(parts, [await callTo(authority, "grantRole", [TIER_ROLES.OPERATIONS, governor, 0])]);
    // The Authority's own protection: a shorter delay takes effect after the old one.
    await time.increase(2n * DAY);
    const proposal = await queued(parts, [await callTo(governed, "operate", [1n])]);
    expect(await governor.proposalEta(proposal.id)).to.equal((await now()) + DAY);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnmetDelay")
      .withArgs(proposal.id, await governor.proposalEta(proposal.id));
    await toEta(parts, proposal);
    await governor.execute(...argsOf(proposal));
  });

  it("refuses what has not passed", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, alice } = parts;
    const proposal = await propose(parts, alice, [await callTo(governed, "operate", [1n])]);
    const refused = (state: bigint) =>
      expect(governor.queue(...argsOf(proposal)))
        .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
        .withArgs(proposal.id, state, bitOf(STATE.Succeeded));
    await refused(STATE.Pending);
    await toVote(parts, proposal);
    await refused(STATE.Active);
    await toEnd(parts, proposal);
    await refused(STATE.Defeated);
  });

  it("refuses calls that were not proposed", async () => {
    const { governor, governed, proposal } = await loadFixture(passedOperation);
    const other = await callTo(governed, "operate", [8n]);
    await expect(governor.queue(...argsOf({ ...proposal, calldatas: [other.data] })))
      .to.be.revertedWithCustomError(governor, "GovernorNonexistentProposal")
      .withArgs(0n);
  });
});

describe("StoaGovernor.execute", () => {
  it("does what was voted, once its time has come, whoever sends it", async () => {
    const { governor, governed, proposal, stranger } = await loadFixture(queuedOperation);
    await time.setNextBlockTimestamp(await governor.proposalEta(proposal.id));
    await expect(as(governor, stranger).execute(...argsOf(proposal)))
      .to.emit(governor, "ProposalExecuted")
      .withArgs(proposal.id);
    expect(await governed.number()).to.equal(7n);
    expect(await governor.state(proposal.id)).to.equal(STATE.Executed);
  });

  it("refuses what is not queued", async () => {
    const { governor, proposal } = await loadFixture(passedOperation);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
      .withArgs(proposal.id, STATE.Succeeded, bitOf(STATE.Queued));
  });

  it("refuses before the eta", async () => {
    const { governor, proposal } = await loadFixture(queuedOperation);
    const eta = await governor.proposalEta(proposal.id);
    await time.setNextBlockTimestamp(eta - 1n);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnmetDelay")
      .withArgs(proposal.id, eta);
  });

  it("works in the last second of its seven days, and no longer", async () => {
    const { governor, proposal } = await loadFixture(queuedOperation);
    const end = (await governor.proposalEta(proposal.id)) + 7n * DAY;
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(end - 1n);
    await governor.execute(...argsOf(proposal));
    await snapshot.restore();
    await time.setNextBlockTimestamp(end);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
      .withArgs(proposal.id, STATE.Expired, bitOf(STATE.Queued));
  });

  it("refuses to do it again", async () => {
    const { governor, proposal } = await loadFixture(queuedOperation);
    await toEta({ governor }, proposal);
    await governor.execute(...argsOf(proposal));
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnexpectedProposalState")
      .withArgs(proposal.id, STATE.Executed, bitOf(STATE.Queued));
  });

  it("takes no ether, and neither does the Governor in any other way", async () => {
    const { governor, stranger, proposal } = await loadFixture(queuedOperation);
    await toEta({ governor }, proposal);
    await expect(governor.execute(...argsOf(proposal), { value: 1n })).to.be.revertedWithCustomError(
      governor,
      "GovernorDisabledDeposit",
    );
    await expect(
      stranger.signer.sendTransaction({ to: await addressOf(governor), value: 1n }),
    ).to.be.revertedWithCustomError(governor, "GovernorDisabledDeposit");
  });

  it("undoes all calls of a proposal when one fails", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, alice } = parts;
    const calls = [
      await callTo(governed, "operate", [9n]),
      await callTo(stoa, "transferFrom", [alice.address, alice.address, 1n]),
    ];
    const proposal = await queued(parts, calls);
    await toEta(parts, proposal);
    await expect(governor.execute(...argsOf(proposal))).to.be.revertedWithCustomError(
      stoa,
      "ERC20InsufficientAllowance",
    );
    expect(await governed.number()).to.equal(0n);
  });
});

describe("The Authority", () => {
  it("has one admin, the Governor", async () => {
    const { authority, governor, deployer, ...parts } = await loadFixture(dao);
    expect([...(await authority.hasRole(0n, governor))]).to.deep.equal([true, 14n * DAY]);
    for (const { address } of [deployer, parts.alice, parts.guardian, parts.reserve, parts.stranger]) {
      expect((await authority.hasRole(0n, address))[0]).to.equal(false);
    }
    const granted = await authority.queryFilter("RoleGranted");
    const admins = granted.filter(({ topics }) => topics[1] === zeroHash).map(({ topics }) => topics[2]);
    expect(admins).to.deep.equal(
      [pad(deployer.address), pad(await addressOf(governor))].map((topic) => topic.toLowerCase()),
    );
  });
});

describe("The Governor's own functions", () => {
  const selectorCases = ["relay", "setBaseDelaySeconds", "setAccessManagerIgnored"] as const;

  async function callOf({ governor, governed }: Dao, name: (typeof selectorCases)[number]): Promise<Call> {
    const target = await addressOf(governed);
    const args = {
      relay: [target, 0n, (await callTo(governed, "amend", [1n])).data],
      setBaseDelaySeconds: [0],
      setAccessManagerIgnored: [target, ["0xdeadbeef"], true],
    }[name];
    return callTo(governor, name, args);
  }

  for (const name of selectorCases) {
    it(`have no ${name}, not even by a constitutional vote`, async () => {
      const parts = await loadFixture(dao);
      const { governor } = parts;
      const call = await callOf(parts, name);
      const proposal = await queued(parts, [call]);
      expect(await governor.tierOf(proposal.id)).to.equal(TIER_ROLES.CONSTITUTION);
      await toEta(parts, proposal);
      const selector = call.data.slice(0, 10);
      await expect(governor.execute(...argsOf(proposal)))
        .to.be.revertedWithCustomError(governor, "StoaGovernorDisabled")
        .withArgs(selector);
      await expect(parts.alice.signer.sendTransaction({ to: call.target, data: call.data }))
        .to.be.revertedWithCustomError(governor, "StoaGovernorDisabled")
        .withArgs(selector);
    });
  }

  it("take no call of the Authority that no proposal made", async () => {
    const { governor, authority, stranger } = await loadFixture(dao);
    const { target, data } = await callTo(governor, "setCourt", [stranger.address]);
    const execute = encodeFunctionData({ abi: authorityAbi, functionName: "execute", args: [target, data] });
    await expect(stranger.signer.sendTransaction({ to: await addressOf(authority), data: execute }))
      .to.be.revertedWithCustomError(authority, "AccessManagerUnauthorizedCall")
      .withArgs(stranger.address, target, data.slice(0, 10));
    const address = await addressOf(authority);
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    const asAuthority = governor.connect(await ethers.getSigner(address)).getFunction("setCourt");
    await expect(asAuthority(stranger.address)).to.be.revertedWithPanic(0x31);
  });
});
