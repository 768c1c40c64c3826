import { expect } from "chai";
import { stringToHex, zeroHash } from "viem";
import { categoryOf } from "../../../indexer/src/category.ts";

describe("a payment's category", () => {
  it("is read as text", () => {
    expect(categoryOf(stringToHex("grants", { size: 32 }))).to.equal("grants");
    expect(categoryOf(stringToHex("Prüfung", { size: 32 }))).to.equal("Prüfung");
    expect(categoryOf(stringToHex("x".repeat(32), { size: 32 }))).to.equal("x".repeat(32));
  });

  it("is shown as bytes when it is no text: a hash, nothing, or characters that nobody sees", () => {
    const hash = `0x${"ff".repeat(32)}` as const;
    for (const bytes of [
      hash,
      zeroHash,
      stringToHex("a\0b", { size: 32 }),
      stringToHex("a\u202eb", { size: 32 }),
    ]) {
      expect(categoryOf(bytes)).to.equal(bytes);
    }
  });
});
