import { expect } from "chai";
import { zeroHash } from "viem";
import { earningsDomain, refundTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, deploy, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { market, NO_PERMIT, roomyMarket, USDC, type Market } from "../helpers/market.ts";
import { row, type Signer } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

/** The publisher has earned $3.80 from a charge of $4; the payer has $6 left. */
async function earned() {
  const parts = await market();
  const { vault, payer, settler, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 4n * USDC })], zeroHash);
  return parts;
}

function baseRefund({ service, payer, gateway }: Market, deadline: bigint) {
  return {
    serviceId: service.serviceId,
    payer: payer.address,
    gateway: gateway.address,
    amount: USDC,
    nonce: 7n,
    deadline,
  };
}

async function signed(
  parts: Market,
  changes: Partial<ReturnType<typeof baseRefund>> = {},
  by: Signer = parts.publisher,
) {
  const refund = { ...baseRefund(parts, (await now()) + 30n * DAY), ...changes };
  const signature = await by.account.signTypedData({
    domain: earningsDomain(31337, await addressOf(parts.earnings)),
    types: refundTypes,
    primaryType: "Refund",
    message: refund,
  });
  return [refund, signature] as const;
}

function balanceOf({ vault, payer, gateway }: Market) {
  return vault.accountOf(payer.address, gateway.address);
}

