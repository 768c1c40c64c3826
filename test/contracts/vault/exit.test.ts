import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { market, NO_PERMIT, PURSE, USDC } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

async function funded() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

describe("EscrowVault.thaw", () => {
  it("starts the clock and leaves the balance", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await time.setNextBlockTimestamp((await now()) + 10n);
    const thawEnd = (await now()) + 10n + 24n * HOUR;
    await expect(as(vault, payer).thaw(gateway.address, 4n * USDC))
      .to.emit(vault, "Thawing")
      .withArgs(payer.address, gateway.address, 4n * USDC, 4n * USDC, thawEnd);
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal([
      10n * USDC,
      4n * USDC,
      thawEnd,
      0n,
    ]);
  });

  it("restarts the clock for the whole sum, so that a second thaw is no quick exit", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await as(vault, payer).thaw(gateway.address, USDC);
    await time.increase(23n * HOUR);
    await as(vault, payer).thaw(gateway.address, 9n * USDC);
    const { thawing, thawEnd } = await vault.accountOf(payer.address, gateway.address);
    expect(thawing).to.equal(10n * USDC);
    expect(thawEnd).to.equal((await now()) + 24n * HOUR);
    await time.increase(2n * HOUR);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultStillThawing")
      .withArgs(thawEnd);
  });

  it("refuses nothing, and more than is not thawing yet", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await expect(as(vault, payer).thaw(gateway.address, 0n)).to.be.revertedWithCustomError(
      vault,
      "EscrowVaultZeroAmount",
    );
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    await expect(as(vault, payer).thaw(gateway.address, 6n * USDC + 1n))
      .to.be.revertedWithCustomError(vault, "EscrowVaultInsufficientBalance")
      .withArgs(6n * USDC, 6n * USDC + 1n);
  });
});

describe("EscrowVault.cancelThaw", () => {
  it("puts the funds back to work and keeps the epoch", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    await expect(as(vault, payer).cancelThaw(gateway.address))
      .to.emit(vault, "ThawCancelled")
      .withArgs(payer.address, gateway.address, 4n * USDC);
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal([10n * USDC, 0n, 0n, 0n]);
  });

  it("refuses when nothing thaws", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await expect(as(vault, payer).cancelThaw(gateway.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNothingThawing")
      .withArgs(payer.address, gateway.address);
  });
});

describe("EscrowVault.withdraw", () => {
  it("pays the thawed part to whom the payer names, and raises the epoch", async () => {
    const { vault, token, payer, gateway, stranger } = await loadFixture(funded);
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    await time.increase(24n * HOUR);
    await expect(as(vault, payer).withdraw(gateway.address, stranger.address))
      .to.emit(vault, "Withdrawn")
      .withArgs(payer.address, gateway.address, stranger.address, 4n * USDC, 6n * USDC, 1n);
    expect(await token.balanceOf(stranger.address)).to.equal(4n * USDC);
    expect(await token.balanceOf(vault)).to.equal(6n * USDC);
    expect(await token.balanceOf(payer.address)).to.equal(PURSE - 10n * USDC);
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal([6n * USDC, 0n, 0n, 1n]);
  });

  it("refuses one second early and passes at the end", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    const { thawEnd } = await vault.accountOf(payer.address, gateway.address);
    await time.setNextBlockTimestamp(thawEnd - 1n);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultStillThawing")
      .withArgs(thawEnd);
    await time.setNextBlockTimestamp(thawEnd);
    await as(vault, payer).withdraw(gateway.address, payer.address);
  });

  it("refuses when nothing thaws, and the zero address", async () => {
    const { vault, payer, gateway } = await loadFixture(funded);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNothingThawing")
      .withArgs(payer.address, gateway.address);
    await as(vault, payer).thaw(gateway.address, USDC);
    await time.increase(24n * HOUR);
    await expect(as(vault, payer).withdraw(gateway.address, zeroAddress)).to.be.revertedWithCustomError(
      vault,
      "EscrowVaultZeroAddress",
    );
  });

  it("keeps the thaw it started with when governance changes the period", async () => {
    const { vault, admin, payer, gateway } = await loadFixture(funded);
    await as(vault, payer).thaw(gateway.address, USDC);
    const { thawEnd } = await vault.accountOf(payer.address, gateway.address);
    await as(vault, admin).setThawPeriod(7n * DAY);
    await time.setNextBlockTimestamp(thawEnd);
    await as(vault, payer).withdraw(gateway.address, payer.address);
  });

  it("leaves to a claim what was accepted before: thawing funds pay, and the rest is withdrawn", async () => {
    const parts = await loadFixture(funded);
    const { vault, token, payer, settler, gateway, stranger } = parts;
    await as(vault, payer).thaw(gateway.address, 10n * USDC);
    const { thawEnd } = await vault.accountOf(payer.address, gateway.address);
    await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 3n * USDC })], zeroHash);
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal([
      7n * USDC,
      7n * USDC,
      thawEnd,
      0n,
    ]);
    await time.increase(24n * HOUR);
    await as(vault, payer).withdraw(gateway.address, stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(7n * USDC);
    expect(await token.balanceOf(vault)).to.equal(0n);
  });

  it("touches the thawing part of a claim only when the rest is used up", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, settler, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    const claim = async (charged: bigint) =>
      as(vault, settler).claim(gateway.address, [await row(parts, { charged })], zeroHash);
    await claim(6n * USDC);
    expect((await vault.accountOf(payer.address, gateway.address)).thawing).to.equal(4n * USDC);
    await claim(6n * USDC + 1n);
    expect((await vault.accountOf(payer.address, gateway.address)).thawing).to.equal(4n * USDC - 1n);
  });

  it("makes vouchers of the old epoch worthless, and counts the new epoch from zero", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, settler, gateway, service } = parts;
    const claim = async (epoch: number, charged: bigint) =>
      as(vault, settler).claim(
        gateway.address,
        [await row(parts, { charged, voucher: { epoch } })],
        zeroHash,
      );
    await claim(0, 2n * USDC);
    await as(vault, payer).thaw(gateway.address, USDC);
    await time.increase(24n * HOUR);
    await as(vault, payer).withdraw(gateway.address, payer.address);

    await expect(claim(0, 3n * USDC))
      .to.emit(vault, "RowSkipped")
      .withArgs(2n, 0n, payer.address, service.serviceId, payer.address, 1n);
    await claim(1, USDC);
    const ledger = await vault.ledgerOf(payer.address, gateway.address, payer.address, service.serviceId);
    expect(ledger.claimed).to.equal(USDC);
    expect(ledger.epoch).to.equal(1n);
    // The fees carry over: without an integrator the treasury has 60 % of the 5 % on $3.
    expect(ledger.fees).to.equal(90_000n);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(6n * USDC);
  });
});
