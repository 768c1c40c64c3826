import { expect } from "chai";
import { breakEven } from "../../web/src/lib/figures.ts";

const USDC = 1_000_000n;
const STOA = 10n ** 18n;

describe("the price of a STOA below which an attack pays", () => {
  it("is what there is to take, shared among the votes that take it", () => {
    expect(breakEven(20_000_000n * STOA, 5_000_000n * USDC)).to.equal(250_000n);
    expect(breakEven(20_000_000n * STOA, 0n)).to.equal(0n);
  });

  it("is not there while no vote has to be bought", () => {
    expect(breakEven(0n, 5n * USDC)).to.equal(undefined);
  });
});
