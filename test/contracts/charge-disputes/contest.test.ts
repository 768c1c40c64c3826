import { expect } from "chai";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import {
  answered,
  answerWith,
  digestOf,
  disputed,
  DISPUTE_BOND,
  open,
  refuteSecond,
  SECOND,
  State,
} from "../helpers/dispute.ts";
import { permitFor } from "../helpers/listing.ts";
import { NO_PERMIT } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

type Answered = Awaited<ReturnType<typeof answered>>;

const NET = 47_500n;
const PRICE = 20_000n;

function receiptOf({ claimed }: Answered) {
  return claimed.rows[0]!.receipts[SECOND]![0];
}

function contest(parts: Answered, disputeId = 1n) {
  return as(parts.disputes, parts.payer).contest(disputeId, receiptOf(parts), NO_PERMIT);
}

/** The answer of the dispute, contested by the payer. */
async function contested() {
  const parts = await answered();
  await contest(parts);
  return parts;
}

describe("ChargeDisputes.contest", () => {
  it("freezes the charge's price in the publisher's earnings, and no more, for a second bond", async () => {
    const parts = await loadFixture(answered);
    const { disputes, earnings, token, gateways, payer, publisher, gateway, service } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const contesting = contest(parts);
    await expect(contesting)
      .to.emit(disputes, "DisputeContested")
      .withArgs(
        1n,
        payer.address,
        publisher.address,
        service.serviceId,
        PRICE,
        2n * DISPUTE_BOND,
        at + 21n * DAY,
      );
    await expect(contesting)
      .to.emit(earnings, "EarningsFrozen")
      .withArgs(1n, publisher.address, service.serviceId, PRICE, at + 21n * DAY);
    await expect(contesting).to.changeTokenBalances(
      ethers,
      token,
      [payer.signer, disputes],
      [-DISPUTE_BOND, DISPUTE_BOND],
    );
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(NET - PRICE);
    const { state, bond, deadline } = await disputes.disputeOf(1n);
    expect([state, bond, deadline]).to.deep.equal([
      BigInt(State.Contested),
      2n * DISPUTE_BOND,
      at + 21n * DAY,
    ]);
    // The gateway has answered: its bond is out of it.
    expect(await gateways.openCases(gateway.address)).to.equal(0n);
  });

  it("takes the second bond by permit", async () => {
    const parts = await loadFixture(answered);
    const { disputes, token, payer } = parts;
    await as(token, payer).approve(disputes, 0n);
    const permit = await permitFor(parts, payer, await addressOf(disputes), DISPUTE_BOND);
    await as(disputes, payer).contest(1n, receiptOf(parts), permit);
    expect(await token.balanceOf(disputes)).to.equal(2n * DISPUTE_BOND);
  });

  it("freezes what is there, and takes nothing later from a publisher who has none left", async () => {
    const parts = await loadFixture(answered);
    const { earnings, services, publisher, rival, service } = parts;
    // The service is another's now, who has earned nothing with it.
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    await contest(parts);
    const [payee, amount] = await earnings.freezeOf(1n);
    expect([payee, amount]).to.deep.equal([rival.address, 0n]);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(NET);
  });

  it("is the payer's alone", async () => {
    const parts = await loadFixture(answered);
    const { disputes, payer, stranger } = parts;
    await expect(as(disputes, stranger).contest(1n, receiptOf(parts), NO_PERMIT))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesNotPayer")
      .withArgs(payer.address, stranger.address);
  });

  it("comes after an answer, until 48 hours later, and not a second more", async () => {
    const unanswered = await loadFixture(disputed);
    await expect(contest(unanswered))
      .to.be.revertedWithCustomError(unanswered.disputes, "ChargeDisputesState")
      .withArgs(1n, State.Open);
    const parts = await loadFixture(answered);
    const { disputes } = parts;
    const { deadline } = await disputes.disputeOf(1n);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(contest(parts))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooLate")
      .withArgs(deadline + 1n, deadline);
    await snapshot.restore();
    await time.setNextBlockTimestamp(deadline);
    await contest(parts);
  });

  it("takes the answer's receipt and no other", async () => {
    const parts = await loadFixture(answered);
    const { disputes, payer, claimed } = parts;
    const [other] = claimed.rows[0]!.receipts[0]!;
    await expect(as(disputes, payer).contest(1n, other, NO_PERMIT))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesOtherReceipt")
      .withArgs(digestOf(parts, other), digestOf(parts, receiptOf(parts)));
  });

  it("takes each charge once: a publisher answers for it once", async () => {
    const parts = await loadFixture(contested);
    const { disputes, claimed } = parts;
    await open(parts, claimed);
    await disputes.answer(2n, answerWith(parts, claimed, SECOND));
    await expect(contest(parts, 2n))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesContested")
      .withArgs(digestOf(parts, receiptOf(parts)));
  });
});

