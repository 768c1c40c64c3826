import { expect } from "chai";
import { keccak256, stringToHex, type Address } from "viem";
import { createKnownCalls } from "../../../gateway/ledger/known-calls.ts";

const call = (index: number) => ({
  payer: keccak256(stringToHex(`payer ${index % 50}`)).slice(0, 42) as Address,
  callId: keccak256(stringToHex(`call ${index}`)),
});

describe("the calls that are known", () => {
  const COUNT = 20_000;
  const known = createKnownCalls();
  before(() => {
    for (let index = 0; index < COUNT; index++) known.add(call(index));
  });

  it("are all recognised", () => {
    for (let index = 0; index < COUNT; index++) expect(known.mayHave(call(index))).to.equal(true);
  });

  it("are hardly ever taken for a new one", () => {
    let mistaken = 0;
    for (let index = COUNT; index < 2 * COUNT; index++) if (known.mayHave(call(index))) mistaken++;
    expect(mistaken).to.be.below(COUNT / 1_000);
  });

  it("of one payer say nothing about the same id of another", () => {
    const other = "0x00000000000000000000000000000000000000ff";
    const same = Array.from({ length: 100 }, (_, index) => ({ ...call(index), payer: other }) as const);
    expect(same.filter((name) => known.mayHave(name))).to.have.length.below(2);
  });
});
