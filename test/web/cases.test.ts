import { expect } from "chai";
import { bountyStageOf } from "../../web/src/lib/bounties.ts";
import { canExecute, caseStageOf, caseUntil, stepLabel } from "../../web/src/lib/cases.ts";

const times = { deadline: 100n, ruleBy: 200n };

describe("a case's stage, as the page says it", () => {
  it("waits for the answer until its last second, then for the ruling until that one's", () => {
    expect(caseStageOf({ state: "open", ...times }, 100n)).to.equal("answering");
    expect(caseStageOf({ state: "open", ...times }, 101n)).to.equal("hearing");
    expect(caseStageOf({ state: "answered", ...times }, 200n)).to.equal("hearing");
    expect(caseStageOf({ state: "answered", ...times }, 201n)).to.equal("unruled");
  });

  it("can be appealed until the window is over, and waits for the vote until its date", () => {
    expect(caseStageOf({ state: "ruled", ...times }, 100n)).to.equal("appealable");
    expect(caseStageOf({ state: "ruled", ...times }, 101n)).to.equal("final");
    expect(caseStageOf({ state: "appealed", ...times }, 100n)).to.equal("voting");
    expect(caseStageOf({ state: "appealed", ...times }, 101n)).to.equal("unvoted");
  });

  it("says that an appeal failed as soon as the vote is lost, weeks before its date", () => {
    expect(caseStageOf({ state: "appealed", ...times }, 50n, true)).to.equal("unvoted");
    expect(caseStageOf({ state: "decided", ...times }, 50n, true)).to.equal("decided");
  });

  it("ends with the answer's time, or with the ruling's once that is over", () => {
    expect(caseUntil(times, "answering")).to.equal(100n);
    expect(caseUntil(times, "hearing")).to.equal(200n);
    expect(caseUntil(times, "voting")).to.equal(100n);
    expect(caseUntil(times, "final")).to.equal(undefined);
  });

  it("offers to carry out what nobody can change any more, and nothing else", () => {
    const stages = ["answering", "hearing", "unruled", "appealable", "final", "voting", "unvoted"] as const;
    expect(stages.filter(canExecute)).to.deep.equal(["unruled", "final", "unvoted"]);
    expect(canExecute("decided")).to.equal(true);
    expect(canExecute("closed")).to.equal(false);
  });

  it("says how a ruling went, and not how an appeal would like it", () => {
    expect(stepLabel({ kind: "ruled", outcome: "upheld" })).to.equal(
      "The arbitrator ruled: for the challenger",
    );
    expect(stepLabel({ kind: "appealed", outcome: "rejected" })).to.equal("Appealed to the token holders");
  });
});

describe("a bounty's stage, as the page says it", () => {
  it("takes a report until its last second", () => {
    const open = { state: "open", submitBy: 50n, deadline: null } as const;
    expect(bountyStageOf(open, 50n)).to.equal("open");
    expect(bountyStageOf(open, 51n)).to.equal("expired");
  });

  it("is accepted by silence, and ends without a ruling", () => {
    const dated = { submitBy: 50n, deadline: 90n };
    expect(bountyStageOf({ state: "submitted", ...dated }, 90n)).to.equal("reviewing");
    expect(bountyStageOf({ state: "submitted", ...dated }, 91n)).to.equal("overdue");
    expect(bountyStageOf({ state: "disputed", ...dated }, 90n)).to.equal("disputed");
    expect(bountyStageOf({ state: "disputed", ...dated }, 91n)).to.equal("unruled");
  });
});
