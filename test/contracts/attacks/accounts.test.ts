import { expect } from "chai";
import { zeroHash } from "viem";
import { releaseTypes } from "../../../contracts/typed-data.ts";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { creditAt, exact } from "../helpers/exact.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, signedGrant } from "../helpers/sign.ts";
import { attacked, balanceOf, earnedBy, type Attacked } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;
/** In IEscrowVault.SkipReason and IExactPayments.ExactSkip. */
const WRONG_GATEWAY = 0n;
const OVER_CAP = 9n;
const BAD_SIGNATURE = 5n;

describe("An account with $100 at an honest gateway", () => {
  it("corrections 2: an account cannot be emptied past the gateway's reservations", async () => {
    const parts = await loadFixture(attacked);
    const { vault, forced, token, payer, gateway, publisher, rival, service, ownService } = parts;
    // All of it is spent and receipted, and the gateway has not claimed yet.
    const served = await row(parts, { charged: 100n * USDC });
    const args = await receiptFor(parts, served);
    const purse: bigint = await token.balanceOf(payer.address);

    // To his own service through his own gateway, by voucher and by exact; the honest gateway's settler does nothing.
    const voucher = { gateway: gateway.address };
    const own = await row(parts, { charged: 100n * USDC, quote: ownService, voucher });
    await expect(as(vault, rival).claim(rival.address, [own], zeroHash))
      .to.emit(vault, "RowSkipped")
      .withArgs(1n, 0n, payer.address, ownService.serviceId, payer.address, WRONG_GATEWAY);
    await expect(as(vault, rival).claim(gateway.address, [own], zeroHash))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(gateway.address, rival.address);
    const payment = await exact(parts, "out", { quote: ownService, changes: { value: 100n * USDC } });
    await expect(as(vault, rival).settleExacts(gateway.address, [payment]))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(gateway.address, rival.address);
    // Out of the market, at once or with the consent of a gateway that is not his.
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNothingThawing")
      .withArgs(payer.address, gateway.address);
    await expect(as(vault, payer).release(...(await releaseBy(parts, rival))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseSignature")
      .withArgs(gateway.address);
    await as(vault, payer).thaw(gateway.address, 100n * USDC);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address)).to.be.revertedWithCustomError(
      vault,
      "EscrowVaultStillThawing",
    );
    expect(await balanceOf(parts)).to.equal(100n * USDC);

    // Before the thaw is over the publisher has all of it, and the payer leaves with nothing.
    await time.increase(6n * HOUR);
    await forced.forceClaim(served, ...args);
    expect(await earnedBy(parts, publisher, service)).to.equal(95n * USDC);
    expect(await earnedBy(parts, rival, ownService)).to.equal(0n);
    await time.increase(DAY);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNothingThawing")
      .withArgs(payer.address, gateway.address);
    expect(await token.balanceOf(payer.address)).to.equal(purse);
  });

  it("corrections 3: another gateway can neither debit it by an exact nor burn the payer's nonce", async () => {
    const parts = await loadFixture(attacked);
    const { vault, doors, settler, payer, gateway, rival, publisher, service, ownService } = parts;
    await doors.openCredit(gateway.address);
    const credit = await creditAt(await doors.creditOf(gateway.address));
    const honest = await exact(parts, "honest", { changes: { value: 40n * USDC } });
    const hatch = await exact(parts, "hatch", { quote: ownService, changes: { value: 100n * USDC } });

    for (const [i, payment] of [honest, hatch].entries()) {
      await expect(as(vault, rival).settleExacts(rival.address, [payment]))
        .to.emit(vault, "ExactSkipped")
        .withArgs(BigInt(i) + 1n, 0n, payer.address, payment.nonce, BAD_SIGNATURE);
    }
    const payTo: string = await doors.payToOf(
      ownService.serviceId,
      ownService.termsId,
      ownService.feeVersion,
    );
    await doors.openPayTo(ownService.serviceId, ownService.termsId, ownService.feeVersion);
    const { value, validAfter, validBefore, nonce, signature } = hatch;
    const single = as(credit, rival).getFunction(
      "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
    );
    await expect(single(payer.address, payTo, value, validAfter, validBefore, nonce, signature))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotSettler")
      .withArgs(gateway.address, rival.address);
    expect(await balanceOf(parts)).to.equal(100n * USDC);

    await as(vault, settler).settleExacts(gateway.address, [honest]);
    expect(await balanceOf(parts)).to.equal(60n * USDC);
    expect(await earnedBy(parts, publisher, service)).to.equal(38n * USDC);
    expect(await earnedBy(parts, rival, ownService)).to.equal(0n);
  });

  it("corrections 4: the thief of a key with a cap of $1 takes $1, and the other key's calls stay its own", async () => {
    const parts = await loadFixture(attacked);
    const { vault, settler, payer, gateway, key, stranger: stolen, service } = parts;
    await vault.grantKey(await signedGrant(parts));
    await vault.grantKey(await signedGrant(parts, { key: stolen.address, cap: USDC }, { key: stolen }));
    const claim = async (by: typeof key, charged: bigint) =>
      as(vault, settler).claim(gateway.address, [await row(parts, { by, charged })], zeroHash);

    await claim(key, 40n * USDC);
    // On top of what the other agent has spent, as one counter for both would have let him.
    await expect(claim(stolen, 41n * USDC))
      .to.emit(vault, "RowSkipped")
      .withArgs(2n, 0n, payer.address, service.serviceId, stolen.address, OVER_CAP);
    await claim(stolen, USDC);
    await expect(claim(stolen, USDC + 1n))
      .to.emit(vault, "RowSkipped")
      .withArgs(4n, 0n, payer.address, service.serviceId, stolen.address, OVER_CAP);
    expect(await balanceOf(parts)).to.equal(59n * USDC);
    expect((await vault.sessionKeyOf(payer.address, gateway.address, key.address)).spent).to.equal(
      40n * USDC,
    );
    expect((await vault.sessionKeyOf(payer.address, gateway.address, stolen.address)).spent).to.equal(USDC);
  });

  it("corrections 5: a withdrawal of $1 kills no key, and a grant at another gateway replaces none", async () => {
    const parts = await loadFixture(attacked);
    const { vault, settler, payer, gateway, rival, key } = parts;
    await vault.grantKey(await signedGrant(parts));
    await vault.grantKey(await signedGrant(parts, { gateway: rival.address, cap: USDC }));
    await as(vault, payer).thaw(gateway.address, USDC);
    await time.increase(DAY);
    await as(vault, payer).withdraw(gateway.address, payer.address);

    const next = await row(parts, { by: key, charged: 50n * USDC, voucher: { epoch: 1 } });
    await as(vault, settler).claim(gateway.address, [next], zeroHash);
    expect(await balanceOf(parts)).to.equal(49n * USDC);
    const { cap, spent } = await vault.sessionKeyOf(payer.address, gateway.address, key.address);
    expect([cap, spent]).to.deep.equal([100n * USDC, 50n * USDC]);
  });

  it("corrections 9: governance, with every right it can give itself, debits nobody", async () => {
    const parts = await loadFixture(attacked);
    const { vault, earnings, gateways, authority, admin, gateway, publisher, service } = parts;
    const targets = [vault, earnings, gateways] as const;
    for (const target of targets) {
      const selectors = target.interface.fragments
        .filter(({ type }) => type === "function")
        .map((fragment) => target.interface.getFunction(fragment.format()))
        // The one that the authority's own contract keeps from everybody.
        .filter((verb) => verb !== null && verb.name !== "setAuthority")
        .map((verb) => verb?.selector);
      await as(authority, admin).setTargetFunctionRole(target, selectors, 0n);
    }
    const served = await row(parts, { charged: 100n * USDC });
    const payment = await exact(parts, "one");
    for (const [call, error] of [
      [() => as(vault, admin).claim(gateway.address, [served], zeroHash), "EscrowVaultNotSettler"],
      [() => as(vault, admin).settleExacts(gateway.address, [payment]), "EscrowVaultNotSettler"],
      [() => as(vault, admin).payForced(served), "EscrowVaultNotForcedClaims"],
      [() => as(vault, admin).payForcedExact(gateway.address, payment), "EscrowVaultNotForcedClaims"],
      [() => as(vault, admin).withdraw(gateway.address, admin.address), "EscrowVaultNothingThawing"],
      [() => as(vault, admin).creditRefund(admin.address, gateway.address, USDC), "EscrowVaultNotRefunder"],
      [
        () => as(vault, admin).collectPrepaid(parts.payer.address, gateway.address, USDC),
        "EscrowVaultNotPrepaid",
      ],
    ] as const) {
      await expect(call()).to.be.revertedWithCustomError(vault, error);
    }
    await expect(
      as(gateways, admin).fileBondClaim(gateway.address, admin.address, USDC),
    ).to.be.revertedWithCustomError(gateways, "GatewayRegistryNotFiler");
    await expect(
      as(earnings, admin).creditSweep(service.serviceId, service.termsId, 1, USDC, 0, 0, 0),
    ).to.be.revertedWithCustomError(earnings, "EarningsNotPayTo");
    expect(await balanceOf(parts)).to.equal(100n * USDC);
    expect(await earnedBy(parts, publisher, service)).to.equal(0n);
  });

  it("payments 5: strangers can neither hold a thaw up nor a payer's money: dust changes neither clock nor epoch", async () => {
    const parts = await loadFixture(attacked);
    const { vault, token, payer, gateway, rival } = parts;
    await as(vault, payer).thaw(gateway.address, 100n * USDC);
    const { thawEnd } = await vault.accountOf(payer.address, gateway.address);
    await token.mint(rival.address, 10n * USDC);
    await as(token, rival).approve(vault, 10n * USDC);
    for (let i = 0; i < 5; i += 1) {
      await as(vault, rival).deposit(payer.address, gateway.address, USDC, NO_PERMIT);
    }
    await time.increaseTo(thawEnd);
    const before: bigint = await token.balanceOf(payer.address);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    expect(await token.balanceOf(payer.address)).to.equal(before + 100n * USDC);
    expect(await balanceOf(parts)).to.equal(5n * USDC);
  });
});

/** The payer's whole balance, signed as a release by somebody. */
async function releaseBy({ domain, payer, gateway }: Attacked, by: Attacked["rival"]) {
  const release = {
    payer: payer.address,
    gateway: gateway.address,
    epoch: 0,
    amount: 100n * USDC,
    nonce: 1n,
    deadline: (await now()) + DAY,
  };
  const signature = await by.account.signTypedData({
    domain,
    types: releaseTypes,
    primaryType: "Release",
    message: release,
  });
  return [release, signature] as const;
}
