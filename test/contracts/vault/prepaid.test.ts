import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { market, NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;

async function funded() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

describe("EscrowVault.collectPrepaid", () => {
  it("is for Subscriptions and Streams alone: the gateway's own settler cannot take an account's money ahead", async () => {
    const { vault, payer, gateway, settler } = await loadFixture(funded);
    await expect(as(vault, settler).collectPrepaid(payer.address, gateway.address, USDC))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotPrepaid")
      .withArgs(settler.address);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(10n * USDC);
  });
});
