import { expect } from "chai";
import { zeroHash } from "viem";
import { encodeWire, type Receipt } from "../../contracts/payment.ts";
import {
  canConclude,
  positionOf,
  rowStanding,
  stageOf,
  type ChargeDispute,
  type ClaimedRow,
} from "../../web/src/lib/charge-disputes.ts";
import { parseSignedReceipt } from "../../web/src/lib/signed-receipt.ts";

const PAYER = "0x1111111111111111111111111111111111111111";
const GATEWAY = "0x2222222222222222222222222222222222222222";
const CLAIMED = 1_800_000_000n;
const HOUR = 3_600n;
const LIMITS = { openWindow: 48n * HOUR, maximum: 3n };

/** The second row of claim 5: it took the ledger from 70 to 100. */
const row: ClaimedRow = {
  id: "5-2",
  claimId: 5n,
  number: 2,
  gateway: GATEWAY,
  payer: PAYER,
  key: PAYER,
  serviceId: 7n,
  skipped: null,
  charged: 100n,
  epoch: 1,
  termsHash: zeroHash,
  delta: 30n,
  fee: 1n,
  treasuryShare: 1n,
  time: CLAIMED,
  block: 1n,
  transactionHash: zeroHash,
};

const dispute = (changes: Partial<ChargeDispute> = {}): ChargeDispute => ({
  id: 1n,
  payer: PAYER,
  gateway: GATEWAY,
  claimId: 5n,
  row: 1,
  key: PAYER,
  serviceId: 7n,
  epoch: 1,
  termsHash: zeroHash,
  before: 70n,
  charged: 100n,
  position: 100n,
  reason: "noSuchCall",
  state: "open",
  bond: 1_000_000n,
  deadline: CLAIMED + 72n * HOUR,
  answeredBy: null,
  answeredAt: null,
  callId: null,
  price: null,
  refutingCallId: null,
  payee: null,
  frozen: null,
  refunded: 0n,
  endedAt: null,
  time: CLAIMED,
  block: 1n,
  transactionHash: zeroHash,
  ...changes,
});

describe("a claimed row that its payer doubts", () => {
  const at = (now: bigint, ...disputes: ChargeDispute[]) => rowStanding(row, disputes, LIMITS, now);

  it("can be disputed for two days, the last second included", () => {
    const until = CLAIMED + 48n * HOUR;
    expect(at(until)).to.deep.equal({ kind: "free", until });
    expect(at(until + 1n)).to.deep.equal({ kind: "late" });
  });

  it("is disputed once at a time, three times in all, and not after its whole refund", () => {
    const [dismissed, answered] = [dispute({ state: "dismissed" }), dispute({ state: "answered" })];
    expect(at(CLAIMED, dispute())).to.deep.equal({ kind: "waiting" });
    expect(at(CLAIMED, dismissed, answered)).to.include({ kind: "free" });
    expect(at(CLAIMED, dismissed, dismissed, answered)).to.deep.equal({ kind: "worn" });
    expect(at(CLAIMED, dispute({ state: "refunded", refunded: 30n }))).to.deep.equal({ kind: "refunded" });
    expect(at(CLAIMED, dispute({ state: "refunded", refunded: 29n }))).to.include({ kind: "free" });
  });

  it("is another than the rows beside it and the same row of another claim", () => {
    expect(at(CLAIMED, dispute({ row: 2 }), dispute({ claimId: 6n }))).to.include({ kind: "free" });
  });

  it("is pointed at from the end of its newest charge back to its first unit", () => {
    expect(positionOf(row, 30n)).to.equal(100n);
    expect(positionOf(row, 1n)).to.equal(71n);
    expect(() => positionOf(row, 0n)).to.throw(RangeError);
    expect(() => positionOf(row, 31n)).to.throw(RangeError);
  });
});

describe("where a dispute is", () => {
  const deadline = CLAIMED + 72n * HOUR;

  it("runs until its deadline, that second included, and then anybody may end it", () => {
    const stages = [
      ["open", "waiting", "unanswered"],
      ["answered", "answered", "stood"],
      ["contested", "contested", "unruled"],
    ] as const;
    for (const [state, running, over] of stages) {
      expect(stageOf({ state, deadline }, deadline)).to.equal(running);
      expect(canConclude(running)).to.equal(false);
      expect(stageOf({ state, deadline }, deadline + 1n)).to.equal(over);
      expect(canConclude(over)).to.equal(true);
    }
  });

  it("stays where it ended", () => {
    for (const state of ["refunded", "dismissed"] as const) {
      expect(stageOf({ state, deadline }, deadline + 1n)).to.equal(state);
      expect(canConclude(state)).to.equal(false);
    }
  });
});

describe("a receipt that somebody pastes to refute another", () => {
  const receipt: Receipt = {
    callId: zeroHash,
    payer: PAYER,
    gateway: GATEWAY,
    key: PAYER,
    serviceId: 7n,
    termsHash: zeroHash,
    epoch: 1,
    seq: 1n,
    price: 30n,
    chargedCumulative: 100n,
    requestHash: zeroHash,
    responseHash: zeroHash,
    status: 0,
    issuedAt: CLAIMED,
  };

  it("is read as the gateway answers it, and as a call's response carries it", () => {
    const read = { receipt, signature: "0x1234" };
    expect(parseSignedReceipt(encodeWire({ receipt, signature: "0x1234" }))).to.deep.equal(read);
    expect(parseSignedReceipt(encodeWire({ receipt, receiptSignature: "0x1234" }))).to.deep.equal(read);
  });

  it("is refused without its signature, and when it is something else", () => {
    for (const text of ["", "no JSON", "{}", encodeWire({ receipt })])
      expect(parseSignedReceipt(text), text).to.equal(undefined);
  });
});
