import { expect } from "chai";
import { as, DAY, ethers, networkHelpers } from "../helpers/chain.ts";
import {
  answered,
  answerWith,
  claimServed,
  disputable,
  disputed,
  DISPUTE_BOND,
  open,
  SECOND,
  serve,
  State,
} from "../helpers/dispute.ts";
import { BOND, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const CHARGED = 50_001n;

describe("ChargeDisputes.conclude", () => {
  it("after silence owes the payer the row from the gateway's bond, and his own bond", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, gateways, payer, gateway, stranger } = parts;
    const { deadline } = await disputes.disputeOf(1n);
    await time.setNextBlockTimestamp(deadline + 1n);
    const ending = as(disputes, stranger).conclude(1n);
    await expect(ending)
      .to.emit(disputes, "DisputeRefunded")
      .withArgs(1n, payer.address, gateway.address, CHARGED, DISPUTE_BOND);
    await expect(ending)
      .to.emit(gateways, "BondClaimFiled")
      .withArgs(gateway.address, 1n, payer.address, CHARGED, deadline + 1n + 7n * DAY);
    expect(await disputes.owedTo(payer.address)).to.equal(DISPUTE_BOND);
    expect([...(await disputes.rowOf(1n, 0n))]).to.deep.equal([1n, false, CHARGED]);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Refunded));
    expect(await gateways.openCases(gateway.address)).to.equal(0n);
  });

  it("after an answer that stood gives the bond to the gateway, whoever answered", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, gateways, payer, gateway, publisher, claimed } = parts;
    await as(disputes, publisher).answer(1n, answerWith(parts, claimed, SECOND));
    const { deadline } = await disputes.disputeOf(1n);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(disputes.conclude(1n))
      .to.emit(disputes, "DisputeDismissed")
      .withArgs(1n, payer.address, gateway.address, DISPUTE_BOND);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(publisher.address)).to.equal(0n);
    expect(await gateways.bondRunCount(gateway.address)).to.equal(0n);
    expect(await gateways.openCases(gateway.address)).to.equal(0n);
    expect((await disputes.disputeOf(1n)).state).to.equal(BigInt(State.Dismissed));
  });

  it("waits for the last second of an answer, and of a refutation", async () => {
    for (const [stage, reached] of [
      ["answer", disputed],
      ["refutation", answered],
    ] as const) {
      const { disputes } = await loadFixture(reached);
      const { deadline } = await disputes.disputeOf(1n);
      await time.setNextBlockTimestamp(deadline);
      await expect(disputes.conclude(1n), stage)
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesTooEarly")
        .withArgs(deadline, deadline + 1n);
      await time.setNextBlockTimestamp(deadline + 1n);
      await disputes.conclude(1n);
    }
  });

  it("ends each dispute once, and none that never was", async () => {
    const parts = await loadFixture(disputed);
    const { disputes } = parts;
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    for (const [disputeId, state] of [
      [1n, State.Refunded],
      [2n, State.None],
    ] as const) {
      await expect(disputes.conclude(disputeId))
        .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
        .withArgs(disputeId, state);
    }
  });

  it("ends each dispute once when it was answered", async () => {
    const { disputes } = await loadFixture(answered);
    await time.increase(2n * DAY + 1n);
    await disputes.conclude(1n);
    await expect(disputes.conclude(1n))
      .to.be.revertedWithCustomError(disputes, "ChargeDisputesState")
      .withArgs(1n, State.Dismissed);
  });
});

describe("A gateway's silence is the gateway's loss", () => {
  it("and not the publisher's: his earnings stay, and mature", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, earnings, publisher, service } = parts;
    const earned = await earnings.pendingOf(publisher.address, service.serviceId);
    expect(earned).to.equal(47_500n);
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    await time.increase(2n * DAY);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(earned);
  });

  it("a payer collects like a publisher, from the same run", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, gateways, usdc, payer, gateway } = parts;
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    await time.increase(7n * DAY);
    await gateways.settleBondRun(gateway.address);
    await expect(
      as(gateways, payer).collectBondClaims(gateway.address, 1n, payer.address),
    ).to.changeTokenBalances(ethers, usdc, [payer.signer, gateways], [CHARGED, -CHARGED]);
    expect((await gateways.gatewayOf(gateway.address)).bond).to.equal(BOND - CHARGED);
  });

  it("and it may make it good: a cure pays the payer at once and lifts the stop", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, gateways, usdc, payer, gateway } = parts;
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    await usdc.mint(gateway.address, CHARGED);
    await as(usdc, gateway).approve(gateways, CHARGED);
    await as(gateways, gateway).cureBondClaims(gateway.address, payer.address);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
    await expect(
      as(gateways, payer).collectBondClaims(gateway.address, 1n, payer.address),
    ).to.changeTokenBalance(ethers, usdc, payer.signer, CHARGED);
  });

  it("and it cannot leave with its bond meanwhile", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, gateways, payer, gateway } = parts;
    await as(gateways, gateway).requestExit();
    await time.increase(27n * DAY);
    const claimed = await claimServed(parts, [await serve(parts, [20_000n])]);
    await open(parts, claimed, 1n);
    await time.increase(DAY);
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryBondLocked")
      .withArgs(gateway.address, 1n);
    await time.increase(2n * DAY + 1n);
    await disputes.conclude(1n);
    await expect(as(gateways, gateway).withdrawBond(gateway.address)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryRunOpen",
    );
    await time.increase(7n * DAY);
    await gateways.settleBondRun(gateway.address);
    await as(gateways, gateway).withdrawBond(gateway.address);
    await as(gateways, payer).collectBondClaims(gateway.address, 1n, payer.address);
  });

  it("and of a claim of two services each row is a case of its own", async () => {
    const parts = await loadFixture(disputable);
    const { disputes, gateways, payer, gateway, other } = parts;
    const rows = [await serve(parts, [20_000n]), await serve(parts, [10_000n], { wishes: { quote: other } })];
    const claimed = await claimServed(parts, rows);
    await open(parts, claimed, 1n);
    await open(parts, claimed, 1n, { index: 1 });
    expect(await gateways.openCases(gateway.address)).to.equal(2n);
    await disputes.answer(2n, answerWith(parts, claimed, 0, 1));
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    await disputes.conclude(2n);
    expect((await gateways.bondClaimOf(gateway.address, 1n, payer.address)).filed).to.equal(20_000n);
    expect(await disputes.owedTo(payer.address)).to.equal(DISPUTE_BOND);
    expect(await disputes.owedTo(gateway.address)).to.equal(DISPUTE_BOND);
  });

  it("a dispute costs an honest payer nothing: his bond comes back", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, token, payer } = parts;
    await time.increase(3n * DAY + 1n);
    await disputes.conclude(1n);
    await expect(as(disputes, payer).collect(payer.address)).to.changeTokenBalances(
      ethers,
      token,
      [payer.signer, disputes],
      [DISPUTE_BOND, -DISPUTE_BOND],
    );
    expect(DISPUTE_BOND).to.equal(5n * USDC);
  });
});
