import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers, type Person } from "../helpers/chain.ts";
import { BOND, NO_PERMIT, USDC } from "../helpers/market.ts";
import { receiptFor, signedReceipt } from "../helpers/receipt.ts";
import { row } from "../helpers/sign.ts";
import { exact } from "../helpers/exact.ts";
import { attacked, earnedBy, type Attacked } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;
const WINDOW = 7n * DAY;

async function leave({ vault, gateway }: Attacked, who: Person, amount: bigint) {
  await as(vault, who).thaw(gateway.address, amount);
  await time.increase(DAY);
  await as(vault, who).withdraw(gateway.address, who.address);
}

function filedFor({ gateways, gateway }: Attacked, who: Person) {
  return gateways.bondClaimOf(gateway.address, 1n, who.address);
}

describe("A gateway's bond of $5000", () => {
  it("corrections 1: receipts for a service of its own dilute a run by what really moved, and no more", async () => {
    const parts = await loadFixture(attacked);
    const { vault, forced, token, gateways, payer, gateway, publisher, rival, ownService } = parts;
    // An honest publisher was receipted $100 and never paid: the payer has left.
    const served = await row(parts, { charged: 100n * USDC });
    const args = await receiptFor(parts, served);
    await leave(parts, payer, 100n * USDC);
    // The gateway's own payer had $1000 for a day, and its receipts say a million.
    await token.mint(rival.address, 1_000n * USDC);
    await as(token, rival).approve(vault, 1_000n * USDC);
    await as(vault, rival).deposit(rival.address, gateway.address, 1_000n * USDC, NO_PERMIT);
    const forged = await row(parts, {
      by: rival,
      charged: 1_000_000n * USDC,
      quote: ownService,
      voucher: { payer: rival.address },
    });
    const lie = await receiptFor(parts, forged);
    await leave(parts, rival, 1_000n * USDC);

    await forced.forceClaim(forged, ...lie);
    await expect(forced.forceClaim(forged, ...lie))
      .to.be.revertedWithCustomError(forced, "ForcedClaimsNothingLeft")
      .withArgs(rival.address, gateway.address, 0n);
    await forced.forceClaim(served, ...args);
    expect(await filedFor(parts, rival)).to.deep.equal([950n * USDC, 0n]);
    expect(await filedFor(parts, publisher)).to.deep.equal([95n * USDC, 0n]);

    // Both are paid whole: the bond reaches for all that moved.
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    await as(gateways, publisher).collectBondClaims(gateway.address, 1n, publisher.address);
    expect(await token.balanceOf(publisher.address)).to.equal(95n * USDC);
    expect((await gateways.gatewayOf(gateway.address)).bond).to.equal(BOND - 1_045n * USDC);
  });

  it("corrections 1: cannot be emptied before its victims: who files first is paid no better than who files last", async () => {
    const parts = await loadFixture(attacked);
    const { vault, forced, token, gateways, payer, gateway, publisher, rival, ownService } = parts;
    const served = await row(parts, { charged: 100n * USDC });
    const args = await receiptFor(parts, served);
    await token.mint(rival.address, 9_900n * USDC);
    await as(token, rival).approve(vault, 9_900n * USDC);
    await as(vault, rival).deposit(rival.address, gateway.address, 9_900n * USDC, NO_PERMIT);
    const voucher = { payer: rival.address };
    const own = await row(parts, { by: rival, charged: 9_900n * USDC, quote: ownService, voucher });
    const first = await receiptFor(parts, own);
    await leave(parts, rival, 9_900n * USDC);
    await forced.forceClaim(own, ...first);
    await leave(parts, payer, 100n * USDC);

    // The rival's claim alone is above the bond. He collects nothing until the window is over.
    await expect(as(gateways, rival).collectBondClaims(gateway.address, 1n, rival.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryNothingFiled")
      .withArgs(gateway.address, 1n, rival.address);
    await forced.forceClaim(served, ...args);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    // $5000 for claims of $9500: each gets 10 of 19.
    await as(gateways, rival).collectBondClaims(gateway.address, 1n, rival.address);
    await as(gateways, publisher).collectBondClaims(gateway.address, 1n, publisher.address);
    expect(await token.balanceOf(publisher.address)).to.equal(50n * USDC);
    expect((await gateways.gatewayOf(gateway.address)).bond).to.equal(0n);
  });

  it("corrections 3: an exact collected from the bond is not paid by the account as well", async () => {
    const parts = await loadFixture(attacked);
    const { vault, forced, gateways, settler, payer, gateway, publisher, service } = parts;
    const payment = await exact(parts, "one", { changes: { value: 40n * USDC, validBefore: 2n ** 40n } });
    const subject = {
      ...service,
      payer: payer.address,
      gateway: gateway.address,
      key: payer.address,
      epoch: 0,
    };
    const proof = { seq: 0n, callId: payment.nonce };
    const args = await signedReceipt(parts, subject, payment.value, proof);
    await leave(parts, payer, 100n * USDC);
    await as(vault, payer).deposit(payer.address, gateway.address, 100n * USDC, NO_PERMIT);
    await forced.forceExact(payment, ...args);

    await as(vault, settler).settleExacts(gateway.address, [payment]);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(100n * USDC);
    expect(await earnedBy(parts, publisher, service)).to.equal(0n);
    expect(await filedFor(parts, publisher)).to.deep.equal([38n * USDC, 0n]);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
  });

  it("corrections 1: a receipt too small for any publisher's part does not stop the gateway's business", async () => {
    const parts = await loadFixture(attacked);
    const { forced, gateways, payer, gateway } = parts;
    // One base unit, all of which is the fee.
    const dust = await row(parts, { charged: 1n });
    const args = await receiptFor(parts, dust);
    await leave(parts, payer, 100n * USDC);
    await time.increase(HOUR);
    await expect(forced.forceClaim(dust, ...args)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAmount",
    );
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });
});
