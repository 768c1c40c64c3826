import { expect } from "chai";
import { parseSignature, zeroAddress } from "viem";
import { permitTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, networkHelpers, now, type Person } from "../helpers/chain.ts";
import { authorisation, tokenDomain } from "../helpers/deposit.ts";
import { market, NO_PERMIT, roomyMarket, PURSE, USDC, type Market } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;
const UINT96_MAX = 2n ** 96n - 1n;

async function permitFor(market: Market, owner: Person, value: bigint) {
  const deadline = (await now()) + DAY;
  const signature = await owner.account.signTypedData({
    domain: await tokenDomain(market),
    types: permitTypes,
    primaryType: "Permit",
    message: {
      owner: owner.address,
      spender: await addressOf(market.vault),
      value,
      nonce: await market.usdc.nonces(owner.address),
      deadline,
    },
  });
  const { r, s, yParity } = parseSignature(signature);
  return { deadline, v: 27 + yParity, r, s };
}

describe("EscrowVault.deposit", () => {
  it("takes the caller's tokens for the payer by allowance", async () => {
    const { vault, token, payer, gateway } = await loadFixture(market);
    await expect(as(vault, payer).deposit(payer.address, gateway.address, 5n * USDC, NO_PERMIT))
      .to.emit(vault, "Deposited")
      .withArgs(payer.address, gateway.address, payer.address, 5n * USDC, 5n * USDC);
    expect(await token.balanceOf(vault)).to.equal(5n * USDC);
    expect(await token.balanceOf(payer.address)).to.equal(PURSE - 5n * USDC);
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal([5n * USDC, 0n, 0n, 0n]);
  });

  it("takes them by permit, without an approval before", async () => {
    const parts = await loadFixture(market);
    const { vault, token, gateway, rival } = parts;
    await token.mint(rival.address, 2n * USDC);
    const permit = await permitFor(parts, rival, 2n * USDC);
    await as(vault, rival).deposit(rival.address, gateway.address, 2n * USDC, permit);
    expect((await vault.accountOf(rival.address, gateway.address)).balance).to.equal(2n * USDC);
  });

  it("still passes when a stranger used the permit first", async () => {
    const parts = await loadFixture(market);
    const { vault, token, usdc, gateway, rival, stranger } = parts;
    await token.mint(rival.address, 2n * USDC);
    const permit = await permitFor(parts, rival, 2n * USDC);
    await as(usdc, stranger).permit(
      rival.address,
      vault,
      2n * USDC,
      permit.deadline,
      permit.v,
      permit.r,
      permit.s,
    );
    await as(vault, rival).deposit(rival.address, gateway.address, 2n * USDC, permit);
    expect((await vault.accountOf(rival.address, gateway.address)).balance).to.equal(2n * USDC);
  });

  it("fails with the token's own error when neither permit nor allowance holds", async () => {
    const { vault, token, gateway, rival } = await loadFixture(market);
    await token.mint(rival.address, 2n * USDC);
    await expect(as(vault, rival).deposit(rival.address, gateway.address, 2n * USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
      .withArgs(await addressOf(vault), 0n, 2n * USDC);
  });

  it("leaves the thaw and the epoch of the payer alone when somebody else deposits for him", async () => {
    const { vault, token, payer, gateway, stranger } = await loadFixture(market);
    await as(vault, payer).deposit(payer.address, gateway.address, 5n * USDC, NO_PERMIT);
    await as(vault, payer).thaw(gateway.address, 2n * USDC);
    const before = await vault.accountOf(payer.address, gateway.address);
    await token.mint(stranger.address, USDC);
    await as(token, stranger).approve(vault, USDC);
    await as(vault, stranger).deposit(payer.address, gateway.address, USDC, NO_PERMIT);
    const after = await vault.accountOf(payer.address, gateway.address);
    expect(after).to.deep.equal([6n * USDC, 2n * USDC, before.thawEnd, 0n]);
  });

  it("refuses a gateway that is not registered or on its way out", async () => {
    const { vault, payer, gateway, rival, gateways } = await loadFixture(market);
    await expect(as(vault, payer).deposit(payer.address, rival.address, USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGatewayClosed")
      .withArgs(rival.address);
    await as(gateways, gateway).requestExit();
    await expect(as(vault, payer).deposit(payer.address, gateway.address, USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGatewayClosed")
      .withArgs(gateway.address);
  });

  it("refuses less than the least deposit, and the zero payer", async () => {
    const { vault, payer, gateway } = await loadFixture(market);
    await expect(as(vault, payer).deposit(payer.address, gateway.address, USDC - 1n, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultDepositTooSmall")
      .withArgs(USDC - 1n, USDC);
    await expect(
      as(vault, payer).deposit(zeroAddress, gateway.address, USDC, NO_PERMIT),
    ).to.be.revertedWithCustomError(vault, "EscrowVaultZeroAddress");
  });

  it("refuses what an account cannot count", async () => {
    const { vault, token, payer, gateway } = await loadFixture(roomyMarket);
    await token.mint(payer.address, 2n * UINT96_MAX);
    await as(token, payer).approve(vault, 2n * UINT96_MAX);
    await as(vault, payer).deposit(payer.address, gateway.address, UINT96_MAX, NO_PERMIT);
    await expect(as(vault, payer).deposit(payer.address, gateway.address, USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultBalanceOverflow")
      .withArgs(UINT96_MAX + USDC, UINT96_MAX);
  });
});

describe("EscrowVault.depositWithAuthorization", () => {
  it("lets anybody submit what the payer signed", async () => {
    const parts = await loadFixture(market);
    const { vault, token, payer, gateway, stranger } = parts;
    const args = await authorisation(parts, gateway.address, 3n * USDC);
    await expect(as(vault, stranger).depositWithAuthorization(payer.address, gateway.address, ...args))
      .to.emit(vault, "Deposited")
      .withArgs(payer.address, gateway.address, payer.address, 3n * USDC, 3n * USDC);
    expect(await token.balanceOf(vault)).to.equal(3n * USDC);
  });

  it("keeps a relayer from sending it to another gateway", async () => {
    const parts = await loadFixture(market);
    const { vault, usdc, token, payer, gateway, rival, gateways } = parts;
    await usdc.mint(rival.address, 5_000n * USDC);
    await as(usdc, rival).approve(gateways, 5_000n * USDC);
    const validTo = (await now()) + DAY;
    await as(gateways, rival).register(
      "https://rival.example",
      rival.address,
      rival.address,
      validTo,
      5_000n * USDC,
      NO_PERMIT,
    );
    const args = await authorisation(parts, gateway.address, 3n * USDC);
    await expect(
      as(vault, rival).depositWithAuthorization(payer.address, rival.address, ...args),
    ).to.be.revertedWithCustomError(token, "ERC3009InvalidSignature");
    expect((await vault.accountOf(payer.address, rival.address)).balance).to.equal(0n);
  });

  it("keeps a relayer from sending it to another payer, or twice", async () => {
    const parts = await loadFixture(market);
    const { vault, token, payer, gateway, rival } = parts;
    const args = await authorisation(parts, gateway.address, 3n * USDC);
    await expect(
      as(vault, rival).depositWithAuthorization(rival.address, gateway.address, ...args),
    ).to.be.revertedWithCustomError(token, "ERC3009InvalidSignature");
    await as(vault, rival).depositWithAuthorization(payer.address, gateway.address, ...args);
    await expect(
      as(vault, rival).depositWithAuthorization(payer.address, gateway.address, ...args),
    ).to.be.revertedWithCustomError(token, "ERC3009UsedAuthorization");
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(3n * USDC);
  });

  it("refuses the same as a deposit does", async () => {
    const parts = await loadFixture(market);
    const { vault, payer, gateway, rival } = parts;
    const small = await authorisation(parts, gateway.address, USDC - 1n);
    await expect(vault.depositWithAuthorization(payer.address, gateway.address, ...small))
      .to.be.revertedWithCustomError(vault, "EscrowVaultDepositTooSmall")
      .withArgs(USDC - 1n, USDC);
    const closed = await authorisation(parts, rival.address, USDC);
    await expect(vault.depositWithAuthorization(payer.address, rival.address, ...closed))
      .to.be.revertedWithCustomError(vault, "EscrowVaultGatewayClosed")
      .withArgs(rival.address);
  });

  it("refuses an authorisation whose time is over", async () => {
    const parts = await loadFixture(market);
    const { vault, token, payer, gateway } = parts;
    const args = await authorisation(parts, gateway.address, USDC);
    await networkHelpers.time.increase(DAY);
    await expect(
      vault.depositWithAuthorization(payer.address, gateway.address, ...args),
    ).to.be.revertedWithCustomError(token, "ERC3009InvalidAuthorizationTime");
  });
});
