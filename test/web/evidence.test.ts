import { expect } from "chai";
import { zeroHash } from "viem";
import { statementEvidence, statementOf } from "../../web/src/lib/evidence.ts";

describe("a statement that goes on the chain", () => {
  it("is read back word for word, whatever is in it", () => {
    const text = "It answered “42” — twice.\nSee https://example.org/?a=1&b=2#%20 🏛";
    expect(statementOf(statementEvidence(text))).to.equal(text);
  });

  it("is not shown as somebody's words when its hash is of other words", () => {
    expect(statementOf({ ...statementEvidence("I paid"), hash: zeroHash })).to.equal(undefined);
  });

  it("is not read where the address leads elsewhere, or is broken", () => {
    expect(statementOf({ uri: "https://example.org/evidence", hash: zeroHash })).to.equal(undefined);
    expect(statementOf({ uri: "data:text/plain;charset=utf-8,%E0%A4%A", hash: zeroHash })).to.equal(
      undefined,
    );
  });
});
