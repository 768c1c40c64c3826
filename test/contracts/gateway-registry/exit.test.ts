import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import { permitFor, registry } from "../helpers/listing.ts";
import { BOND } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const EXIT = 28n * DAY;

/** A gateway that has asked to leave. */
async function leaving() {
  const parts = await registry();
  await as(parts.gateways, parts.gateway).requestExit();
  return { ...parts, exitAt: (await now()) + EXIT };
}

describe("GatewayRegistry.requestExit", () => {
  it("stops new business for the exit's time, while claims go on", async () => {
    const { gateways, gateway, settler } = await loadFixture(registry);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(gateways, gateway).requestExit())
      .to.emit(gateways, "ExitRequested")
      .withArgs(gateway.address, at + EXIT);
    expect((await gateways.gatewayOf(gateway.address)).exitAt).to.equal(at + EXIT);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    expect(await gateways.isSettler(gateway.address, settler.address)).to.equal(true);
  });

  it("is asked for once: asking again would not change the date", async () => {
    const { gateways, gateway, exitAt } = await loadFixture(leaving);
    await expect(as(gateways, gateway).requestExit())
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryExitPending")
      .withArgs(gateway.address, exitAt);
  });
});

describe("GatewayRegistry.cancelExit", () => {
  it("takes the gateway back into business", async () => {
    const { gateways, gateway } = await loadFixture(leaving);
    await expect(as(gateways, gateway).cancelExit())
      .to.emit(gateways, "ExitCancelled")
      .withArgs(gateway.address);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });

  it("refuses without an exit, and so does the bond", async () => {
    const { gateways, gateway } = await loadFixture(registry);
    for (const attempt of [
      () => as(gateways, gateway).cancelExit(),
      () => as(gateways, gateway).withdrawBond(gateway.address),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(gateways, "GatewayRegistryNoExit")
        .withArgs(gateway.address);
    }
  });

  it("makes the next exit take the full time again", async () => {
    const { gateways, gateway, exitAt } = await loadFixture(leaving);
    await time.increaseTo(exitAt);
    await as(gateways, gateway).cancelExit();
    await as(gateways, gateway).requestExit();
    const next = (await now()) + EXIT;
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryExitPending")
      .withArgs(gateway.address, next);
  });
});

describe("GatewayRegistry.withdrawBond", () => {
  it("pays the bond to whom the gateway says, once, and lets it go on claiming", async () => {
    const { gateways, usdc, gateway, settler, stranger, exitAt } = await loadFixture(leaving);
    await time.setNextBlockTimestamp(exitAt);
    const tx = as(gateways, gateway).withdrawBond(stranger.address);
    await expect(tx).to.emit(gateways, "BondWithdrawn").withArgs(gateway.address, stranger.address, BOND);
    await expect(tx).to.changeTokenBalances(ethers, usdc, [stranger.signer, gateways], [BOND, -BOND]);
    await expect(as(gateways, gateway).withdrawBond(stranger.address)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAmount",
    );
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    expect(await gateways.isSettler(gateway.address, settler.address)).to.equal(true);
  });

  it("refuses a second before its time", async () => {
    const { gateways, gateway, exitAt } = await loadFixture(leaving);
    await time.setNextBlockTimestamp(exitAt - 1n);
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryExitPending")
      .withArgs(gateway.address, exitAt);
  });

  it("refuses nobody as receiver", async () => {
    const { gateways, gateway, exitAt } = await loadFixture(leaving);
    await time.increaseTo(exitAt);
    await expect(as(gateways, gateway).withdrawBond(zeroAddress)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAddress",
    );
  });

  it("opens the gateway again only with a new bond and without the exit", async () => {
    const parts = await loadFixture(leaving);
    const { gateways, usdc, gateway, exitAt } = parts;
    await time.increaseTo(exitAt);
    const call = as(gateways, gateway);
    await call.withdrawBond(gateway.address);
    await call.cancelExit();
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    const permit = await permitFor(parts, gateway, await addressOf(gateways), BOND);
    await call.addBond(gateway.address, BOND, permit);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
    expect(await usdc.balanceOf(gateways)).to.equal(BOND);
  });
});
