import { expect } from "chai";
import { keccak256 } from "viem";
import { as, DAY, networkHelpers } from "../helpers/chain.ts";
import { ledgerId } from "../helpers/claim-hash.ts";
import {
  answered,
  answerWith,
  digestOf,
  disputed,
  DISPUTE_BOND,
  open,
  otherSecond,
  refuteSecond,
  SECOND,
  State,
} from "../helpers/dispute.ts";
import { receiptFor, signedReceipt } from "../helpers/receipt.ts";

const { loadFixture, time } = networkHelpers;

type Answered = Awaited<ReturnType<typeof answered>>;

function firstAnswer({ claimed }: Answered) {
  return claimed.rows[0]!.receipts[SECOND]![0];
}

describe("ChargeDisputes.refute", () => {
  it("shows that the gateway sold the same money twice: it loses as if it had been silent", async () => {
    const parts = await loadFixture(answered);
    const { disputes, gateways, payer, gateway, stranger } = parts;
    const [other, signature] = await otherSecond(parts);
    const refutation = as(disputes, stranger).refute(1n, firstAnswer(parts), other, signature);
    await expect(refutation)
      .to.emit(disputes, "DisputeRefuted")
      .withArgs(1n, stranger.address, digestOf(parts, other), Object.values(other), signature);
    await expect(refutation)
      .to.emit(disputes, "DisputeRefunded")
      .withArgs(1n, payer.address, gateway.address, 50_001n, DISPUTE_BOND);
    expect((await gateways.bondClaimOf(gateway.address, 1n, payer.address)).filed).to.equal(50_001n);
    expect(await disputes.owedTo(payer.address)).to.equal(DISPUTE_BOND);
    expect(await gateways.openCases(gateway.address)).to.equal(0n);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Refunded));
  });

  it("takes any receipt that shares a unit with the answer's", async () => {
    for (const [price, chargedCumulative] of [
      [1n, 5_001n],
      [1n, 25_000n],
      [20_000n, 44_999n],
      [5_001n, 5_001n],
    ] as const) {
      const parts = await loadFixture(answered);
      const [other, signature] = await otherSecond(parts, { price, chargedCumulative, seq: 9n });
      await parts.disputes.refute(1n, firstAnswer(parts), other, signature);
    }
  });

  it("refuses one beside it, whatever its number: books that were lost count from one again", async () => {
    for (const [price, chargedCumulative] of [
      [5_000n, 5_000n],
      [20_000n, 45_000n],
      [0n, 5_000n],
      [0n, 25_000n],
    ] as const) {
      const parts = await loadFixture(answered);
      const { disputes } = parts;
      const [other, signature] = await otherSecond(parts, { price, chargedCumulative, seq: 2n });
      await expect(disputes.refute(1n, firstAnswer(parts), other, signature))
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesNoOverlap")
        .withArgs(chargedCumulative, 25_000n);
    }
  });

  it("refuses the answer itself as its refutation", async () => {
    const parts = await loadFixture(answered);
    const { disputes, claimed } = parts;
    const [receipt, signature] = claimed.rows[0]!.receipts[SECOND]!;
    await expect(disputes.refute(1n, receipt, receipt, signature))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesSameReceipt")
      .withArgs(digestOf(parts, receipt));
  });

  it("refuses another receipt in the answer's place", async () => {
    const parts = await loadFixture(answered);
    const { disputes } = parts;
    const [other, signature] = await otherSecond(parts);
    await expect(disputes.refute(1n, other, other, signature))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherReceipt")
      .withArgs(digestOf(parts, other), digestOf(parts, firstAnswer(parts)));
  });

  it("refuses a receipt that the gateway did not sign: a payer cannot make one up", async () => {
    const parts = await loadFixture(answered);
    const { disputes, gateway, payer } = parts;
    const forged = { ...firstAnswer(parts), callId: keccak256("0x0bad") };
    const [, signature] = await signedReceipt(parts, forged, 25_000n, forged, payer);
    await expect(disputes.refute(1n, firstAnswer(parts), forged, signature))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNotReceiptKey")
      .withArgs(gateway.address, payer.address, forged.issuedAt);
  });

  it("refuses a receipt from before the receipt key was registered", async () => {
    const parts = await loadFixture(answered);
    const { disputes, gateway, receiptKey } = parts;
    const [other, signature] = await otherSecond(parts, { issuedAt: 1n });
    await expect(disputes.refute(1n, firstAnswer(parts), other, signature))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNotReceiptKey")
      .withArgs(gateway.address, receiptKey.address, 1n);
  });

  it("refuses a receipt of another ledger or another epoch", async () => {
    const parts = await loadFixture(answered);
    const { disputes, claimed, other: service } = parts;
    const [served] = claimed.rows;
    const { voucher } = served!.row;
    const elsewhere = { ...served!.row, voucher: { ...voucher, serviceId: service.serviceId } };
    await expect(disputes.refute(1n, firstAnswer(parts), ...(await receiptFor(parts, elsewhere))))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherLedger")
      .withArgs(ledgerId(elsewhere), ledgerId(served!.row));
    const later = { ...served!.row, voucher: { ...voucher, epoch: 1 } };
    await expect(disputes.refute(1n, firstAnswer(parts), ...(await receiptFor(parts, later))))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherEpoch")
      .withArgs(1n, 0n);
  });

  it("comes after an answer, until 48 hours later, and not a second more", async () => {
    const parts = await loadFixture(answered);
    const { disputes } = parts;
    const { deadline } = await disputes.disputeOf(1n);
    const other = await otherSecond(parts);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(disputes.refute(1n, firstAnswer(parts), ...other))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooLate")
      .withArgs(deadline + 1n, deadline);
    await snapshot.restore();
    await time.setNextBlockTimestamp(deadline);
    await disputes.refute(1n, firstAnswer(parts), ...other);
  });

  it("refuses what is not answered", async () => {
    const parts = await loadFixture(disputed);
    const { disputes } = parts;
    await expect(refuteSecond(parts))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
      .withArgs(1n, State.Open);
  });

  it("refunds a row once, however many of its disputes are won", async () => {
    const parts = await loadFixture(answered);
    const { disputes, gateways, payer, gateway, claimed } = parts;
    await open(parts, claimed);
    await disputes.answer(2n, answerWith(parts, claimed, SECOND));
    await open(parts, claimed);
    await refuteSecond(parts);
    await expect(disputes.refute(2n, firstAnswer(parts), ...(await otherSecond(parts))))
      .to.emit(disputes, "DisputeRefunded")
      .withArgs(2n, payer.address, gateway.address, 0n, DISPUTE_BOND);
    // The third waits still, and its time passes in silence.
    expect((await disputes.rowOf(1n, 0n)).open).to.equal(true);
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(3n);
    expect((await gateways.bondClaimOf(gateway.address, 1n, payer.address)).filed).to.equal(50_001n);
    expect(await disputes.owedTo(payer.address)).to.equal(3n * DISPUTE_BOND);
    expect([...(await disputes.rowOf(1n, 0n))]).to.deep.equal([3n, false, 50_001n]);
  });
});
