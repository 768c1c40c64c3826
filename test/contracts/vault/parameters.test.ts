import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers } from "../helpers/chain.ts";
import { market, NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;

describe("EscrowVault's parameters", () => {
  it("start at 1 USDC and 24 hours", async () => {
    const { vault } = await loadFixture(market);
    expect(await vault.minDeposit()).to.equal(USDC);
    expect(await vault.thawPeriod()).to.equal(24n * HOUR);
  });

  it("move between the bounds by governance", async () => {
    const { vault, admin, payer, gateway } = await loadFixture(market);
    for (const amount of [10_000n, 100n * USDC]) {
      await expect(as(vault, admin).setMinDeposit(amount)).to.emit(vault, "MinDepositSet").withArgs(amount);
    }
    for (const period of [8n * HOUR, 7n * DAY]) {
      await expect(as(vault, admin).setThawPeriod(period)).to.emit(vault, "ThawPeriodSet").withArgs(period);
    }
    await expect(as(vault, payer).deposit(payer.address, gateway.address, 99n * USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultDepositTooSmall")
      .withArgs(99n * USDC, 100n * USDC);
  });

  it("stop at the bounds", async () => {
    const { vault, admin } = await loadFixture(market);
    for (const amount of [9_999n, 100n * USDC + 1n]) {
      await expect(as(vault, admin).setMinDeposit(amount))
        .to.be.revertedWithCustomError(vault, "EscrowVaultMinDepositOutOfBounds")
        .withArgs(amount, 10_000n, 100n * USDC);
    }
    for (const period of [8n * HOUR - 1n, 7n * DAY + 1n]) {
      await expect(as(vault, admin).setThawPeriod(period))
        .to.be.revertedWithCustomError(vault, "EscrowVaultThawPeriodOutOfBounds")
        .withArgs(period, 8n * HOUR, 7n * DAY);
    }
  });

  it("are for governance alone", async () => {
    const { vault, payer, gateway } = await loadFixture(market);
    for (const who of [payer, gateway]) {
      await expect(as(vault, who).setMinDeposit(USDC))
        .to.be.revertedWithCustomError(vault, "AccessManagedUnauthorized")
        .withArgs(who.address);
      await expect(as(vault, who).setThawPeriod(DAY))
        .to.be.revertedWithCustomError(vault, "AccessManagedUnauthorized")
        .withArgs(who.address);
    }
  });
});
