import { expect } from "chai";
import { zeroHash } from "viem";
import { earningsDomain, refundTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { deployMarket, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;

async function skimmingMarket() {
  return deployMarket("SkimmingToken");
}
async function turningMarket() {
  return funded("TurningToken");
}
async function lyingMarket() {
  return funded("FalseToken");
}
async function reenteringMarket() {
  return funded("ReenteringToken");
}
async function blockingMarket() {
  return funded("BlockingToken");
}

async function funded(token: string) {
  const parts = await deployMarket(token);
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  return parts;
}

/** The token's extra method, which the market's own tokens do not have. */
function tricks<Name extends string>({ token }: Market): Callable<Name> {
  return token as unknown as Callable<Name>;
}

async function thawed(parts: Market, amount: bigint): Promise<void> {
  await as(parts.vault, parts.payer).thaw(parts.gateway.address, amount);
  await time.increase(DAY);
}

async function claimed(parts: Market, charged: bigint): Promise<void> {
  const { vault, settler, gateway } = parts;
  await as(vault, settler).claim(gateway.address, [await row(parts, { charged })], zeroHash);
}

describe("A token that keeps a part of each transfer", () => {
  it("is refused at the door: the vault never owes more than it holds", async () => {
    const { vault, token, payer, gateway } = await loadFixture(skimmingMarket);
    await expect(as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTransferShort")
      .withArgs(9_900_000n, 10n * USDC);
    expect(await token.balanceOf(vault)).to.equal(0n);
  });
});

describe("A token that begins to keep a part", () => {
  it("stops claims and refunds whole, and lets payers leave: no book promises more than is there", async () => {
    const parts = await loadFixture(turningMarket);
    const { vault, earnings, token, payer, settler, publisher, gateway, service } = parts;
    await claimed(parts, 4n * USDC);
    await thawed(parts, 2n * USDC);
    await tricks<"turn">(parts).turn();

    const rows = [await row(parts, { charged: 5n * USDC })];
    await expect(as(vault, settler).claim(gateway.address, rows, zeroHash))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTransferShort")
      .withArgs(990_000n, USDC);
    const refund = {
      serviceId: service.serviceId,
      payer: payer.address,
      gateway: gateway.address,
      amount: USDC,
      nonce: 1n,
      deadline: (await now()) + DAY,
    };
    const signature = await publisher.account.signTypedData({
      domain: earningsDomain(31337, await addressOf(earnings)),
      types: refundTypes,
      primaryType: "Refund",
      message: refund,
    });
    await expect(earnings.refund(publisher.address, refund, signature))
      .to.be.revertedWithCustomError(earnings, "EarningsTransferShort")
      .withArgs(990_000n, USDC);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(3_800_000n);

    await as(vault, payer).withdraw(gateway.address, payer.address);
    const { balance } = await vault.accountOf(payer.address, gateway.address);
    expect(balance).to.equal(4n * USDC);
    expect(await token.balanceOf(vault)).to.equal(balance);
  });
});

describe("A token that answers false", () => {
  it("moves no account: deposit, withdrawal and claim fail whole", async () => {
    const parts = await loadFixture(lyingMarket);
    const { vault, token, payer, settler, gateway } = parts;
    await thawed(parts, 4n * USDC);
    await tricks<"turn">(parts).turn();
    const before = await vault.accountOf(payer.address, gateway.address);
    const rows = [await row(parts, { charged: USDC })];
    for (const attempt of [
      () => as(vault, payer).deposit(payer.address, gateway.address, USDC, NO_PERMIT),
      () => as(vault, payer).withdraw(gateway.address, payer.address),
      () => as(vault, settler).claim(gateway.address, rows, zeroHash),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(vault, "SafeERC20FailedOperation")
        .withArgs(await addressOf(token));
    }
    expect(await vault.accountOf(payer.address, gateway.address)).to.deep.equal(before);
  });

  it("leaves what was earned where it is", async () => {
    const parts = await loadFixture(lyingMarket);
    const { earnings, publisher, gateway, service } = parts;
    await claimed(parts, USDC);
    await time.increase(5n * DAY);
    await tricks<"turn">(parts).turn();
    for (const attempt of [
      () => as(earnings, publisher).withdraw([service.serviceId], publisher.address),
      () => as(earnings, gateway).withdrawShare(gateway.address),
      () => earnings.sweepTreasury(),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(earnings, "SafeERC20FailedOperation");
    }
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(950_000n);
    expect(await earnings.shareOf(gateway.address)).to.equal(15_000n);
    expect(await earnings.treasuryAccrued()).to.equal(30_000n);
  });
});

describe("A token that calls back", () => {
  it("gets into no function that pays: deposit, withdraw, claim", async () => {
    const parts = await loadFixture(reenteringMarket);
    const { vault, payer, settler, gateway } = parts;
    await thawed(parts, 4n * USDC);
    const encode = vault.interface.encodeFunctionData.bind(vault.interface);
    const rows = [await row(parts, { charged: USDC })];
    const calls = [
      encode("deposit", [payer.address, gateway.address, USDC, NO_PERMIT]),
      encode("withdraw", [gateway.address, payer.address]),
      encode("claim", [gateway.address, rows, zeroHash]),
    ];
    for (const call of calls) {
      await tricks<"arm">(parts).arm(vault, call);
      for (const attempt of [
        () => as(vault, payer).deposit(payer.address, gateway.address, USDC, NO_PERMIT),
        () => as(vault, payer).withdraw(gateway.address, payer.address),
        () => as(vault, settler).claim(gateway.address, rows, zeroHash),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(vault, "ReentrancyGuardReentrantCall");
      }
    }
  });

  it("gets into no payout of the earnings", async () => {
    const parts = await loadFixture(reenteringMarket);
    const { earnings, publisher, gateway, service } = parts;
    await claimed(parts, USDC);
    await time.increase(5n * DAY);
    const encode = earnings.interface.encodeFunctionData.bind(earnings.interface);
    const calls = [
      encode("withdraw", [[service.serviceId], publisher.address]),
      encode("withdrawShare", [gateway.address]),
      encode("sweepTreasury"),
    ];
    for (const call of calls) {
      await tricks<"arm">(parts).arm(earnings, call);
      for (const attempt of [
        () => as(earnings, publisher).withdraw([service.serviceId], publisher.address),
        () => as(earnings, gateway).withdrawShare(gateway.address),
        () => earnings.sweepTreasury(),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(earnings, "ReentrancyGuardReentrantCall");
      }
    }
  });
});

describe("A token that blocks an account", () => {
  it("keeps nobody else from being paid, and the blocked can name another address", async () => {
    const parts = await loadFixture(blockingMarket);
    const { vault, earnings, token, payer, publisher, gateway, service, stranger } = parts;
    await claimed(parts, USDC);
    await thawed(parts, 4n * USDC);
    await time.increase(5n * DAY);
    const block = async (account: string) => tricks<"block_">(parts).block_(account);
    await block(publisher.address);
    await block(payer.address);

    await claimed(parts, 2n * USDC);
    await as(earnings, gateway).withdrawShare(gateway.address);
    await earnings.sweepTreasury();
    await expect(as(earnings, publisher).withdraw([service.serviceId], publisher.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(publisher.address);
    await as(earnings, publisher).withdraw([service.serviceId], stranger.address);
    await expect(as(vault, payer).withdraw(gateway.address, payer.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(payer.address);
    await as(vault, payer).withdraw(gateway.address, stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(4n * USDC + 950_000n);
  });
});
