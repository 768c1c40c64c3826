import { expect } from "chai";
import { keccak256, toHex, zeroAddress } from "viem";
import { addressOf, as, deploy, ethers, networkHelpers, type Callable } from "../helpers/chain.ts";
import { market, USDC } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;
const GRANTS = keccak256(toHex("grants"));

async function funded() {
  const parts = await market();
  await parts.usdc.mint(parts.treasury, 10n * USDC);
  return parts;
}

describe("Treasury.spend", () => {
  it("pays when the governance says so, under a category", async () => {
    const { treasury, usdc, admin, stranger } = await loadFixture(funded);
    const tx = as(treasury, admin).spend(usdc, stranger.address, 10n * USDC, GRANTS);
    await expect(tx)
      .to.emit(treasury, "Spent")
      .withArgs(await addressOf(usdc), stranger.address, 10n * USDC, GRANTS);
    await expect(tx).to.changeTokenBalances(
      ethers,
      usdc,
      [treasury, stranger.signer],
      [-10n * USDC, 10n * USDC],
    );
  });

  it("refuses everybody else", async () => {
    const { treasury, usdc, stranger } = await loadFixture(funded);
    await expect(as(treasury, stranger).spend(usdc, stranger.address, 1n, GRANTS))
      .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });

  it("refuses more than it has, nothing, and nobody", async () => {
    const { treasury, usdc, admin, stranger } = await loadFixture(funded);
    const call = as(treasury, admin);
    await expect(call.spend(usdc, stranger.address, 10n * USDC + 1n, GRANTS))
      .to.be.revertedWithCustomError(treasury, "TreasuryInsufficientBalance")
      .withArgs(10n * USDC, 10n * USDC + 1n);
    await expect(call.spend(usdc, stranger.address, 0n, GRANTS)).to.be.revertedWithCustomError(
      treasury,
      "TreasuryZeroAmount",
    );
    await expect(call.spend(usdc, zeroAddress, 1n, GRANTS)).to.be.revertedWithCustomError(
      treasury,
      "TreasuryZeroAddress",
    );
  });

  it("refuses a token that answers false instead of paying", async () => {
    const { treasury, admin, stranger } = await loadFixture(funded);
    const token = await deploy<Callable<"mint" | "turn">>("FalseToken");
    await token.mint(treasury, 1n);
    await token.turn();
    await expect(as(treasury, admin).spend(token, stranger.address, 1n, GRANTS))
      .to.be.revertedWithCustomError(treasury, "SafeERC20FailedOperation")
      .withArgs(await addressOf(token));
  });
});
