import { expect } from "chai";
import { zeroAddress } from "viem";
import { withdrawalTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, deploy, HOUR, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { deployMarket, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import type { Signer } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

/** $10 deposited, of which $4 have thawed, in a token that can block its holders. */
async function thawed() {
  const parts = await deployMarket("BlockingToken");
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(vault, payer).thaw(gateway.address, 4n * USDC);
  await time.increase(DAY);
  return parts;
}

function baseWithdrawal({ payer, gateway, stranger }: Market, deadline: bigint) {
  return { payer: payer.address, gateway: gateway.address, to: stranger.address, epoch: 0, deadline };
}

async function signed(
  parts: Market,
  changes: Partial<ReturnType<typeof baseWithdrawal>> = {},
  by: Signer = parts.payer,
) {
  const withdrawal = { ...baseWithdrawal(parts, (await now()) + HOUR), ...changes };
  const signature = await by.account.signTypedData({
    domain: parts.domain,
    types: withdrawalTypes,
    primaryType: "Withdrawal",
    message: withdrawal,
  });
  return [withdrawal, signature] as const;
}

describe("EscrowVault.withdrawTo", () => {
  it("pays a blocked payer's money where he signs for it, whoever submits it", async () => {
    const parts = await loadFixture(thawed);
    const { vault, token, payer, gateway, stranger, rival } = parts;
    await (token as unknown as Callable<"block_">).block_(payer.address);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(payer.address);
    await expect(as(vault, rival).withdrawTo(...(await signed(parts))))
      .to.emit(vault, "Withdrawn")
      .withArgs(payer.address, gateway.address, stranger.address, 4n * USDC, 6n * USDC, 1n);
    expect(await token.balanceOf(stranger.address)).to.equal(4n * USDC);
  });

  it("counts once: the withdrawal raises the epoch that it names", async () => {
    const parts = await loadFixture(thawed);
    const { vault, payer, gateway } = parts;
    const args = await signed(parts, { deadline: (await now()) + 30n * DAY });
    await vault.withdrawTo(...args);
    await as(vault, payer).thaw(gateway.address, USDC);
    await time.increase(DAY);
    await expect(vault.withdrawTo(...args))
      .to.be.revertedWithCustomError(vault, "EscrowVaultOtherEpoch")
      .withArgs(0n, 1n);
  });

  it("refuses one that the payer did not sign, or signed for another receiver", async () => {
    const parts = await loadFixture(thawed);
    const { vault, payer, rival } = parts;
    await expect(vault.withdrawTo(...(await signed(parts, {}, rival))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultWithdrawalSignature")
      .withArgs(payer.address);
    const [withdrawal, signature] = await signed(parts);
    await expect(vault.withdrawTo({ ...withdrawal, to: rival.address }, signature))
      .to.be.revertedWithCustomError(vault, "EscrowVaultWithdrawalSignature")
      .withArgs(payer.address);
  });

  it("takes the signature of a contract wallet by ERC-1271, and refuses one that says no", async () => {
    const parts = await loadFixture(thawed);
    const { vault, token, payer, gateway, stranger, rival } = parts;
    const wallet = (await deploy("ContractWallet", [rival.address])) as unknown as Callable<"execute">;
    const address = await addressOf(wallet);
    await as(vault, payer).deposit(address, gateway.address, 2n * USDC, NO_PERMIT);
    const call = vault.interface.encodeFunctionData("thaw", [gateway.address, USDC]);
    await as(wallet, rival).execute(vault, call);
    await time.increase(DAY);
    await expect(vault.withdrawTo(...(await signed(parts, { payer: address }, stranger))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultWithdrawalSignature")
      .withArgs(address);
    await vault.withdrawTo(...(await signed(parts, { payer: address }, rival)));
    expect(await token.balanceOf(stranger.address)).to.equal(USDC);
  });

  it("refuses one after its deadline, and takes it at the deadline", async () => {
    const parts = await loadFixture(thawed);
    const { vault } = parts;
    const deadline = (await now()) + HOUR;
    const args = await signed(parts, { deadline });
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(vault.withdrawTo(...args))
      .to.be.revertedWithCustomError(vault, "EscrowVaultDeadlinePassed")
      .withArgs(deadline);
    const again = await loadFixture(thawed);
    const last = await signed(again, { deadline: (await now()) + HOUR });
    await time.setNextBlockTimestamp(last[0].deadline);
    await again.vault.withdrawTo(...last);
  });

  it("refuses what a withdrawal refuses: nothing thawing, too early, the zero address", async () => {
    const parts = await loadFixture(thawed);
    const { vault, payer, gateway } = parts;
    await expect(
      vault.withdrawTo(...(await signed(parts, { to: zeroAddress }))),
    ).to.be.revertedWithCustomError(vault, "EscrowVaultZeroAddress");
    await as(vault, payer).thaw(gateway.address, USDC);
    const { thawEnd } = await vault.accountOf(payer.address, gateway.address);
    await expect(vault.withdrawTo(...(await signed(parts))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultStillThawing")
      .withArgs(thawEnd);
    await as(vault, payer).cancelThaw(gateway.address);
    await expect(vault.withdrawTo(...(await signed(parts))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNothingThawing")
      .withArgs(payer.address, gateway.address);
  });

  it("leaves behind what the ended epoch held, for receipts of it", async () => {
    const parts = await loadFixture(thawed);
    const { vault, payer, gateway } = parts;
    await vault.withdrawTo(...(await signed(parts)));
    expect(await vault.endedEpochOf(payer.address, gateway.address, 0)).to.deep.equal([
      10n * USDC,
      await now(),
    ]);
    expect(await vault.endedEpochOf(payer.address, gateway.address, 1)).to.deep.equal([0n, 0n]);
  });
});
