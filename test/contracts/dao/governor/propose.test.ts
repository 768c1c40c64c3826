import { expect } from "chai";
import { zeroAddress, zeroHash, type Hex } from "viem";
import { TIER_ROLES, type TierName } from "../../../../contracts/roles.ts";
import { TIERS } from "../../../../scripts/deploy/tiers.ts";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now } from "../../helpers/chain.ts";
import {
  argsOf,
  callTo,
  dao,
  enacted,
  queued,
  HOLDINGS,
  propose,
  STATE,
  STOA,
  toEnd,
  toEta,
  toVote,
  type Call,
  type Dao,
  type Governed,
} from "../../helpers/dao.ts";

const { loadFixture } = networkHelpers;

async function callsOf({ governed }: Dao): Promise<Record<TierName, Call>> {
  return {
    OPERATIONS: await callTo(governed, "operate", [1n]),
    TREASURY: await callTo(governed, "spend", [1n]),
    UPGRADE: await callTo(governed, "upgrade", [1n]),
    CONSTITUTION: await callTo(governed, "amend", [1n]),
  };
}

function selectorOf(contract: Dao["authority"], name: string): string | undefined {
  return contract.interface.getFunction(name)?.selector;
}

/** What must not change of a proposal that runs. */
async function frozen({ governor }: Dao, id: bigint) {
  return [
    await governor.proposalSnapshot(id),
    await governor.proposalDeadline(id),
    ...(await governor.rulesOf(id)),
    (await governor.proposalExecutionPlan(id))[0],
  ];
}