describe("Earnings.refund", () => {
  it("puts pending earnings back into the payer's account, whoever submits it", async () => {
    const parts = await loadFixture(earned);
    const { vault, earnings, token, publisher, payer, gateway, service, stranger } = parts;
    const tx = as(earnings, stranger).refund(publisher.address, ...(await signed(parts)));
    await expect(tx)
      .to.emit(earnings, "RefundPaid")
      .withArgs(publisher.address, service.serviceId, payer.address, gateway.address, USDC, 7n);
    await expect(tx)
      .to.emit(vault, "Refunded")
      .withArgs(payer.address, gateway.address, USDC, 7n * USDC);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(2_800_000n);
    expect(await token.balanceOf(vault)).to.equal(7n * USDC);
    expect([...(await balanceOf(parts))]).to.deep.equal([7n * USDC, 0n, 0n, 0n]);
  });

  it("never returns the fee, and the ledger keeps what was claimed and paid as fee", async () => {
    const parts = await loadFixture(earned);
    const { vault, earnings, publisher, payer, gateway, service } = parts;
    const shares = [await earnings.treasuryAccrued(), await earnings.shareOf(gateway.address)];
    const ledger = await vault.ledgerOf(payer.address, gateway.address, payer.address, service.serviceId);
    await earnings.refund(publisher.address, ...(await signed(parts, { amount: 3_800_000n })));
    expect([await earnings.treasuryAccrued(), await earnings.shareOf(gateway.address)]).to.deep.equal(shares);
    expect(
      await vault.ledgerOf(payer.address, gateway.address, payer.address, service.serviceId),
    ).to.deep.equal(ledger);
  });

  it("takes from matured earnings what is pending no more", async () => {
    const parts = await loadFixture(earned);
    const { vault, settler, earnings, publisher, gateway, service } = parts;
    await time.increase(5n * DAY);
    await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 5n * USDC })], zeroHash);
    await earnings.refund(publisher.address, ...(await signed(parts, { amount: 2n * USDC })));
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(0n);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(2_750_000n);
    await earnings.refund(publisher.address, ...(await signed(parts, { amount: 2_750_000n, nonce: 8n })));
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(0n);
  });

  it("refuses more than the publisher has earned with that service", async () => {
    const parts = await loadFixture(earned);
    const { earnings, publisher, service, other } = parts;
    await expect(earnings.refund(publisher.address, ...(await signed(parts, { amount: 3_800_001n }))))
      .to.be.revertedWithCustomError(earnings, "EarningsInsufficient")
      .withArgs(publisher.address, service.serviceId, 3_800_000n, 3_800_001n);
    await expect(earnings.refund(publisher.address, ...(await signed(parts, { serviceId: other.serviceId }))))
      .to.be.revertedWithCustomError(earnings, "EarningsInsufficient")
      .withArgs(publisher.address, other.serviceId, 0n, USDC);
  });

  it("goes to an account at a gateway that leaves, and below the least deposit", async () => {
    const parts = await loadFixture(earned);
    const { earnings, gateways, publisher, gateway } = parts;
    await as(gateways, gateway).requestExit();
    await earnings.refund(publisher.address, ...(await signed(parts, { amount: 1n })));
    expect((await balanceOf(parts)).balance).to.equal(6n * USDC + 1n);
  });

  it("does not go to an account that cannot count it", async () => {
    const parts = await loadFixture(roomyMarket);
    const { vault, earnings, token, publisher, payer, settler, gateway } = parts;
    const most = 2n ** 96n - 1n;
    await token.mint(payer.address, 2n * most);
    await as(token, payer).approve(vault, 2n * most);
    await as(vault, payer).deposit(payer.address, gateway.address, most, NO_PERMIT);
    await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 4n * USDC })], zeroHash);
    await as(vault, payer).deposit(payer.address, gateway.address, 4n * USDC, NO_PERMIT);
    const args = await signed(parts);
    await expect(earnings.refund(publisher.address, ...args))
      .to.be.revertedWithCustomError(vault, "EscrowVaultBalanceOverflow")
      .withArgs(most + USDC, most);
    // Its publisher still owes it: the same signature passes when there is room.
    await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 8n * USDC })], zeroHash);
    await earnings.refund(publisher.address, ...args);
    expect((await balanceOf(parts)).balance).to.equal(most - 3n * USDC);
  });

  it("changes neither a thaw nor the epoch", async () => {
    const parts = await loadFixture(earned);
    const { vault, earnings, publisher, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 2n * USDC);
    const { thawEnd } = await balanceOf(parts);
    await earnings.refund(publisher.address, ...(await signed(parts)));
    expect([...(await balanceOf(parts))]).to.deep.equal([7n * USDC, 2n * USDC, thawEnd, 0n]);
  });

  it("refuses one that was used", async () => {
    const parts = await loadFixture(earned);
    const { earnings, publisher } = parts;
    const args = await signed(parts);
    await earnings.refund(publisher.address, ...args);
    expect(await earnings.isNonceUsed(publisher.address, 7n)).to.equal(true);
    await expect(earnings.refund(publisher.address, ...args))
      .to.be.revertedWithCustomError(earnings, "EarningsNonceUsed")
      .withArgs(publisher.address, 7n);
  });

  it("refuses one after its deadline, and takes it at the deadline", async () => {
    const parts = await loadFixture(earned);
    const { earnings, publisher } = parts;
    const deadline = (await now()) + HOUR;
    const first = await signed(parts, { deadline });
    const second = await signed(parts, { deadline, nonce: 8n });
    await time.setNextBlockTimestamp(deadline);
    await earnings.refund(publisher.address, ...first);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(earnings.refund(publisher.address, ...second))
      .to.be.revertedWithCustomError(earnings, "EarningsDeadlinePassed")
      .withArgs(deadline);
  });

  it("refuses nothing, a stranger's signature, and one changed after signing", async () => {
    const parts = await loadFixture(earned);
    const { earnings, publisher, stranger } = parts;
    await expect(
      earnings.refund(publisher.address, ...(await signed(parts, { amount: 0n }))),
    ).to.be.revertedWithCustomError(earnings, "EarningsZeroAmount");
    const [refund, signature] = await signed(parts);
    for (const [changed, by] of [
      [refund, stranger],
      [{ ...refund, amount: 2n * USDC }, publisher],
      [{ ...refund, payer: stranger.address }, publisher],
      [{ ...refund, gateway: stranger.address }, publisher],
    ] as const) {
      const mine = by === stranger ? (await signed(parts, {}, stranger))[1] : signature;
      await expect(earnings.refund(publisher.address, changed, mine))
        .to.be.revertedWithCustomError(earnings, "EarningsSignature")
        .withArgs(publisher.address);
    }
  });

  it("cannot be paid by anybody's earnings but the signer's", async () => {
    const parts = await loadFixture(earned);
    const { earnings, service, stranger } = parts;
    await expect(earnings.refund(stranger.address, ...(await signed(parts, {}, stranger))))
      .to.be.revertedWithCustomError(earnings, "EarningsInsufficient")
      .withArgs(stranger.address, service.serviceId, 0n, USDC);
  });

  it("takes a publisher that is a contract by ERC-1271", async () => {
    const parts = await loadFixture(earned);
    const { earnings, publisher } = parts;
    const wallet = await addressOf(await deploy("ContractWallet", [publisher.address]));
    const [refund, signature] = await signed(parts);
    await expect(earnings.refund(wallet, refund, signature)).to.be.revertedWithCustomError(
      earnings,
      "EarningsInsufficient",
    );
  });
});

describe("EscrowVault.creditRefund", () => {
  it("is for who holds the money alone: nobody else can make a balance from nothing", async () => {
    const { vault, payer, gateway, publisher } = await loadFixture(earned);
    await expect(as(vault, publisher).creditRefund(payer.address, gateway.address, USDC))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotRefunder")
      .withArgs(publisher.address);
  });
});
