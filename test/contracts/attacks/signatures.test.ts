import { expect } from "chai";
import { zeroHash, type Address } from "viem";
import {
  creditDomain,
  earningsDomain,
  escrowDomain,
  keyProofTypes,
  payoutTypes,
  refundTypes,
  releaseTypes,
  sessionGrantTypes,
  transferWithAuthorizationTypes,
  voucherTypes,
  withdrawalTypes,
} from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, deploy, HOUR, networkHelpers, now, withCode } from "../helpers/chain.ts";
import { exact, payToOf } from "../helpers/exact.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, signedGrant } from "../helpers/sign.ts";
import { attacked, balanceOf, earnedBy } from "./fixture.ts";

const { loadFixture, setCode, time } = networkHelpers;
/** In IEscrowVault.SkipReason and IExactPayments.ExactSkip. */
const BAD_ROW = 6n;
const BAD_EXACT = 5n;

describe("What was signed once", () => {
  it("payments 5: a contract wallet that denies its owner after the service leaves no publisher unpaid", async () => {
    const parts = await loadFixture(attacked);
    const { vault, forced, token, settler, payer, gateway, key, publisher, service } = parts;
    const wallet = await deploy("ContractWallet", [payer.address]);
    const address = await addressOf(wallet);
    await token.mint(payer.address, 10n * USDC);
    await as(vault, payer).deposit(address, gateway.address, 10n * USDC, NO_PERMIT);
    // Before it is served it registers a key, by ERC-1271: its own signature is none on a voucher.
    await vault.grantKey(await signedGrant(parts, { payer: address }, { payer }));
    const voucher = { payer: address };
    const claimed = await row(parts, { by: key, charged: 4n * USDC, voucher });
    const silent = await row(parts, { by: key, charged: 7n * USDC, voucher });
    const args = await receiptFor(parts, silent);

    const nonsense = await deploy("BabblingWallet");
    await setCode(address, (await nonsense.getDeployedCode()) ?? "0x");
    await as(vault, settler).claim(gateway.address, [claimed], zeroHash);
    await time.increase(6n * HOUR);
    await forced.forceClaim(silent, ...args);
    expect((await vault.accountOf(address, gateway.address)).balance).to.equal(3n * USDC);
    expect(await earnedBy(parts, publisher, service)).to.equal(6_650_000n);
  });

  it("payments 5: an owner who signs in his wallet's place spends nothing of it", async () => {
    const parts = await loadFixture(attacked);
    const { vault, settler, payer, gateway, service } = parts;
    const address = await addressOf(await deploy("ContractWallet", [payer.address]));
    await as(vault, payer).deposit(address, gateway.address, 10n * USDC, NO_PERMIT);
    const unmoved = await row(parts, { charged: USDC, voucher: { payer: address, key: address } });
    await expect(as(vault, settler).claim(gateway.address, [unmoved], zeroHash))
      .to.emit(vault, "RowSkipped")
      .withArgs(1n, 0n, address, service.serviceId, address, BAD_ROW);
    expect((await vault.accountOf(address, gateway.address)).balance).to.equal(10n * USDC);
  });

  it("corrections 5: a payer who sets code after he was served (EIP-7702) pays by voucher, key and exact", async () => {
    const parts = await loadFixture(attacked);
    const { vault, settler, payer, gateway, key } = parts;
    const byPayer = await row(parts, { charged: USDC });
    const grant = await signedGrant(parts);
    const byKey = await row(parts, { by: key, charged: 2n * USDC });
    const payment = await exact(parts, "one", { changes: { value: 4n * USDC } });
    const nonsense = await deploy("BabblingWallet");
    await withCode(payer.address, (await nonsense.getDeployedCode()) ?? "0x", async () => {
      await vault.grantKey(grant);
      await as(vault, settler).claim(gateway.address, [byPayer, byKey], zeroHash);
      await as(vault, settler).settleExacts(gateway.address, [payment]);
      expect(await balanceOf(parts)).to.equal(93n * USDC);
    });
  });

  for (const [where, chainId, foreign] of [
    ["another chain", 1, false],
    ["another vault", 31337, true],
  ] as const) {
    it(`payments 5: is worth nothing on ${where} than it was signed for`, async () => {
      const parts = await loadFixture(attacked);
      const { vault, earnings, doors, settler, payer, publisher, gateway, key, service } = parts;
      const elsewhere = (own: Address): Address => (foreign ? parts.stranger.address : own);
      const escrow = escrowDomain(chainId, elsewhere(await addressOf(vault)));
      const payee = earningsDomain(chainId, elsewhere(await addressOf(earnings)));
      const credit = creditDomain(chainId, elsewhere(await doors.creditOf(gateway.address)));
      const deadline = (await now()) + 30n * DAY;

      const charge = await row(parts, { charged: USDC });
      charge.signature = await payer.account.signTypedData({
        domain: escrow,
        types: voucherTypes,
        primaryType: "Voucher",
        message: charge.voucher,
      });
      await expect(as(vault, settler).claim(gateway.address, [charge], zeroHash))
        .to.emit(vault, "RowSkipped")
        .withArgs(1n, 0n, payer.address, service.serviceId, payer.address, BAD_ROW);

      const payment = await exact(parts, "one");
      payment.signature = await payer.account.signTypedData({
        domain: credit,
        types: transferWithAuthorizationTypes,
        primaryType: "TransferWithAuthorization",
        message: { ...payment, to: await payToOf(parts, service) },
      });
      await expect(as(vault, settler).settleExacts(gateway.address, [payment]))
        .to.emit(vault, "ExactSkipped")
        .withArgs(2n, 0n, payer.address, payment.nonce, BAD_EXACT);

      const signed = await signedGrant(parts);
      const grantSignature = await payer.account.signTypedData({
        domain: escrow,
        types: sessionGrantTypes,
        primaryType: "SessionGrant",
        message: signed.grant,
      });
      await expect(vault.grantKey({ ...signed, grantSignature }))
        .to.be.revertedWithCustomError(vault, "EscrowVaultGrantSignature")
        .withArgs(payer.address);
      const keyProof = await key.account.signTypedData({
        domain: escrow,
        types: keyProofTypes,
        primaryType: "KeyProof",
        message: { payer: payer.address, gateway: gateway.address, deadline: signed.proofDeadline },
      });
      await expect(vault.grantKey({ ...signed, keyProof }))
        .to.be.revertedWithCustomError(vault, "EscrowVaultKeyProof")
        .withArgs(key.address, signed.proofDeadline);

      const account = { payer: payer.address, gateway: gateway.address, epoch: 0, deadline };
      const release = { ...account, amount: USDC, nonce: 1n };
      const released = await gateway.account.signTypedData({
        domain: escrow,
        types: releaseTypes,
        primaryType: "Release",
        message: release,
      });
      await expect(as(vault, payer).release(release, released))
        .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseSignature")
        .withArgs(gateway.address);
      const withdrawal = { ...account, to: parts.stranger.address };
      const withdrawn = await payer.account.signTypedData({
        domain: escrow,
        types: withdrawalTypes,
        primaryType: "Withdrawal",
        message: withdrawal,
      });
      await expect(vault.withdrawTo(withdrawal, withdrawn))
        .to.be.revertedWithCustomError(vault, "EscrowVaultWithdrawalSignature")
        .withArgs(payer.address);

      const { serviceId } = service;
      const given = {
        serviceId,
        payer: payer.address,
        gateway: gateway.address,
        amount: 1n,
        nonce: 1n,
        deadline,
      };
      const refund = await publisher.account.signTypedData({
        domain: payee,
        types: refundTypes,
        primaryType: "Refund",
        message: given,
      });
      const payout = { payee: publisher.address, to: parts.stranger.address, nonce: 2n, deadline };
      const paid = await publisher.account.signTypedData({
        domain: payee,
        types: payoutTypes,
        primaryType: "Payout",
        message: payout,
      });
      for (const attempt of [
        () => earnings.refund(publisher.address, given, refund),
        () => earnings.withdrawTo(payout, [serviceId], paid),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(earnings, "EarningsSignature")
          .withArgs(publisher.address);
      }
      expect(await balanceOf(parts)).to.equal(100n * USDC);
    });
  }
});
