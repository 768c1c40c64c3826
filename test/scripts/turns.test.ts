import { expect } from "chai";
import { createTurns } from "../../scripts/test/turns.ts";

describe("the output of suites that run at the same time", () => {
  it("is one suite's after the other's: the first at once, the next when that has ended", () => {
    let heard = "";
    const begin = createTurns((text) => (heard += text));
    const [first, second] = [begin(), begin()];
    second.write("b1 ");
    first.write("a1 ");
    expect(heard).to.equal("a1 ");
    second.write("b2 ");
    first.write("a2 ");
    first.end();
    expect(heard).to.equal("a1 a2 b1 b2 ");
    second.write("b3 ");
    expect(heard).to.equal("a1 a2 b1 b2 b3 ");
  });

  it("loses nothing of those that end before their turn", () => {
    let heard = "";
    const begin = createTurns((text) => (heard += text));
    const [first, second, third] = [begin(), begin(), begin()];
    second.write("b ");
    second.end();
    third.write("c ");
    first.write("a ");
    first.end();
    expect(heard).to.equal("a b c ");
  });
});