describe("ChargeDisputes.rule", () => {
  it("against the publisher pays the price into the payer's account, and gives him both bonds", async () => {
    const parts = await loadFixture(contested);
    const { disputes, earnings, vault, admin, payer, publisher, gateway, service } = parts;
    const { balance } = await vault.accountOf(payer.address, gateway.address);
    const ruling = as(disputes, admin).rule(1n, true);
    await expect(ruling).to.emit(disputes, "DisputeRuled").withArgs(1n, true, PRICE);
    await expect(ruling)
      .to.emit(earnings, "FrozenPaid")
      .withArgs(1n, publisher.address, service.serviceId, payer.address, gateway.address, PRICE);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(balance + PRICE);
    expect(await disputes.owedTo(payer.address)).to.equal(2n * DISPUTE_BOND);
    expect((await disputes.rowOf(1n, 0n)).refunded).to.equal(PRICE);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Refunded));
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(NET - PRICE);
  });

  it("for the publisher releases the price, and gives the bonds to the gateway and to him", async () => {
    const parts = await loadFixture(contested);
    const { disputes, earnings, admin, publisher, gateway, service } = parts;
    const ruling = as(disputes, admin).rule(1n, false);
    await expect(ruling).to.emit(disputes, "DisputeRuled").withArgs(1n, false, 0n);
    await expect(ruling)
      .to.emit(earnings, "EarningsReleased")
      .withArgs(1n, publisher.address, service.serviceId, PRICE);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(PRICE);
    expect(await disputes.owedTo(publisher.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Dismissed));
  });

  it("refunds no more than the row took, whatever the bond has refunded of it", async () => {
    const parts = await loadFixture(answered);
    const { disputes, earnings, gateways, admin, payer, publisher, gateway, claimed, service } = parts;
    await open(parts, claimed);
    await disputes.answer(2n, answerWith(parts, claimed, SECOND));
    await contest(parts, 2n);
    await refuteSecond(parts);
    await expect(as(disputes, admin).rule(2n, true)).to.emit(disputes, "DisputeRuled").withArgs(2n, true, 0n);
    expect((await gateways.bondClaimOf(gateway.address, 1n, payer.address)).filed).to.equal(50_001n);
    expect((await disputes.rowOf(1n, 0n)).refunded).to.equal(50_001n);
    // What was frozen is the publisher's again.
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(PRICE);
  });

  it("before the bond refunds leaves the bond the rest of the row", async () => {
    const parts = await loadFixture(contested);
    const { disputes, admin, payer, gateway, claimed } = parts;
    await as(disputes, admin).rule(1n, true);
    await open(parts, claimed);
    await time.increase(3n * DAY + 1n);
    await expect(disputes.conclude(2n))
      .to.emit(disputes, "DisputeRefunded")
      .withArgs(2n, payer.address, gateway.address, 50_001n - PRICE, DISPUTE_BOND);
  });

  it("is for governance alone, once, and within 21 days", async () => {
    const parts = await loadFixture(contested);
    const { disputes, admin, gateway } = parts;
    await expect(as(disputes, gateway).rule(1n, false))
      .to.be.revertedWithCustomError(disputes, "AccessManagedUnauthorized")
      .withArgs(gateway.address);
    const { deadline } = await disputes.disputeOf(1n);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(disputes, admin).rule(1n, true))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooLate")
      .withArgs(deadline + 1n, deadline);
    await snapshot.restore();
    await time.setNextBlockTimestamp(deadline);
    await as(disputes, admin).rule(1n, true);
    await expect(as(disputes, admin).rule(1n, true))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
      .withArgs(1n, State.Refunded);
  });
});

describe("A contested charge that nobody rules on", () => {
  it("is released after 21 days, the gateway keeps what its answer earned, and the payer his second bond", async () => {
    const parts = await loadFixture(contested);
    const { disputes, earnings, payer, publisher, gateway, service } = parts;
    const { deadline } = await disputes.disputeOf(1n);
    await time.setNextBlockTimestamp(deadline);
    await expect(disputes.conclude(1n))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooEarly")
      .withArgs(deadline, deadline + 1n);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(disputes.conclude(1n)).to.emit(disputes, "DisputeLapsed").withArgs(1n);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(payer.address)).to.equal(DISPUTE_BOND);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(NET);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Dismissed));
  });

  it("can be released by its publisher himself, and is concluded all the same", async () => {
    const parts = await loadFixture(contested);
    const { disputes, earnings, publisher, gateway, service } = parts;
    const { until } = await earnings.freezeOf(1n);
    await time.setNextBlockTimestamp(until);
    await as(earnings, publisher).release(1n);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(NET);
    await disputes.conclude(1n);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
  });
});
