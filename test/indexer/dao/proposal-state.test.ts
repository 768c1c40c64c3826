import { expect } from "chai";
import { outcomeOf, proposalState, type Proposal } from "../../../indexer/proposal-state.ts";

const DAY = 86_400n;
const WINDOWS = { queueWindow: 14n * DAY, executionWindow: 7n * DAY };
const SNAPSHOT = 1_000n;
const DEADLINE = 2_000n;
/** A treasury proposal that everybody wants. */
const WANTED: Proposal = {
  role: 2n,
  quorum: 100n,
  approvalBps: 5_000,
  minVoices: 15,
  overridable: true,
  powerFor: 100n,
  powerAgainst: 0n,
  powerAbstain: 0n,
  voiceFor: 10n,
  voiceAgainst: 0n,
  voices: 20,
  snapshot: SNAPSHOT,
  deadline: DEADLINE,
  queuedAt: null,
  eta: null,
  executedAt: null,
  cancelledAt: null,
};
const at = (now: bigint, changes: Partial<Proposal> = {}) =>
  proposalState({ ...WANTED, ...changes }, now, WINDOWS);
const outcome = (changes: Partial<Proposal>) => outcomeOf({ ...WANTED, ...changes });

describe("where a proposal is", () => {
  it("waits through the second of its snapshot, is voted through that of its deadline, and then has succeeded", () => {
    expect(at(SNAPSHOT)).to.equal("pending");
    expect(at(SNAPSHOT + 1n)).to.equal("active");
    expect(at(DEADLINE)).to.equal("active");
    expect(at(DEADLINE + 1n)).to.equal("succeeded");
  });

  it("is defeated when nobody voted, and when it lacks the quorum", () => {
    expect(at(DEADLINE + 1n, { powerFor: 0n })).to.equal("defeated");
    expect(at(DEADLINE + 1n, { powerFor: 0n, quorum: 0n })).to.equal("defeated");
    expect(at(DEADLINE + 1n, { powerFor: 99n })).to.equal("defeated");
  });

  it("expires when nobody queues it within 14 days, and when nobody executes it within 7 of its eta", () => {
    expect(at(DEADLINE + 14n * DAY - 1n)).to.equal("succeeded");
    expect(at(DEADLINE + 14n * DAY)).to.equal("expired");
    const queued = { queuedAt: 3_000n, eta: 5_000n };
    expect(at(DEADLINE + 14n * DAY, { queuedAt: 3_000n, eta: DEADLINE + 13n * DAY })).to.equal("queued");
    expect(at(5_000n + 7n * DAY - 1n, queued)).to.equal("queued");
    expect(at(5_000n + 7n * DAY, queued)).to.equal("expired");
  });

  it("stays executed or cancelled for ever", () => {
    expect(at(10_000n * DAY, { queuedAt: 3_000n, eta: 5_000n, executedAt: 5_001n })).to.equal("executed");
    expect(at(SNAPSHOT, { cancelledAt: 900n })).to.equal("cancelled");
  });
});

describe("whether a proposal passes", () => {
  it("counts abstentions for the quorum, and votes against it not", () => {
    expect(outcome({ powerFor: 60n, powerAbstain: 40n }).quorate).to.equal(true);
    expect(outcome({ powerFor: 60n, powerAgainst: 40n }).quorate).to.equal(false);
  });

  it("needs more than half even where the tier asks for half", () => {
    expect(outcome({ powerFor: 200n, powerAgainst: 200n }).approved).to.equal(false);
    expect(outcome({ powerFor: 201n, powerAgainst: 200n }).approved).to.equal(true);
    expect(outcome({ approvalBps: 6_000, powerFor: 299n, powerAgainst: 200n }).approved).to.equal(false);
    expect(outcome({ approvalBps: 6_000, powerFor: 300n, powerAgainst: 200n }).approved).to.equal(true);
  });

  it("is stopped by the members, unless two thirds and twice the quorum override them", () => {
    const against = { voiceFor: 10n, voiceAgainst: 10n };
    expect(outcome({ ...against, powerFor: 199n })).to.include({ past: null, passes: false });
    expect(outcome({ ...against, powerFor: 200n, powerAgainst: 100n })).to.include({
      past: "override",
      passes: true,
    });
    expect(outcome({ ...against, powerFor: 200n, powerAgainst: 101n })).to.include({ past: null });
    expect(outcome({ ...against, powerFor: 500n, overridable: false })).to.include({ past: null });
  });

  it("asks two thirds while few members vote, and of a constitutional change 80 % and twice the quorum", () => {
    const few = { voiceFor: 0n, voices: 14 };
    expect(outcome({ ...few, powerFor: 120n, powerAgainst: 60n }).past).to.equal("fewVoices");
    expect(outcome({ ...few, powerFor: 119n, powerAgainst: 60n }).past).to.equal(null);
    expect(outcome({ ...few, voices: 15, powerFor: 120n, powerAgainst: 60n }).past).to.equal(null);

    const constitutional = { ...few, role: 0n, minVoices: 50, overridable: false, approvalBps: 6_667 };
    expect(outcome({ ...constitutional, powerFor: 240n, powerAgainst: 60n }).past).to.equal("fewVoices");
    expect(outcome({ ...constitutional, powerFor: 239n, powerAgainst: 60n }).past).to.equal(null);
    expect(outcome({ ...constitutional, powerFor: 199n }).past).to.equal(null);
  });

  it("never passes by voice what power rejects", () => {
    const rejected = { powerFor: 100n, powerAgainst: 101n, voiceFor: 1_000n };
    expect(outcome(rejected)).to.include({ past: "voices", passes: false });
  });
});
