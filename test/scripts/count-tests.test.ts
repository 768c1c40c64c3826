import { expect } from "chai";
import { countTests } from "../../scripts/test/count-tests.ts";

const HARDHAT = `
Running Solidity tests

  9 passing
  1 skipped

Running Mocha tests

  An account
    ✔ holds 3 passing clouds

  \u001b[32m204 passing\u001b[39m\u001b[90m (9s)\u001b[39m
  \u001b[36m2 pending\u001b[39m
  \u001b[31m1 failing\u001b[39m

\u001b[32m213 passing\u001b[39m (9 solidity, 204 mocha)
\u001b[31m1 failing\u001b[39m (1 mocha)
\u001b[36m3 skipped\u001b[39m (1 solidity, 2 mocha)
`;

describe("the count of tests in a suite's output", () => {
  it("adds up what Mocha tells, in whatever time it ran", () => {
    expect(countTests("\n  12 passing (3s)\n  1 failing\n\n  2 pending\n", "passing")).to.equal(12);
    expect(countTests("  12 passing (250ms)\n\n  30 passing (2m)\n", "passing")).to.equal(42);
    expect(countTests("  12 passing (3s)\n", "failing")).to.equal(0);
  });

  it("counts Hardhat's tests once, which tells of them by runner and then of all", () => {
    expect(countTests(HARDHAT, "passing")).to.equal(213);
    expect(countTests(HARDHAT, "failing")).to.equal(1);
    expect(countTests(HARDHAT, "pending", "skipped")).to.equal(3);
  });

  it("is what the runners told when Hardhat ended before its sum", () => {
    expect(countTests(HARDHAT.slice(0, HARDHAT.indexOf("213")), "passing")).to.equal(213);
  });
});
