import { expect } from "chai";
import { zeroHash } from "viem";
import type { ReceiptedClaim } from "../../contracts/payment.ts";
import {
  collectable,
  outstanding,
  runState,
  type BondClaim,
  type BondRun,
} from "../../web/src/lib/bond-claims.ts";
import { forceOutcome, openOf, type Standing } from "../../web/src/lib/force.ts";

const PAYER = "0x1111111111111111111111111111111111111111";
const GATEWAY = "0x2222222222222222222222222222222222222222";
const ISSUED = 1_800_000_000n;
const HOUR = 3_600n;
const DAY = 24n * HOUR;
const WINDOW = { delay: 6n * HOUR, window: 14n * DAY };

/** A receipt of epoch 1 for `charged`, signed by the payer itself. */
function claimOf(charged: bigint): ReceiptedClaim {
  const ledger = {
    payer: PAYER,
    gateway: GATEWAY,
    key: PAYER,
    serviceId: 7n,
    termsHash: zeroHash,
    epoch: 1,
  } as const;
  return {
    row: {
      voucher: { ...ledger, cumulative: charged, validBefore: ISSUED + DAY },
      signature: "0x",
      charged,
      termsId: zeroHash,
      feeVersion: 1,
      servicesProof: [],
    },
    receipt: {
      ...ledger,
      callId: zeroHash,
      seq: 1n,
      price: charged,
      chargedCumulative: charged,
      requestHash: zeroHash,
      responseHash: zeroHash,
      status: 0,
      issuedAt: ISSUED,
    },
    receiptSignature: "0x",
  };
}

const standing = (changes: Partial<Standing> = {}): Standing => ({
  epoch: 1,
  balance: 100n,
  settled: 0n,
  keyKnown: true,
  ...changes,
});
const left = (amount: bigint, endedAt = ISSUED + DAY) =>
  standing({ epoch: 2, balance: 100n, ended: { left: amount, endedAt } });

describe("what becomes of a receipt that is forced", () => {
  const at = (now: bigint, state: Standing) => forceOutcome(claimOf(30n), state, WINDOW, now);

  it("must wait for its gateway six hours", () => {
    const from = ISSUED + 6n * HOUR;
    expect(at(from - 1n, standing())).to.deep.equal({ kind: "early", from });
    expect(at(from, standing())).to.include({ kind: "balance" });
  });

  it("can be forced for fourteen days", () => {
    const until = ISSUED + 14n * DAY;
    expect(at(until, standing())).to.deep.equal({ kind: "balance", amount: 30n, until });
    expect(at(until + 1n, standing())).to.deep.equal({ kind: "late", until });
  });

  it("takes what is not claimed, as far as the balance goes", () => {
    const now = ISSUED + DAY;
    expect(at(now, standing({ settled: 10n }))).to.include({ kind: "balance", amount: 20n });
    expect(at(now, standing({ balance: 5n }))).to.include({ kind: "balance", amount: 5n });
    expect(at(now, standing({ balance: 0n }))).to.deep.equal({ kind: "nothing" });
    expect(at(now, standing({ settled: 30n }))).to.deep.equal({ kind: "settled" });
    expect(openOf(claimOf(30n), standing({ settled: 40n }))).to.equal(0n);
  });

  it("is filed against the bond when the payer has left, for money that left after it", () => {
    const now = ISSUED + 2n * DAY;
    expect(at(now, left(50n))).to.include({ kind: "bond", amount: 30n });
    expect(at(now, left(20n))).to.include({ kind: "bond", amount: 20n });
    expect(at(now, left(0n))).to.deep.equal({ kind: "nothing" });
    expect(at(now, left(50n, ISSUED - 1n))).to.deep.equal({ kind: "nothing" });
    expect(at(now, left(50n, ISSUED))).to.include({ kind: "bond" });
  });
});

describe("a claim on a gateway's bond", () => {
  const run = (changes: Partial<BondRun> = {}): BondRun => ({
    gateway: GATEWAY,
    run: 1n,
    openedAt: ISSUED,
    closesAt: ISSUED + 7n * DAY,
    filed: 300n,
    cured: 0n,
    voided: 0n,
    holds: 0,
    pot: null,
    paid: 0n,
    ...changes,
  });
  const claim = (changes: Partial<BondClaim> = {}): BondClaim => ({
    gateway: GATEWAY,
    run: 1n,
    payee: PAYER,
    filed: 100n,
    cured: 0n,
    voided: 0n,
    paid: 0n,
    filedAt: ISSUED,
    ...changes,
  });

  it("is open until its run closes, and then waits to be settled", () => {
    expect(runState(run(), ISSUED + 7n * DAY - 1n)).to.equal("open");
    expect(runState(run(), ISSUED + 7n * DAY)).to.equal("closing");
    expect(runState(run({ pot: 90n }), ISSUED + 8n * DAY)).to.equal("settled");
    expect(runState(run({ cured: 300n }), ISSUED + DAY)).to.equal("cured");
  });

  it("waits for the Court while a case holds its run, and asks for nothing that was found void", () => {
    const after = ISSUED + 7n * DAY;
    expect(runState(run({ holds: 1 }), after - 1n)).to.equal("open");
    expect(runState(run({ holds: 1 }), after)).to.equal("held");
    expect(runState(run({ voided: 300n }), after)).to.equal("voided");
    expect(runState(run({ cured: 200n, voided: 100n }), after)).to.equal("voided");
    expect(outstanding(claim({ filed: 100n, cured: 30n, voided: 20n }))).to.equal(50n);
    // Of 300, 100 are void: the other two publishers share the pot.
    expect(collectable(claim(), run({ voided: 100n, pot: 100n }))).to.equal(50n);
    expect(collectable(claim({ voided: 100n }), run({ voided: 100n, pot: 100n }))).to.equal(0n);
  });

  it("gives nothing before, and its part of the pot after, rounded down", () => {
    expect(collectable(claim(), run())).to.equal(0n);
    expect(collectable(claim(), run({ pot: 100n }))).to.equal(33n);
    expect(collectable(claim({ paid: 33n }), run({ pot: 100n, paid: 33n }))).to.equal(0n);
  });

  it("gives at once what the gateway has paid, beside a part of what it has not", () => {
    expect(collectable(claim({ cured: 100n }), run({ cured: 100n }))).to.equal(100n);
    expect(collectable(claim({ filed: 150n, cured: 100n }), run({ cured: 100n, pot: 80n }))).to.equal(120n);
    expect(
      collectable(claim({ filed: 150n, cured: 100n, paid: 100n }), run({ cured: 100n, pot: 80n })),
    ).to.equal(20n);
  });
});
