import { expect } from "chai";
import { keccak256, toHex, zeroHash } from "viem";
import { termsOnce } from "../../../gateway/settlement/terms-once.ts";

const [first, second] = [keccak256(toHex("first terms")), keccak256(toHex("second terms"))];

function row(serviceId: bigint, termsId: `0x${string}`, feeVersion: number) {
  return { serviceId, termsId, feeVersion };
}

describe("the rows of a claim", () => {
  it("name their terms once, and anew when the service, the terms or the fee's version changes", () => {
    const rows = [
      row(1n, first, 1),
      row(1n, first, 1),
      row(1n, first, 2),
      row(1n, second, 2),
      row(2n, second, 2),
      row(1n, second, 2),
      row(1n, second, 2),
    ];
    const sent = termsOnce(rows, ({ serviceId }) => serviceId);
    const unnamed = row(1n, zeroHash, 0);
    expect(sent).to.deep.equal([rows[0], unnamed, rows[2], rows[3], rows[4], rows[5], unnamed]);
  });
});
