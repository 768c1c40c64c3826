import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  type Callable,
} from "../../helpers/chain.ts";
import { USDC } from "../../helpers/market.ts";
import { budgeted, categoryOf, HELD } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;
const GRANTS = categoryOf("grants");
/** Two percent of what the treasury holds. */
const CAP = HELD / 50n;

describe("Treasury.spend", () => {
  it("pays when the governance says so, under a category", async () => {
    const { treasury, usdc, stranger } = await loadFixture(budgeted);
    const tx = treasury.spend(usdc, stranger.address, 10n * USDC, GRANTS);
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
    const { treasury, usdc, first, stranger } = await loadFixture(budgeted);
    for (const who of [stranger, first]) {
      const call = as(treasury, who);
      for (const attempt of [
        () => call.spend(usdc, who.address, 1n, GRANTS),
        () => call.spendUncapped(usdc, who.address, 1n, GRANTS),
        () => call.dropQueued(1n),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(treasury, "AccessManagedUnauthorized")
          .withArgs(who.address);
      }
    }
  });

  it("refuses more than it has, nothing, nobody, and no category, capped or not", async () => {
    const { treasury, usdc, stranger } = await loadFixture(budgeted);
    for (const pay of [treasury.spend, treasury.spendUncapped]) {
      await expect(pay(usdc, stranger.address, HELD + 1n, GRANTS))
        .to.be.revertedWithCustomError(treasury, "TreasuryInsufficientBalance")
        .withArgs(HELD, HELD + 1n);
      await expect(pay(usdc, stranger.address, 0n, GRANTS)).to.be.revertedWithCustomError(
        treasury,
        "TreasuryZeroAmount",
      );
      await expect(pay(usdc, zeroAddress, 1n, GRANTS)).to.be.revertedWithCustomError(
        treasury,
        "TreasuryZeroAddress",
      );
      await expect(pay(usdc, stranger.address, 1n, zeroHash)).to.be.revertedWithCustomError(
        treasury,
        "TreasuryNoCategory",
      );
    }
  });

  it("refuses more than two percent of the balance; the strictest tier may pay it all", async () => {
    const { treasury, usdc, stranger } = await loadFixture(budgeted);
    await expect(treasury.spend(usdc, stranger.address, CAP + 1n, GRANTS))
      .to.be.revertedWithCustomError(treasury, "TreasurySpendOverCap")
      .withArgs(CAP, CAP + 1n);
    await expect(treasury.spendUncapped(usdc, stranger.address, HELD, GRANTS))
      .to.emit(treasury, "Spent")
      .withArgs(await addressOf(usdc), stranger.address, HELD, GRANTS);
    expect(await usdc.balanceOf(stranger.address)).to.equal(HELD);
  });

  it("queues what the window cannot take, and anybody pays it once there is room", async () => {
    const { treasury, usdc, stranger, rival } = await loadFixture(budgeted);
    await treasury.spend(usdc, stranger.address, CAP - 5n, GRANTS);
    const spentAt = await now();
    const cap = (HELD - CAP + 5n) / 50n;
    const queuing = treasury.spend(usdc, stranger.address, cap, GRANTS);
    await expect(queuing)
      .to.emit(treasury, "SpendQueued")
      .withArgs(1n, await addressOf(usdc), stranger.address, cap, GRANTS);
    await expect(queuing).to.changeTokenBalance(ethers, usdc, treasury, 0n);
    expect((await treasury.queuedOf(1n)).amount).to.equal(cap);
    await time.setNextBlockTimestamp(spentAt + 30n * DAY - 1n);
    await expect(as(treasury, rival).payQueued(1n))
      .to.be.revertedWithCustomError(treasury, "TreasurySpendWaits")
      .withArgs(1n, 0n, cap);
    await time.setNextBlockTimestamp(spentAt + 30n * DAY);
    const paying = as(treasury, rival).payQueued(1n);
    await expect(paying).to.emit(treasury, "SpendUnqueued").withArgs(1n, true);
    await expect(paying)
      .to.emit(treasury, "Spent")
      .withArgs(await addressOf(usdc), stranger.address, cap, GRANTS);
    await expect(as(treasury, rival).payQueued(1n))
      .to.be.revertedWithCustomError(treasury, "TreasuryUnknownQueuedSpend")
      .withArgs(1n);
  });

  it("takes a queued spend back by another vote", async () => {
    const { treasury, usdc, stranger } = await loadFixture(budgeted);
    await treasury.spend(usdc, stranger.address, CAP - 1n, GRANTS);
    await treasury.spend(usdc, stranger.address, 1_000n * USDC, GRANTS);
    await expect(treasury.dropQueued(1n)).to.emit(treasury, "SpendUnqueued").withArgs(1n, false);
    await time.increase(31n * DAY);
    for (const attempt of [
      () => treasury.payQueued(1n),
      () => treasury.dropQueued(1n),
      () => treasury.payQueued(2n),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(treasury, "TreasuryUnknownQueuedSpend");
    }
  });

  it("has a window for each token", async () => {
    const { treasury, usdc, stranger } = await loadFixture(budgeted);
    const other = await deploy<Callable<"mint" | "balanceOf">>("TurningToken");
    await other.mint(treasury, 1_000n);
    await treasury.spend(usdc, stranger.address, CAP, GRANTS);
    await treasury.spend(other, stranger.address, 20n, GRANTS);
    expect(await other.balanceOf(stranger.address)).to.equal(20n);
    expect(await treasury.spendableOf(other)).to.equal(0n);
  });

  it("refuses a token that answers false instead of paying", async () => {
    const { treasury, stranger } = await loadFixture(budgeted);
    const token = await deploy<Callable<"mint" | "turn">>("FalseToken");
    await token.mint(treasury, 50n);
    await token.turn();
    await expect(treasury.spend(token, stranger.address, 1n, GRANTS))
      .to.be.revertedWithCustomError(treasury, "SafeERC20FailedOperation")
      .withArgs(await addressOf(token));
  });

  it("cannot be made to pay a queued spend twice by a token that calls back", async () => {
    const { treasury, stranger } = await loadFixture(budgeted);
    const token = await deploy<Callable<"mint" | "arm" | "balanceOf">>("ReenteringToken");
    await token.mint(treasury, 10_000n);
    await treasury.spend(token, stranger.address, 200n, GRANTS);
    await treasury.spend(token, stranger.address, 90n, GRANTS);
    await time.increase(30n * DAY);
    await token.arm(treasury, treasury.interface.encodeFunctionData("payQueued", [1n]));
    await expect(treasury.payQueued(1n)).to.be.revertedWithCustomError(
      treasury,
      "ReentrancyGuardReentrantCall",
    );
    expect(await token.balanceOf(stranger.address)).to.equal(200n);
  });
});