describe("StoaGovernor.propose", () => {
  it("numbers proposals from 1 and says their tier in the same transaction", async () => {
    const parts = await loadFixture(dao);
    const call = await callTo(parts.governed, "spend", [1n]);
    const tx = as(parts.governor, parts.alice).propose([call.target], [0n], [call.data], "Pay");
    await expect(tx).to.emit(parts.governor, "ProposalCreated");
    await expect(tx).to.emit(parts.governor, "ProposalTier").withArgs(1n, TIER_ROLES.TREASURY);
    expect(await parts.governor.tierOf(1n)).to.equal(TIER_ROLES.TREASURY);
    expect((await propose(parts, parts.bob, [call])).id).to.equal(2n);
  });

  it("gives each tier its own delay, period and rules", async () => {
    const parts = await loadFixture(dao);
    const calls = await callsOf(parts);
    for (const name of Object.keys(TIER_ROLES) as TierName[]) {
      const { id } = await propose(parts, parts.alice, [calls[name]]);
      const tier = TIERS[name];
      const snapshot = await parts.governor.proposalSnapshot(id);
      expect(snapshot).to.equal((await now()) + BigInt(tier.votingDelay));
      expect(await parts.governor.proposalDeadline(id)).to.equal(snapshot + BigInt(tier.votingPeriod));
      expect([...(await parts.governor.rulesOf(id))]).to.deep.equal([
        TIER_ROLES[name],
        BigInt(tier.quorumBps),
        BigInt(tier.approvalBps),
        BigInt(tier.minVoices),
        tier.overridable,
        0n,
        0n,
      ]);
    }
  });

  it("takes the strictest tier of several calls, in any order", async () => {
    const { governor, ...parts } = await loadFixture(dao);
    const calls = await callsOf({ governor, ...parts });
    const order = ["OPERATIONS", "TREASURY", "UPGRADE", "CONSTITUTION"] as const;
    for (const [i, strict] of order.entries()) {
      for (const loose of order.slice(0, i + 1)) {
        for (const pair of [
          [calls[strict], calls[loose]],
          [calls[loose], calls[strict]],
        ]) {
          const tier = governor.requiredTier(
            pair.map(({ target }) => target),
            pair.map(({ data }) => data),
          );
          expect(await tier).to.equal(TIER_ROLES[strict]);
        }
      }
    }
  });

  it("calls constitutional what belongs to no tier", async () => {
    const { governor, authority, governed, stoa, alice } = await loadFixture(dao);
    const { data } = await callTo(governed, "operate", [1n]);
    const transfer = await callTo(stoa, "transfer", [alice.address, 1n]);
    const grant = await callTo(authority, "grantRole", [TIER_ROLES.OPERATIONS, alice.address, 0]);
    const cases: [string, string][] = [
      // A function that nobody has mapped, of a contract that is governed or of another.
      [transfer.target, transfer.data],
      [await addressOf(governed), "0xdeadbeef"],
      // No selector at all.
      [await addressOf(governed), "0x"],
      [await addressOf(governed), data.slice(0, 8)],
      // The Authority's own functions, whatever they are mapped to.
      [grant.target, grant.data],
      // The relay, which could make any call as the Governor.
      [await addressOf(governor), (await callTo(governor, "relay", [alice.address, 0n, "0x"])).data],
    ];
    for (const [target, calldata] of cases) {
      expect(await governor.requiredTier([target], [calldata])).to.equal(TIER_ROLES.CONSTITUTION);
    }
  });

  it("calls constitutional what is mapped to a role that is no tier", async () => {
    const parts = await loadFixture(dao);
    const { governor, authority, governed } = parts;
    const call = await callTo(governed, "operate", [1n]);
    const selector = call.data.slice(0, 10);
    await enacted(parts, [
      await callTo(authority, "setTargetFunctionRole", [governed, [selector], 10n]),
      await callTo(authority, "setTargetFunctionRole", [authority, [selectorOf(authority, "grantRole")], 1n]),
    ]);
    expect(await governor.requiredTier([call.target], [call.data])).to.equal(TIER_ROLES.CONSTITUTION);
    // Mapped to OPERATIONS, which the Authority ignores for this function: the tier must not follow the map.
    const grant = await callTo(authority, "grantRole", [1n, governed, 0]);
    expect(await governor.requiredTier([grant.target], [grant.data])).to.equal(TIER_ROLES.CONSTITUTION);
  });

  it("refuses who has fewer votes than the tier asks of those that can vote", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, alice, stranger } = parts;
    // 0.1 % of 100,000,000 STOA: the reserve is not counted.
    const threshold = 100_000n * STOA;
    const call = await callTo(governed, "operate", [1n]);
    await as(stoa, alice).transfer(stranger.address, threshold - 1n);
    await as(stoa, stranger).delegate(stranger.address);
    await networkHelpers.time.increase(1n);
    await expect(propose(parts, stranger, [call]))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(stranger.address, threshold - 1n, threshold);

    await as(stoa, alice).transfer(stranger.address, 1n);
    await networkHelpers.time.increase(1n);
    await propose(parts, stranger, [call]);
    const spending = await callTo(governed, "spend", [1n]);
    await expect(propose(parts, stranger, [spending]))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(stranger.address, threshold, 250_000n * STOA);
  });

  it("refuses no calls, and lists of unequal length", async () => {
    const { governor, governed, alice } = await loadFixture(dao);
    const { target, data } = await callTo(governed, "operate", [1n]);
    const cases: [string[], bigint[], Hex[]][] = [
      [[], [], []],
      [[target], [0n], []],
      [[target], [], [data]],
      [[target], [0n, 0n], [data]],
      [[target, target], [0n], [data]],
    ];
    for (const [targets, values, calldatas] of cases) {
      await expect(as(governor, alice).propose(targets, values, calldatas, ""))
        .to.be.revertedWithCustomError(governor, "GovernorInvalidProposalLength")
        .withArgs(targets.length, calldatas.length, values.length);
    }
    await expect(governor.requiredTier([target], [])).to.be.revertedWithCustomError(
      governor,
      "GovernorInvalidProposalLength",
    );
  });

  it("refuses a call to an address without code", async () => {
    const parts = await loadFixture(dao);
    const call = await callTo(parts.governed, "operate", [1n]);
    for (const target of [parts.stranger.address, zeroAddress]) {
      await expect(propose(parts, parts.alice, [call, { ...call, target }]))
        .to.be.revertedWithCustomError(parts.governor, "StoaGovernorNoCode")
        .withArgs(target);
    }
  });

  it("refuses to send ether, with a call or without", async () => {
    const { governor, governed, alice } = await loadFixture(dao);
    const { target, data } = await callTo(governed, "operate", [1n]);
    for (const calldata of [data, "0x"]) {
      await expect(as(governor, alice).propose([target, target], [0n, 5n], [data, calldata], ""))
        .to.be.revertedWithCustomError(governor, "StoaGovernorValue")
        .withArgs(1n, 5n);
    }
  });

  it("refuses the same proposal twice", async () => {
    const parts = await loadFixture(dao);
    const call = await callTo(parts.governed, "operate", [1n]);
    const { id } = await propose(parts, parts.alice, [call], "Once");
    await expect(propose(parts, parts.bob, [call], "Once"))
      .to.be.revertedWithCustomError(parts.governor, "GovernorUnexpectedProposalState")
      .withArgs(id, STATE.Pending, zeroHash);
  });

  it("lets a text name the only account that may propose it", async () => {
    const parts = await loadFixture(dao);
    const call = await callTo(parts.governed, "operate", [1n]);
    const text = `Lower the fee #proposer=${parts.alice.address}`;
    await expect(propose(parts, parts.bob, [call], text))
      .to.be.revertedWithCustomError(parts.governor, "GovernorRestrictedProposer")
      .withArgs(parts.bob.address);
    await propose(parts, parts.alice, [call], text);
  });

  it("keeps the rules of the day it was made, whatever the tiers become", async () => {
    const parts = await loadFixture(dao);
    const { governor, constitution } = parts;
    const harder = { ...TIERS.OPERATIONS, quorumBps: 1_200, votingPeriod: 14 * 86_400, approvalBps: 6_600 };
    const change = await queued(parts, [
      await callTo(constitution, "setTier", [TIER_ROLES.OPERATIONS, harder]),
    ]);
    await toEta(parts, change);
    const running = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
    const before = await frozen(parts, running.id);
    await governor.execute(...argsOf(change));
    expect((await constitution.tierOf(TIER_ROLES.OPERATIONS)).quorumBps).to.equal(1_200n);
    expect(await frozen(parts, running.id)).to.deep.equal(before);
    const next = await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [2n])]);
    expect((await governor.rulesOf(next.id)).quorumBps).to.equal(1_200n);
  });

  it("shows clients that know no tiers the strictest one", async () => {
    const { governor } = await loadFixture(dao);
    const tier = TIERS.CONSTITUTION;
    const available = Object.values(HOLDINGS).reduce((sum, held) => sum + held);
    expect(await governor.votingDelay()).to.equal(BigInt(tier.votingDelay));
    expect(await governor.votingPeriod()).to.equal(BigInt(tier.votingPeriod));
    expect(await governor.proposalThreshold()).to.equal((available * 50n) / 10_000n);
    expect(await governor.quorum((await now()) - 1n)).to.equal((available * 1_200n) / 10_000n);
    expect(await governor.baseDelaySeconds()).to.equal(14n * DAY);
    expect(await governor.name()).to.equal("Stoa Governor");
    expect(await governor.version()).to.equal("1");
  });

  it("knows nothing of a proposal that is not there", async () => {
    const { governor } = await loadFixture(dao);
    for (const view of ["tierOf", "rulesOf", "proposalQuorum", "state"] as const) {
      await expect(governor[view](7n))
        .to.be.revertedWithCustomError(governor, "GovernorNonexistentProposal")
        .withArgs(7n);
    }
  });
});

