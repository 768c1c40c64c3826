import { expect } from "chai";
import { createReceiptWatch } from "../../sdk/verifier/receipt-watch.ts";

const START = 1_800_000_000;
const PATIENCE = 300;

/** A gateway that sends a paid call whenever it is asked to. */
function watched() {
  const clock = { now: START, newest: undefined as bigint | undefined };
  const watch = createReceiptWatch({
    newest: () => clock.newest,
    patience: PATIENCE,
    now: () => clock.now,
  });
  return {
    admitsAfter(seconds: number): boolean {
      clock.now += seconds;
      return watch.admits();
    },
    /** @param off seconds by which its date is not now */
    receipt(off = 0): void {
      clock.newest = BigInt(clock.now + off);
    },
  };
}

describe("a publisher's watch over receipts", () => {
  it("lets calls pass while receipts come", () => {
    const { admitsAfter, receipt } = watched();
    for (let round = 0; round < 50; round++) {
      expect(admitsAfter(PATIENCE / 2)).to.equal(true);
      receipt();
    }
  });

  it("is patient with calls that have no receipt yet, and then no more", () => {
    const { admitsAfter } = watched();
    expect(admitsAfter(0)).to.equal(true);
    expect(admitsAfter(PATIENCE)).to.equal(true);
    // One in a while: without any there would never be a receipt again.
    expect(admitsAfter(1)).to.equal(true);
    expect(admitsAfter(1)).to.equal(false);
    expect(admitsAfter(PATIENCE - 2)).to.equal(false);
    expect(admitsAfter(1)).to.equal(true);
    expect(admitsAfter(1)).to.equal(false);
  });

  it("ends its refusals with a receipt for a call that it let through", () => {
    const { admitsAfter, receipt } = watched();
    admitsAfter(0);
    admitsAfter(PATIENCE + 1);
    expect(admitsAfter(1)).to.equal(false);
    receipt();
    for (let call = 0; call < 5; call++) expect(admitsAfter(1)).to.equal(true);
  });

  it("takes a receipt dated over a minute before the call for none", () => {
    const { admitsAfter, receipt } = watched();
    admitsAfter(0);
    receipt(-61);
    admitsAfter(PATIENCE + 1);
    expect(admitsAfter(1)).to.equal(false);
    const other = watched();
    other.admitsAfter(0);
    other.receipt(-60);
    other.admitsAfter(PATIENCE + 1);
    expect(other.admitsAfter(1)).to.equal(true);
  });

  it("does not wait for anything while nobody calls", () => {
    const { admitsAfter, receipt } = watched();
    admitsAfter(0);
    receipt();
    expect(admitsAfter(86_400)).to.equal(true);
    expect(admitsAfter(1)).to.equal(true);
  });
});
