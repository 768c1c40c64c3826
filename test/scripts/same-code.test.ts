import { expect } from "chai";
import type { Hex } from "viem";
import { isSameCode } from "../../scripts/deploy/same-code.ts";

/** Code of 8 bytes with an immutable at 2 and 3, then 4 bytes of metadata and their length. */
const built = artifact("0x6001000060026003", "0xa1a2a3a40004");

function artifact(code: Hex, metadata: Hex) {
  return {
    abi: [],
    bytecode: "0x" as Hex,
    deployedBytecode: joined(code, metadata),
    immutableReferences: { "17": [{ start: 2, length: 2 }] },
  };
}

function joined(code: Hex, metadata: Hex): Hex {
  return `${code}${metadata.slice(2)}` as Hex;
}

describe("isSameCode", () => {
  it("passes over what a constructor writes and over the compiler's metadata", () => {
    expect(isSameCode(joined("0x6001abcd60026003", "0xb1b2b3b40004"), built)).to.equal(true);
  });

  it("passes over the address that a library's code begins with", () => {
    const own = "5fbdb2315678afecb367f032d93f642f64180aa3";
    const library = { ...built, deployedBytecode: joined(`0x73${"00".repeat(20)}3014`, "0xa1a2a3a40004") };
    const parts = { ...library, immutableReferences: {} };
    expect(isSameCode(joined(`0x73${own}3014`, "0xa1a2a3a40004"), parts)).to.equal(true);
    expect(isSameCode(joined(`0x73${own}3015`, "0xa1a2a3a40004"), parts)).to.equal(false);
  });

  it("sees a byte of code that differs", () => {
    expect(isSameCode(joined("0x6001abcd60026004", "0xa1a2a3a40004"), built)).to.equal(false);
  });

  it("sees code of another length, and none", () => {
    expect(isSameCode(joined("0x6001abcd6002600300", "0xa1a2a3a40004"), built)).to.equal(false);
    expect(isSameCode("0x", built)).to.equal(false);
  });
});
