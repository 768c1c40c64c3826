import { expect } from "chai";
import {
  formatAmount,
  formatDuration,
  formatMoney,
  formatRelative,
  isSameAddress,
  parseAmount,
  shortHex,
} from "../../web/src/lib/format.ts";

const USDC = { symbol: "USDC", decimals: 6 };

describe("amounts on the site", () => {
  it("show two decimals at least and all that there are", () => {
    expect(formatAmount(1_000_000n, USDC)).to.equal("1.00");
    expect(formatAmount(1n, USDC)).to.equal("0.000001");
    expect(formatAmount(1_234_567_890_500n, USDC)).to.equal("1,234,567.8905");
    expect(formatMoney(-20_000n, USDC)).to.equal("−0.02 USDC");
  });

  it("keep every digit of a sum that a double could not hold", () => {
    expect(formatAmount(2n ** 96n - 1n, { decimals: 18 })).to.equal("79,228,162,514.264337593543950335");
  });

  it("are read back as typed, and only when they are plain numbers that fit the token", () => {
    expect(parseAmount(" 0.02 ", USDC)).to.equal(20_000n);
    expect(parseAmount(".5", USDC)).to.equal(500_000n);
    expect(parseAmount("7.", USDC)).to.equal(7_000_000n);
    for (const text of ["", ".", "1e6", "-1", "1,000", "0x10", "0.0000001", "1 2", "NaN"])
      expect(parseAmount(text, USDC), text).to.equal(undefined);
  });
});

describe("times on the site", () => {
  it("show the two largest parts of a duration", () => {
    expect(formatDuration(90_061)).to.equal("1 d 1 h");
    expect(formatDuration(59)).to.equal("59 s");
    expect(formatDuration(0)).to.equal("0 s");
    expect(formatDuration(-5)).to.equal("0 s");
  });

  it("say how far away a moment is", () => {
    expect(formatRelative(1_000n, 1_180n)).to.equal("3 min ago");
    expect(formatRelative(1_000n + 187_200n, 1_000n)).to.equal("in 2 d 4 h");
    expect(formatRelative(1_002n, 1_000n)).to.equal("now");
  });
});

describe("addresses on the site", () => {
  it("are shortened in the middle, short ones not at all", () => {
    expect(shortHex("0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65")).to.equal("0x15d3…6A65");
    expect(shortHex("0x12345678")).to.equal("0x12345678");
  });

  it("are the same whatever their letters' case, and never the same as none", () => {
    expect(
      isSameAddress(
        "0xAb5801a7D398351b8bE11C439e05C5B3259aeC9B",
        "0xab5801a7d398351b8be11c439e05c5b3259aec9b",
      ),
    ).to.equal(true);
    expect(isSameAddress(undefined, undefined)).to.equal(false);
  });
});
