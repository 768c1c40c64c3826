import { expect } from "chai";
import { zeroHash } from "viem";
import { releaseTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, deploy, HOUR, networkHelpers, now, withCode } from "../helpers/chain.ts";
import { market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { row, type Signer } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
/** FORCE_DELAY and two hours: what a gateway has receipted elsewhere can be forced before the money leaves. */
const RELEASE_PERIOD = 8n * HOUR;

async function funded() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

function baseRelease({ payer, gateway }: Market, deadline: bigint) {
  return {
    payer: payer.address,
    gateway: gateway.address,
    epoch: 0,
    amount: 4n * USDC,
    nonce: 1n,
    deadline,
  };
}

/** A release of $4 that passes, but for what `changes` says. */
async function signed(
  parts: Market,
  changes: Partial<ReturnType<typeof baseRelease>> = {},
  by: Signer = parts.gateway,
) {
  const release = { ...baseRelease(parts, (await now()) + 30n * 24n * HOUR), ...changes };
  const signature = await by.account.signTypedData({
    domain: parts.domain,
    types: releaseTypes,
    primaryType: "Release",
    message: release,
  });
  return [release, signature] as const;
}

function account({ vault, payer, gateway }: Market) {
  return vault.accountOf(payer.address, gateway.address);
}

describe("EscrowVault.release", () => {
  it("thaws what the gateway agrees to, for eight hours instead of a day", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    const at = (await now()) + 5n;
    const [release, signature] = await signed(parts);
    await time.setNextBlockTimestamp(at);
    const tx = as(vault, payer).release(release, signature);
    await expect(tx)
      .to.emit(vault, "Released")
      .withArgs(payer.address, gateway.address, 1n, 4n * USDC);
    await expect(tx)
      .to.emit(vault, "Thawing")
      .withArgs(payer.address, gateway.address, 4n * USDC, 4n * USDC, at + RELEASE_PERIOD);
    expect(await vault.releaseNonce(payer.address, gateway.address)).to.equal(1n);
  });

  it("is never instant: not a second before the period is over, whoever signed", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    await as(vault, payer).release(...(await signed(parts)));
    const { thawEnd } = await account(parts);
    expect(thawEnd).to.equal((await now()) + RELEASE_PERIOD);
    await time.setNextBlockTimestamp(thawEnd - 1n);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(vault, "EscrowVaultStillThawing")
      .withArgs(thawEnd);
    await time.setNextBlockTimestamp(thawEnd);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    expect((await account(parts)).epoch).to.equal(1n);
  });

  it("leaves what is thawing to claims, as any thaw does", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, settler, gateway } = parts;
    await as(vault, payer).release(...(await signed(parts, { amount: 10n * USDC })));
    await as(vault, settler).claim(gateway.address, [await row(parts, { charged: 3n * USDC })], zeroHash);
    expect([...(await account(parts))].slice(0, 2)).to.deep.equal([7n * USDC, 7n * USDC]);
  });

  it("shortens a thaw that runs, for the whole sum", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 3n * USDC);
    await as(vault, payer).release(...(await signed(parts)));
    expect([...(await account(parts))].slice(1, 3)).to.deep.equal([
      4n * USDC,
      (await now()) + RELEASE_PERIOD,
    ]);
  });

  it("leaves a thaw of the same sum that ends sooner alone, and makes a greater one wait", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, 4n * USDC);
    const { thawEnd } = await account(parts);
    await time.increase(20n * HOUR);
    await as(vault, payer).release(...(await signed(parts)));
    expect((await account(parts)).thawEnd).to.equal(thawEnd);
    await as(vault, payer).release(...(await signed(parts, { amount: 5n * USDC, nonce: 2n })));
    expect((await account(parts)).thawEnd).to.equal((await now()) + RELEASE_PERIOD);
  });

  it("refuses anybody but the payer, so that nobody else restarts his clock", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, stranger } = parts;
    await expect(as(vault, stranger).release(...(await signed(parts))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultNotPayer")
      .withArgs(payer.address, stranger.address);
  });

  it("refuses one that the gateway did not sign, or signed otherwise", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway, settler } = parts;
    await expect(as(vault, payer).release(...(await signed(parts, {}, settler))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseSignature")
      .withArgs(gateway.address);
    const [release, signature] = await signed(parts);
    await expect(as(vault, payer).release({ ...release, amount: 5n * USDC }, signature))
      .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseSignature")
      .withArgs(gateway.address);
  });

  it("takes the signature of a gateway that is a contract, and of one that has become one since", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    const other = await deploy("ContractWallet", [`0x${"01".repeat(20)}`]);
    const code = (await other.getDeployedCode()) ?? "0x";
    const args = await signed(parts);
    await withCode(gateway.address, code, () => as(vault, payer).release(...args));
    expect((await account(parts)).thawing).to.equal(4n * USDC);
  });

  it("refuses one that was used, and an older one after a newer", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    const args = await signed(parts, { nonce: 5n });
    await as(vault, payer).release(...args);
    await as(vault, payer).cancelThaw(gateway.address);
    for (const again of [args, await signed(parts, { nonce: 4n })]) {
      await expect(as(vault, payer).release(...again))
        .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseNonce")
        .withArgs(again[0].nonce, 5n);
    }
  });

  it("refuses one after its deadline, and takes it at the deadline", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer } = parts;
    const deadline = (await now()) + HOUR;
    const [first, second] = [await signed(parts, { deadline }), await signed(parts, { deadline, nonce: 2n })];
    await time.setNextBlockTimestamp(deadline);
    await as(vault, payer).release(...first);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(vault, payer).release(...second))
      .to.be.revertedWithCustomError(vault, "EscrowVaultDeadlinePassed")
      .withArgs(deadline);
  });

  it("refuses another epoch's, nothing, less than what thaws and more than there is", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway } = parts;
    const attempt = async (changes: Parameters<typeof signed>[1]) =>
      as(vault, payer).release(...(await signed(parts, changes)));
    await expect(attempt({ epoch: 1 }))
      .to.be.revertedWithCustomError(vault, "EscrowVaultOtherEpoch")
      .withArgs(1n, 0n);
    await expect(attempt({ amount: 0n })).to.be.revertedWithCustomError(vault, "EscrowVaultZeroAmount");
    await expect(attempt({ amount: 10n * USDC + 1n }))
      .to.be.revertedWithCustomError(vault, "EscrowVaultInsufficientBalance")
      .withArgs(10n * USDC, 10n * USDC + 1n);
    await as(vault, payer).thaw(gateway.address, 4n * USDC + 1n);
    await expect(attempt({}))
      .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseTooSmall")
      .withArgs(4n * USDC, 4n * USDC + 1n);
  });

  it("refuses one for another vault", async () => {
    const parts = await loadFixture(funded);
    const { vault, payer, gateway, earnings } = parts;
    const elsewhere = { ...parts, domain: { ...parts.domain, verifyingContract: await addressOf(earnings) } };
    await expect(as(vault, payer).release(...(await signed(elsewhere))))
      .to.be.revertedWithCustomError(vault, "EscrowVaultReleaseSignature")
      .withArgs(gateway.address);
  });
});
