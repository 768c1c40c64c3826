import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { earningsDomain, payoutTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { deployMarket, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { row, type Signer } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

/** $3.80 have matured for the publisher, in a token that can block its holders. */
async function matured() {
  const parts = await deployMarket("BlockingToken");
  const { vault, payer, settler, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 4n * USDC })], zeroHash);
  await time.increase(5n * DAY);
  return parts;
}

async function signed(
  parts: Market,
  changes: { payee?: string; to?: string; nonce?: bigint; deadline?: bigint } = {},
  by: Signer = parts.publisher,
) {
  const payout = {
    payee: parts.publisher.address,
    to: parts.stranger.address,
    nonce: 1n,
    deadline: (await now()) + 30n * DAY,
    ...changes,
  } as const;
  const signature = await by.account.signTypedData({
    domain: earningsDomain(31337, await addressOf(parts.earnings)),
    types: payoutTypes,
    primaryType: "Payout",
    message: payout as typeof payout & { payee: `0x${string}`; to: `0x${string}` },
  });
  return { payout, signature };
}

describe("Earnings.withdrawTo", () => {
  it("pays a blocked publisher's money where he signs for it, whoever submits it", async () => {
    const parts = await loadFixture(matured);
    const { earnings, token, publisher, stranger, rival, service } = parts;
    const ids = [service.serviceId];
    await (token as unknown as Callable<"block_">).block_(publisher.address);
    await expect(as(earnings, publisher).withdraw(ids, publisher.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(publisher.address);
    const { payout, signature } = await signed(parts);
    await expect(as(earnings, rival).withdrawTo(payout, ids, signature))
      .to.emit(earnings, "EarningsWithdrawn")
      .withArgs(publisher.address, service.serviceId, stranger.address, 3_800_000n);
    expect(await token.balanceOf(stranger.address)).to.equal(3_800_000n);
  });

  it("refuses one that was used, is over, or is signed by somebody else or for another receiver", async () => {
    const parts = await loadFixture(matured);
    const { earnings, publisher, rival, service } = parts;
    const ids = [service.serviceId];
    const deadline = (await now()) + 60n;
    const late = await signed(parts, { deadline, nonce: 2n });
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(earnings.withdrawTo(late.payout, ids, late.signature))
      .to.be.revertedWithCustomError(earnings, "EarningsDeadlinePassed")
      .withArgs(deadline);
    const foreign = await signed(parts, {}, rival);
    const { payout, signature } = await signed(parts);
    for (const [message, proof] of [
      [foreign.payout, foreign.signature],
      [{ ...payout, to: rival.address }, signature],
    ] as const) {
      await expect(earnings.withdrawTo(message, ids, proof))
        .to.be.revertedWithCustomError(earnings, "EarningsSignature")
        .withArgs(publisher.address);
    }
    await earnings.withdrawTo(payout, ids, signature);
    await expect(earnings.withdrawTo(payout, ids, signature))
      .to.be.revertedWithCustomError(earnings, "EarningsNonceUsed")
      .withArgs(publisher.address, 1n);
  });

  it("refuses the zero address and when nothing has matured", async () => {
    const parts = await loadFixture(matured);
    const { earnings, publisher, service, other } = parts;
    const nowhere = await signed(parts, { to: zeroAddress });
    await expect(
      earnings.withdrawTo(nowhere.payout, [service.serviceId], nowhere.signature),
    ).to.be.revertedWithCustomError(earnings, "EarningsZeroAddress");
    const { payout, signature } = await signed(parts);
    await expect(earnings.withdrawTo(payout, [other.serviceId], signature))
      .to.be.revertedWithCustomError(earnings, "EarningsNothingMatured")
      .withArgs(publisher.address);
  });
});