describe("StoaGovernor's Court", () => {
  /** The contract at work as the Court: its `resolveAppeal` is governed, and it has no tokens. */
  async function withCourt() {
    const parts = await dao();
    await enacted(parts, [await callTo(parts.governor, "setCourt", [parts.governed])]);
    const address = await addressOf(parts.governed);
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    return { ...parts, address, court: await ethers.getSigner(address) };
  }

  it("is nobody at first, and named by an upgrade", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    expect(await governor.court()).to.equal(zeroAddress);
    const { id } = await enacted(parts, [await callTo(governor, "setCourt", [governed])]);
    expect(await governor.tierOf(id)).to.equal(TIER_ROLES.UPGRADE);
    expect(await governor.court()).to.equal(await addressOf(governed));
  });

  it("brings an appeal to the vote without tokens, and the vote decides it", async () => {
    const parts = await loadFixture(withCourt);
    const { governor, governed, court, alice } = parts;
    const { target, data } = await callTo(governed, "resolveAppeal", [4n, 2n]);
    const list = [[target], [0n], [data], "Appeal 4"] as const;
    await governor.connect(court).getFunction("propose")(...list);
    const proposal = {
      id: await governor.latestProposalId(),
      targets: [target],
      values: [0n],
      calldatas: [data],
      description: "Appeal 4",
    };
    expect(await governor.tierOf(proposal.id)).to.equal(TIER_ROLES.OPERATIONS);
    await toVote(parts, proposal);
    await as(governor, alice).castVote(proposal.id, 1);
    await toEnd(parts, proposal);
    await governor.queue(...argsOf(proposal));
    await networkHelpers.time.increaseTo(await governor.proposalEta(proposal.id));
    await governor.execute(...argsOf(proposal));
    expect(await governed.number()).to.equal(42n);
  });

  it("proposes nothing else without tokens", async () => {
    const parts = await loadFixture(withCourt);
    const { governor, governed, address, court, authority } = parts;
    const resolve = await callTo(governed, "resolveAppeal", [4n, 2n]);
    const other = await deploy<Governed>("GovernedNumber", [authority]);
    const cases: Call[][] = [
      [await callTo(governed, "operate", [1n])],
      [resolve, resolve],
      [resolve, await callTo(governed, "operate", [1n])],
      [{ ...resolve, target: await addressOf(other) }],
    ];
    for (const calls of cases) {
      const propose = governor.connect(court).getFunction("propose");
      await expect(
        propose(
          calls.map(({ target }) => target),
          calls.map(() => 0n),
          calls.map(({ data }) => data),
          "",
        ),
      )
        .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
        .withArgs(address, 0n, (value: bigint) => value > 0n);
    }
  });

  it("has no double: another contract with the same function needs tokens", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    const address = await addressOf(governed);
    await networkHelpers.impersonateAccount(address);
    await networkHelpers.setBalance(address, 10n ** 18n);
    const { target, data } = await callTo(governed, "resolveAppeal", [4n, 2n]);
    const propose = governor.connect(await ethers.getSigner(address)).getFunction("propose");
    await expect(propose([target], [0n], [data], ""))
      .to.be.revertedWithCustomError(governor, "GovernorInsufficientProposerVotes")
      .withArgs(address, 0n, 100_000n * STOA);
  });

  it("is set by a vote alone", async () => {
    const { governor, alice } = await loadFixture(dao);
    await expect(as(governor, alice).setCourt(alice.address))
      .to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor")
      .withArgs(alice.address);
  });
});
