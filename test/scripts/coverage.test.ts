import { expect } from "chai";
import { uncoveredLines, unmetSides } from "../../scripts/coverage/gaps.ts";
import { explain, type Reason } from "../../scripts/coverage/reasons.ts";
import { readReport } from "../../scripts/coverage/report.ts";

const LCOV = `TN:
SF:contracts/market/Doors.sol
DA:1,4
DA:2,0
DA:3,0
LH:1
LF:3
end_of_record
SF:contracts/dao/Treasury.sol
DA:9,1
LH:1
LF:1
end_of_record
`;
const PRINTED = `
║ File Path                     │ Line % │ Statement % │ Uncovered Lines ║
╟───────────────────────────────┼────────┼─────────────┼─────────────────╢
║ contracts/market/Doors.sol    │ 33.33  │ \u001b[1m75.00\u001b[22m       │ 2-3             ║
║ contracts/dao/Treasury.sol    │ 100.00 │ 100.00      │ -               ║
`;

describe("npm run coverage", () => {
  it("reads the lines and the statements of each contract from what Hardhat reports", () => {
    expect(readReport(LCOV, PRINTED)).to.deep.equal([
      { file: "contracts/dao/Treasury.sol", covered: [9], uncovered: [], statements: 100 },
      { file: "contracts/market/Doors.sol", covered: [1], uncovered: [2, 3], statements: 75 },
    ]);
  });

  const reason = (line: string): Reason => ({ file: "A.sol", line, reason: "Because." });

  describe("what no test meets", () => {
    const files = [{ file: "A.sol", covered: [1], uncovered: [2, 3], statements: 50 }];
    const gaps = uncoveredLines(files, () => "covered();\n  twice();\n  never();\n");

    it("knows a line's reason by its text, wherever it stands", () => {
      expect(explain(gaps, [reason("twice();")])).to.deep.equal({
        explained: [
          { file: "A.sol", number: 2, text: "twice();", reason: "Because." },
          { file: "A.sol", number: 3, text: "never();", reason: undefined },
        ],
        stale: [],
      });
    });

    it("notices a reason whose line is covered, or gone, or in another file", () => {
      const reasons = [
        reason("covered();"),
        reason("gone();"),
        { ...reason("twice();"), file: "B.sol" },
        reason("never();"),
      ];
      expect(explain(gaps, reasons).stale).to.deep.equal(reasons.slice(0, 3));
    });

    it("asks a reason for each side of a require by itself", () => {
      const text = "require(a, B());";
      const unmet = unmetSides([
        { file: "A.sol", line: 4, text, refuses: false, passes: false },
        { file: "A.sol", line: 9, text: "require(c, D());", refuses: true, passes: true },
      ]);
      const refusal = { ...reason(text), never: "refuses" as const };
      expect(explain(unmet, [refusal, reason(text)])).to.deep.equal({
        explained: [
          { file: "A.sol", number: 4, text, never: "refuses", reason: "Because." },
          { file: "A.sol", number: 4, text, never: "passes", reason: undefined },
        ],
        stale: [reason(text)],
      });
    });
  });
});
