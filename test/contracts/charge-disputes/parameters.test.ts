import { expect } from "chai";
import { as, deploy, ethers, networkHelpers } from "../helpers/chain.ts";
import { claimedFive, disputed, DISPUTE_BOND, open } from "../helpers/dispute.ts";
import { USDC, type Market } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;

describe("ChargeDisputes.setDisputeBond", () => {
  it("counts for later disputes, and a running one keeps its bond", async () => {
    const parts = await loadFixture(disputed);
    const { disputes, admin } = parts;
    await expect(as(disputes, admin).setDisputeBond(20n * USDC))
      .to.emit(disputes, "DisputeBondSet")
      .withArgs(20n * USDC);
    expect((await disputes.disputeOf(1n)).bond).to.equal(DISPUTE_BOND);
    expect(await disputes.disputeBond()).to.equal(20n * USDC);
  });

  it("is what the next dispute costs", async () => {
    const parts = await loadFixture(claimedFive);
    const { disputes, token, admin, payer, claimed } = parts;
    await as(disputes, admin).setDisputeBond(20n * USDC);
    await expect(open(parts, claimed)).to.changeTokenBalance(ethers, token, payer.signer, -20n * USDC);
  });

  it("stops at its bounds, the constructor's too, and is for governance alone", async () => {
    const { disputes, vault, gateways, authority, admin, gateway } = await loadFixture(claimedFive);
    for (const amount of [USDC - 1n, 100n * USDC + 1n]) {
      for (const attempt of [
        () => as(disputes, admin).setDisputeBond(amount),
        () => deploy<Market["disputes"]>("ChargeDisputes", [vault, gateways, authority, amount]),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(disputes, "ChargeDisputesBondOutOfBounds")
          .withArgs(amount, USDC, 100n * USDC);
      }
    }
    for (const amount of [USDC, 100n * USDC]) {
      await as(disputes, admin).setDisputeBond(amount);
      expect(await disputes.disputeBond()).to.equal(amount);
    }
    await expect(as(disputes, gateway).setDisputeBond(USDC))
      .to.be.revertedWithCustomError(disputes, "AccessManagedUnauthorized")
      .withArgs(gateway.address);
  });
});

describe("The windows of a dispute", () => {
  it("open while the earnings of the claim are still held", async () => {
    const { disputes, earnings } = await loadFixture(claimedFive);
    expect(await disputes.OPEN_WINDOW()).to.be.lessThanOrEqual(await earnings.SHORTEST_HOLD());
  });

  it("end before a gateway that asks to leave has its bond", async () => {
    const { disputes, gateways } = await loadFixture(claimedFive);
    const windows =
      (await disputes.OPEN_WINDOW()) + (await disputes.ANSWER_WINDOW()) + (await disputes.REFUTE_WINDOW());
    expect(windows + (await gateways.BOND_WINDOW())).to.be.lessThanOrEqual(await gateways.EXIT_PERIOD());
  });
});
