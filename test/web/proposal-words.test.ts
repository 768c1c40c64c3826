import { expect } from "chai";
import { timelineOf } from "../../web/src/lib/proposal-timeline.ts";
import {
  describe as inOneText,
  descriptionBody,
  nextMoment,
  proposalStateOf,
} from "../../web/src/lib/proposal-words.ts";

const windows = { queueWindow: 1_000n, executionWindow: 500n };
const times = { snapshot: 100n, deadline: 200n, eta: 300n };

describe("what comes next for a proposal", () => {
  it("is its vote, its end, and the windows in which it must be carried out", () => {
    const next = (state: Parameters<typeof nextMoment>[0], now: bigint) =>
      nextMoment(state, times, windows, now);
    expect(next("pending", 50n)).to.deep.equal({ what: "Voting begins", at: 101n });
    expect(next("active", 150n)).to.deep.equal({ what: "Voting ends", at: 201n });
    expect(next("succeeded", 250n)).to.deep.equal({ what: "Must be queued", at: 1_200n });
    expect(next("queued", 299n)).to.deep.equal({ what: "Can be executed", at: 300n });
    expect(next("queued", 300n)).to.deep.equal({ what: "Must be executed", at: 800n });
  });

  it("is nothing once it is over", () => {
    for (const state of ["cancelled", "defeated", "expired", "executed"] as const)
      expect(nextMoment(state, times, windows, 900n)).to.equal(undefined);
  });
});

describe("a proposal's timeline", () => {
  const proposal = {
    time: 10n,
    snapshot: 100n,
    deadline: 200n,
    extendedAt: null,
    queuedAt: null,
    eta: null,
    executedAt: null,
    cancelledAt: null,
  };
  const names = (...args: Parameters<typeof timelineOf>) => timelineOf(...args).map(({ what }) => what);

  it("ends with the execution, without a date by which it had to come", () => {
    const executed = { ...proposal, queuedAt: 250n, eta: 300n, executedAt: 310n };
    expect(names(executed, "executed", windows)).to.deep.equal([
      "Proposed",
      "Snapshot, voting begins",
      "Voting ends",
      "Queued",
      "Can be executed",
      "Executed",
    ]);
    expect(names({ ...executed, executedAt: null }, "queued", windows)).to.include("Must be executed by");
  });

  it("leaves out what a cancellation has stopped", () => {
    expect(names({ ...proposal, cancelledAt: 50n }, "cancelled", windows)).to.deep.equal([
      "Proposed",
      "Cancelled",
    ]);
  });

  it("says that nobody queued it in time", () => {
    expect(timelineOf(proposal, "expired", windows).at(-1)).to.deep.equal({
      what: "Expired, nobody queued it",
      at: 1_200n,
    });
  });
});

describe("a proposal's text", () => {
  it("is a title and what comes after it, both ways", () => {
    expect(inOneText(" Lower the fee ", "Since it is high.\n")).to.equal(
      "# Lower the fee\n\nSince it is high.",
    );
    expect(descriptionBody("# Lower the fee\n\nSince it is high.\nAnd so on.")).to.equal(
      "Since it is high.\nAnd so on.",
    );
    expect(descriptionBody(inOneText("Lower the fee", ""))).to.equal("");
    expect(descriptionBody(`# Appeal\n\nIt was ruled.\n\n#proposer=0x${"a1".repeat(20)}`)).to.equal(
      "It was ruled.",
    );
  });
});

describe("a state as the Governor numbers it", () => {
  it("has its name, and an unknown number has none", () => {
    expect(proposalStateOf(2)).to.equal("cancelled");
    expect(proposalStateOf(7)).to.equal("executed");
    expect(() => proposalStateOf(8)).to.throw(RangeError, "no state 8");
  });
});
