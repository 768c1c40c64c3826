import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import { encodeFunctionData, keccak256, toBytes } from "viem";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { outcomeOf, proposalState } from "../../../indexer/proposal-state.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import { DAY, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { ABSTAIN, AGAINST, assembly, FOR, type Assembly, type Proposed } from "./assembly.ts";

/** In the order of OpenZeppelin's ProposalState. */
const STATES = [
  "pending",
  "active",
  "cancelled",
  "defeated",
  "succeeded",
  "queued",
  "expired",
  "executed",
] as const;

describe("the index of proposals", function () {
  this.timeout(600_000);
  let dao: Assembly;
  let change: Proposed;
  before(async () => {
    dao = await assembly();
    const { vault } = dao.market;
    change = await dao.propose(4, "# Ask less of the first deposit\n\nOne and a half dollars are enough.", [
      { target: vault.address, data: setMinDeposit(1_500_000n) },
      {
        target: vault.address,
        data: encodeFunctionData({ abi: escrowVaultAbi, functionName: "setThawPeriod", args: [100_000] }),
      },
    ]);
  });

  function setMinDeposit(amount: bigint) {
    return encodeFunctionData({ abi: escrowVaultAbi, functionName: "setMinDeposit", args: [amount] });
  }
  const row = ({ id }: Proposed) =>
    dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(schema.proposal).where(eq(schema.proposal.id, id)),
    );
  const chainState = ({ id }: Proposed) =>
    dao.market.admin.readContract({ ...dao.governor, functionName: "state", args: [id] });
  const snapshotOf = ({ id }: Proposed) =>
    dao.market.admin.readContract({ ...dao.governor, functionName: "proposalSnapshot", args: [id] });
  const deadlineOf = ({ id }: Proposed) =>
    dao.market.admin.readContract({ ...dao.governor, functionName: "proposalDeadline", args: [id] });
  const quorumOf = ({ id }: Proposed) =>
    dao.market.admin.readContract({ ...dao.governor, functionName: "proposalQuorum", args: [id] });

  /** The state that the row says, which must be the contract's. */
  async function stateOf(proposed: Proposed) {
    const { admin } = dao.market;
    const windows = {
      queueWindow: await admin.readContract({ ...dao.governor, functionName: "QUEUE_WINDOW" }),
      executionWindow: await admin.readContract({ ...dao.governor, functionName: "EXECUTION_WINDOW" }),
    };
    const state = proposalState(await row(proposed), await dao.now(), windows);
    expect(state).to.equal(STATES[await chainState(proposed)]);
    return state;
  }

  it("shows what is proposed in words, and under which rules", async () => {
    const { vault } = dao.market;
    const found = await row(change);
    expect(found).to.include({
      proposer: lower(dao.addressOf(4)),
      title: "Ask less of the first deposit",
      description: change.description,
      descriptionHash: keccak256(toBytes(change.description)),
      snapshot: await snapshotOf(change),
      deadline: await deadlineOf(change),
      role: 1n,
    });
    const { quorumBps, approvalBps, minVoices, overridable } = await dao.market.admin.readContract({
      ...dao.governor,
      functionName: "rulesOf",
      args: [change.id],
    });
    expect(found).to.include({ quorumBps, approvalBps, minVoices, overridable });
    expect(found.calls).to.deep.equal([
      {
        target: lower(vault.address),
        value: "0",
        data: change.calls[0]?.data,
        contract: "EscrowVault",
        signature: "setMinDeposit(uint96)",
        arguments: [{ name: "amount", type: "uint96", value: "1500000" }],
      },
      {
        target: lower(vault.address),
        value: "0",
        data: change.calls[1]?.data,
        contract: "EscrowVault",
        signature: "setThawPeriod(uint32)",
        arguments: [{ name: "period", type: "uint32", value: "100000" }],
      },
    ]);
    expect(await stateOf(change)).to.equal("pending");
  });

  it("has its quorum before anybody votes: as the votes stand now, and from the snapshot on for good", async () => {
    const { admin } = dao.market;
    const asItStands = async () => {
      const { supply, excluded } = await dao.index.onlyRow(() =>
        dao.index.indexer.db.select().from(schema.electorate),
      );
      return supply - excluded;
    };
    const share = (votes: bigint, bps: number) => (votes * BigInt(bps)) / 10_000n;
    const proposed = await dao.propose(4, "Ask for half a dollar at first", [
      { target: dao.market.vault.address, data: setMinDeposit(1_250_000n) },
    ]);
    const { quorumBps, ...first } = await row(proposed);
    expect(first.electorate).to.equal(await asItStands());
    expect(first.quorum).to.equal(share(first.electorate, quorumBps));

    // Who claims his share takes it into the vote: the quorum is one of more.
    await dao.claimShare(12);
    const raised = await row(proposed);
    expect(raised.electorate > first.electorate).to.equal(true);
    expect(raised.quorum).to.equal(share(await asItStands(), quorumBps));

    await dao.market.pass(Number((await snapshotOf(proposed)) - (await dao.now())) + 1);
    await dao.claimShare(11);
    const fixed = await row(proposed);
    expect(fixed).to.include({ ballots: 0, electorate: raised.electorate, quorum: raised.quorum });
    expect(fixed.quorum).to.equal(await quorumOf(proposed));
    expect((await asItStands()) > raised.electorate).to.equal(true);
    expect(
      await admin.readContract({ ...dao.governor, functionName: "wouldPass", args: [proposed.id] }),
    ).to.equal(outcomeOf(fixed).passes);
  });

  it("counts both houses' ballots and each ballot's reason", async () => {
    await dao.market.pass(DAY + 1);
    expect(await stateOf(change)).to.equal("active");
    await dao.vote(4, change, FOR, "Less is more");
    await dao.vote(5, change, AGAINST);
    await dao.vote(6, change, ABSTAIN);

    const { admin } = dao.market;
    const args = [change.id] as const;
    const [powerAgainst, powerFor, powerAbstain] = await admin.readContract({
      ...dao.governor,
      functionName: "proposalVotes",
      args,
    });
    const [voiceAgainst, voiceFor, voiceAbstain, voices] = await admin.readContract({
      ...dao.governor,
      functionName: "proposalVoices",
      args,
    });
    expect(powerFor > powerAgainst && voiceFor > 0n && voiceAbstain > voiceFor).to.equal(true);
    const found = await row(change);
    expect(found).to.include({ powerFor, powerAgainst, powerAbstain, voiceFor, voiceAgainst, voiceAbstain });
    expect(found).to.include({ ballots: 3, voices: Number(voices) });
    expect(found.quorum).to.equal(await quorumOf(change));
    expect(outcomeOf(found).passes).to.equal(
      await admin.readContract({ ...dao.governor, functionName: "wouldPass", args }),
    );

    const { ballot } = schema;
    const mine = await dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(ballot)
        .where(and(eq(ballot.proposalId, change.id), eq(ballot.voter, lower(dao.addressOf(4))))),
    );
    expect(mine).to.include({ support: "for", power: powerFor, voice: voiceFor, reason: "Less is more" });
    expect(mine.time).to.be.greaterThan(found.snapshot);
  });

  it("follows it from the vote over the queue to what it changes, with the time of each step", async () => {
    await dao.market.pass(5 * DAY);
    expect(await stateOf(change)).to.equal("succeeded");
    await dao.act(5, "queue", change);
    expect(await stateOf(change)).to.equal("queued");
    const queued = await row(change);
    expect(queued.eta).to.equal(queued.queuedAt! + BigInt(2 * DAY));

    const { operation } = schema;
    const waiting = () =>
      dao.index.indexer.db
        .select()
        .from(operation)
        .where(eq(operation.transactionHash, queued.queueTransactionHash!));
    const operations = await waiting();
    expect(operations.map(({ call, eta }) => [call.signature, eta])).to.have.deep.members([
      ["setMinDeposit(uint96)", queued.eta],
      ["setThawPeriod(uint32)", queued.eta],
    ]);

    await dao.market.pass(2 * DAY);
    await dao.act(6, "execute", change);
    expect(await stateOf(change)).to.equal("executed");
    const executed = await row(change);
    expect(executed.executedAt).to.equal(await dao.now());
    await dao.index.indexer.reach();
    expect((await waiting()).map(({ executedAt }) => executedAt)).to.deep.equal([
      executed.executedAt,
      executed.executedAt,
    ]);
    const { parameter } = schema;
    const minDeposit = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(parameter).where(eq(parameter.name, "minDeposit")),
    );
    expect(minDeposit).to.include({ value: 1_500_000n, setAt: executed.executedAt });
  });

  it("says who took a proposal back, and when", async () => {
    const taken = await dao.propose(4, "Never mind", [
      { target: dao.market.vault.address, data: setMinDeposit(3n * USDC) },
    ]);
    await dao.act(4, "cancel", taken);
    expect(await stateOf(taken)).to.equal("cancelled");
    expect(await row(taken)).to.include({
      cancelledBy: lower(dao.addressOf(4)),
      cancelledAt: await dao.now(),
      executedAt: null,
    });
  });

  it("marks a call that it cannot read, which is voted as a constitutional change, and goes on after odd texts", async () => {
    const odd = await dao.propose(4, "\n\n  a\0b \u202e\nrest", [
      { target: dao.market.vault.address, data: "0xdeadbeef01" },
    ]);
    const found = await row(odd);
    expect(found).to.include({
      title: "ab \u202e",
      role: 0n,
      descriptionHash: keccak256(toBytes(odd.description)),
    });
    expect(found.calls).to.deep.equal([
      {
        target: lower(dao.market.vault.address),
        value: "0",
        data: "0xdeadbeef01",
        contract: "EscrowVault",
        signature: null,
        arguments: [],
      },
    ]);
    // Nobody votes.
    await dao.market.pass(18 * DAY);
    expect(await stateOf(odd)).to.equal("defeated");
  });

  it("says when the vote was lengthened, since a late ballot turned it", async () => {
    const late = await dao.propose(4, "Late", [
      { target: dao.market.vault.address, data: setMinDeposit(2n * USDC) },
    ]);
    const planned = (await row(late)).deadline;
    await dao.market.pass(DAY + 1);
    await dao.vote(5, late, AGAINST);
    await dao.market.pass(4 * DAY + 3_600);
    for (const voter of [4, 6]) await dao.vote(voter, late, FOR);
    const found = await row(late);
    expect(found.deadline).to.equal(await deadlineOf(late));
    expect(found.deadline > planned && found.extendedAt !== null).to.equal(true);
    await dao.market.pass(1 * DAY);
    expect(await stateOf(late)).to.equal("active");
    await dao.market.pass(20 * DAY);
    expect(await stateOf(late)).to.equal("expired");
  });

  it("has the tiers, the text in force and the guardian's term", async () => {
    await dao.index.indexer.reach();
    const { admin, deployment } = dao.market;
    const tiers = await dao.index.indexer.db.select().from(schema.tier).orderBy(asc(schema.tier.role));
    expect(tiers.map(({ role }) => role)).to.deep.equal([0n, 1n, 2n, 3n]);
    for (const { role, setAt: _, ...numbers } of tiers) {
      const tier = await admin.readContract({
        ...dao.constitution,
        functionName: "tierOf",
        args: [role],
      });
      expect(numbers).to.deep.equal(tier);
    }
    const text = await dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.constitutionText));
    expect(text.hash).to.equal(
      await admin.readContract({
        ...dao.constitution,
        functionName: "textHash",
      }),
    );
    const guardian = await dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.governor));
    expect(guardian).to.include({
      guardian: lower(deployment.contracts.GuardianCouncil),
      guardianTermEnd: await admin.readContract({ ...dao.governor, functionName: "guardianTermEnd" }),
    });
  });
});
