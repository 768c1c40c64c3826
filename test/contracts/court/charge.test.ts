import { expect } from "chai";
import { addressOf, as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import {
  afterDeadline,
  afterRuleBy,
  CaseState,
  courtOf,
  EVIDENCE,
  Kind,
  REJECTED,
  rule,
  UPHELD,
} from "../helpers/court.ts";
import { answered, DISPUTE_BOND, SECOND, State } from "../helpers/dispute.ts";
import { NO_PERMIT } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const PRICE = 20_000n;
const RULE_WINDOW = 21n * DAY;
/** An answer, a ruling, and the time to execute it. */
const NEEDED = 12n * DAY;

/** A call was charged that the payer says has failed; its gateway has shown the receipt. */
async function contested() {
  const parts = await answered();
  const { disputes, payer, claimed } = parts;
  const [receipt] = claimed.rows[0]!.receipts[SECOND]!;
  // The Court needs a week of holdings to have voters, and the payer has two days to contest.
  await as(disputes, payer).contest(1n, receipt, NO_PERMIT);
  const contestedAt = await now();
  return { ...(await courtOf(parts)), contestedAt };
}

async function opened() {
  const parts = await contested();
  await parts.court.openCharge(1n, EVIDENCE);
  return parts;
}

describe("Court.openCharge", () => {
  it("takes no bond: those of the parties are at ChargeDisputes", async () => {
    const parts = await loadFixture(contested);
    const { token, payer, publisher, stranger } = parts;
    await as(parts.court, stranger).openCharge(1n, EVIDENCE);
    const found = await parts.court.caseOf(1n);
    expect([found.kind, found.challenger, found.respondent, found.amount, found.bond]).to.deep.equal([
      Kind.Charge,
      payer.address,
      publisher.address,
      PRICE,
      0n,
    ]);
    expect(await token.balanceOf(parts.court)).to.equal(0n);
  });

  it("upheld: the price goes back to the payer, and his bonds", async () => {
    const parts = await loadFixture(opened);
    const { vault, disputes, payer, gateway } = parts;
    await afterDeadline(parts);
    const before = (await vault.accountOf(payer.address, gateway.address)).balance;
    await rule(parts, UPHELD);
    await time.increase(1n);
    await expect(parts.court.execute(1n)).to.emit(disputes, "DisputeRuled").withArgs(1n, true, PRICE);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(before + PRICE);
    expect(await disputes.owedTo(payer.address)).to.equal(2n * DISPUTE_BOND);
  });

  it("rejected: the price is the publisher's, and the bonds are his and the gateway's", async () => {
    const parts = await loadFixture(opened);
    const { disputes, earnings, publisher, gateway } = parts;
    await as(parts.court, publisher).answer(1n, EVIDENCE, NO_PERMIT);
    await rule(parts, REJECTED);
    await parts.court.execute(1n);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Dismissed));
    expect((await earnings.freezeOf(1n)).amount).to.equal(0n);
    expect(await disputes.owedTo(publisher.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
  });

  it("admitted by the publisher: the price goes back at once", async () => {
    const parts = await loadFixture(opened);
    const { disputes, publisher } = parts;
    await as(parts.court, publisher).concede(1n);
    await expect(parts.court.execute(1n)).to.emit(disputes, "DisputeRuled").withArgs(1n, true, PRICE);
  });

  it("has no appeal: the price of a call is not worth a vote, and there is no time for one", async () => {
    const parts = await loadFixture(opened);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await expect(as(parts.court, parts.publisher).appeal(1n, NO_PERMIT))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Decided);
  });

  it("without a ruling leaves the dispute to end in its own time", async () => {
    const parts = await loadFixture(opened);
    const { disputes, payer, gateway } = parts;
    await afterRuleBy(parts);
    await parts.court.execute(1n);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Contested));
    const { deadline } = await disputes.disputeOf(1n);
    await time.increaseTo(deadline + 1n);
    await disputes.conclude(1n);
    expect(await disputes.owedTo(payer.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
  });

  it("ends when ChargeDisputes has ended the dispute before it", async () => {
    const parts = await loadFixture(opened);
    const { disputes } = parts;
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    const { deadline } = await disputes.disputeOf(1n);
    await time.increaseTo(deadline + 1n);
    await disputes.conclude(1n);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, 0n, 0n, 0n, 0n);
  });

  it("is refused for what nobody contests, twice at a time, and when there is no time left for it", async () => {
    const parts = await loadFixture(contested);
    const { contestedAt } = parts;
    await expect(parts.court.openCharge(2n, EVIDENCE))
      .to.be.revertedWithCustomError(parts.court, "CourtNotContested")
      .withArgs(2n);
    const late = contestedAt + RULE_WINDOW - NEEDED + 1n;
    await time.setNextBlockTimestamp(late);
    await expect(parts.court.openCharge(1n, EVIDENCE))
      .to.be.revertedWithCustomError(parts.court, "CourtNoTimeLeft")
      .withArgs(late + NEEDED, contestedAt + RULE_WINDOW);
    const other = await loadFixture(opened);
    await expect(other.court.openCharge(1n, EVIDENCE))
      .to.be.revertedWithCustomError(other.court, "CourtRunning")
      .withArgs(1n);
  });

  it("leaves the ruling at ChargeDisputes to the Court alone, the council not asked", async () => {
    const parts = await loadFixture(opened);
    const { disputes, judge } = parts;
    await expect(as(disputes, judge).rule(1n, true))
      .to.be.revertedWithCustomError(disputes, "AccessManagedUnauthorized")
      .withArgs(judge.address);
    expect(await addressOf(disputes)).to.equal(await parts.court.DISPUTES());
  });
});
