import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { permitFor, registry, type Registry } from "../helpers/listing.ts";
import { BOND, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const ENDPOINT = "https://rival.example";
const YEAR = 365n * DAY;

/** The rival with the price of a bond. */
async function bonded() {
  const parts = await registry();
  await parts.usdc.mint(parts.rival.address, BOND);
  return parts;
}

/** The rival registers, with what `changes` says. */
async function register(
  parts: Registry,
  changes: {
    bond?: bigint;
    settler?: string;
    receiptKey?: string;
    validTo?: bigint;
    permit?: typeof NO_PERMIT;
  } = {},
) {
  const { gateways, rival, settler, receiptKey } = parts;
  const bond = changes.bond ?? BOND;
  return as(gateways, rival).register(
    ENDPOINT,
    changes.settler ?? settler.address,
    changes.receiptKey ?? receiptKey.address,
    changes.validTo ?? (await now()) + YEAR,
    bond,
    changes.permit ?? (await permitFor(parts, rival, await addressOf(gateways), bond)),
  );
}

describe("GatewayRegistry.register", () => {
  it("opens a gateway with bond, settler and a receipt key from now on, by permit", async () => {
    const parts = await loadFixture(bonded);
    const { gateways, usdc, rival, settler, receiptKey } = parts;
    const at = (await now()) + 5n;
    const validTo = at + YEAR;
    await time.setNextBlockTimestamp(at);
    const tx = register(parts, { validTo });

    await expect(tx).to.emit(gateways, "GatewayRegistered").withArgs(rival.address, ENDPOINT);
    await expect(tx).to.emit(gateways, "SettlerSet").withArgs(rival.address, settler.address);
    await expect(tx)
      .to.emit(gateways, "ReceiptKeySet")
      .withArgs(rival.address, receiptKey.address, at, validTo);
    await expect(tx).to.emit(gateways, "BondAdded").withArgs(rival.address, rival.address, BOND, BOND);
    await expect(tx).to.changeTokenBalances(ethers, usdc, [rival.signer, gateways], [-BOND, BOND]);
    expect(await gateways.isOpen(rival.address)).to.equal(true);
    expect(await gateways.isSettler(rival.address, settler.address)).to.equal(true);
    const { bond, exitAt } = await gateways.gatewayOf(rival.address);
    expect([bond, exitAt]).to.deep.equal([BOND, 0n]);
  });

  it("works although a stranger has used the permit before", async () => {
    const parts = await loadFixture(bonded);
    const { gateways, usdc, rival, stranger } = parts;
    const registryAddress = await addressOf(gateways);
    const permit = await permitFor(parts, rival, registryAddress, BOND);
    const { deadline, v, r, s } = permit;
    await as(usdc, stranger).permit(rival.address, registryAddress, BOND, deadline, v, r, s);
    const { settler, receiptKey } = parts;
    const validTo = deadline + YEAR;
    await as(gateways, rival).register(ENDPOINT, settler.address, receiptKey.address, validTo, BOND, permit);
    expect(await gateways.isOpen(rival.address)).to.equal(true);
  });

  it("refuses a bond below the minimum", async () => {
    const parts = await loadFixture(bonded);
    await expect(register(parts, { bond: BOND - 1n }))
      .to.be.revertedWithCustomError(parts.gateways, "GatewayRegistryBondTooSmall")
      .withArgs(BOND - 1n, BOND);
  });

  it("refuses a second registration", async () => {
    const { gateways, gateway, settler, receiptKey } = await loadFixture(bonded);
    const again = as(gateways, gateway).register(
      ENDPOINT,
      settler.address,
      receiptKey.address,
      (await now()) + YEAR,
      BOND,
      NO_PERMIT,
    );
    await expect(again)
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryAlreadyRegistered")
      .withArgs(gateway.address);
  });

  it("refuses nobody as settler or receipt key", async () => {
    const parts = await loadFixture(bonded);
    for (const changes of [{ settler: zeroAddress }, { receiptKey: zeroAddress }]) {
      await expect(register(parts, changes)).to.be.revertedWithCustomError(
        parts.gateways,
        "GatewayRegistryZeroAddress",
      );
    }
  });

  it("refuses a receipt key that is over before it starts", async () => {
    const parts = await loadFixture(bonded);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(register(parts, { validTo: at - 1n }))
      .to.be.revertedWithCustomError(parts.gateways, "GatewayRegistryKeyDates")
      .withArgs(at, at - 1n);
  });

  it("does nothing at all when the bond cannot be taken", async () => {
    const parts = await loadFixture(bonded);
    const { gateways, usdc, rival } = parts;
    await expect(register(parts, { permit: NO_PERMIT }))
      .to.be.revertedWithCustomError(usdc, "ERC20InsufficientAllowance")
      .withArgs(await addressOf(gateways), 0n, BOND);
    expect(await gateways.isOpen(rival.address)).to.equal(false);
  });

  it("refuses a token that keeps a part of the bond", async () => {
    const { authority, rival, settler, receiptKey } = await loadFixture(bonded);
    const token = await deploy<Callable<"mint" | "approve">>("SkimmingToken");
    const gateways = await deploy<Market["gateways"]>("GatewayRegistry", [
      token,
      zeroAddress,
      zeroAddress,
      authority,
      BOND,
    ]);
    await token.mint(rival.address, BOND);
    await as(token, rival).approve(gateways, BOND);
    const attempt = as(gateways, rival).register(
      ENDPOINT,
      settler.address,
      receiptKey.address,
      (await now()) + YEAR,
      BOND,
      NO_PERMIT,
    );
    await expect(attempt)
      .to.be.revertedWithCustomError(gateways, "PermitTransferShort")
      .withArgs(BOND - BOND / 100n, BOND);
  });
});

describe("GatewayRegistry.addBond", () => {
  it("adds to a gateway's bond, whoever pays", async () => {
    const parts = await loadFixture(bonded);
    const { gateways, usdc, rival, gateway } = parts;
    const permit = await permitFor(parts, rival, await addressOf(gateways), USDC);
    const tx = as(gateways, rival).addBond(gateway.address, USDC, permit);
    await expect(tx)
      .to.emit(gateways, "BondAdded")
      .withArgs(gateway.address, rival.address, USDC, BOND + USDC);
    await expect(tx).to.changeTokenBalances(ethers, usdc, [rival.signer, gateways], [-USDC, USDC]);
    expect((await gateways.gatewayOf(gateway.address)).bond).to.equal(BOND + USDC);
  });

  it("refuses nothing, and a gateway that is not registered", async () => {
    const { gateways, rival, gateway } = await loadFixture(bonded);
    await expect(as(gateways, rival).addBond(gateway.address, 0n, NO_PERMIT)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAmount",
    );
    await expect(as(gateways, rival).addBond(rival.address, 1n, NO_PERMIT))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryUnknownGateway")
      .withArgs(rival.address);
  });
});

describe("GatewayRegistry.setMinBond", () => {
  it("is the governance's, and closes gateways below it until they add", async () => {
    const parts = await loadFixture(bonded);
    const { gateways, usdc, admin, gateway } = parts;
    await expect(as(gateways, admin).setMinBond(BOND + 1n))
      .to.emit(gateways, "MinBondSet")
      .withArgs(BOND + 1n);
    expect(await gateways.minBond()).to.equal(BOND + 1n);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    await usdc.mint(gateway.address, 1n);
    const permit = await permitFor(parts, gateway, await addressOf(gateways), 1n);
    await as(gateways, gateway).addBond(gateway.address, 1n, permit);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });

  it("refuses everybody else", async () => {
    const { gateways, gateway } = await loadFixture(bonded);
    await expect(as(gateways, gateway).setMinBond(BOND))
      .to.be.revertedWithCustomError(gateways, "AccessManagedUnauthorized")
      .withArgs(gateway.address);
  });

  it("refuses amounts out of the constant bounds, the constructor's too", async () => {
    const { gateways, usdc, authority, admin } = await loadFixture(bonded);
    const [least, most] = [1_000n * USDC, 1_000_000n * USDC];
    for (const amount of [least - 1n, most + 1n]) {
      for (const attempt of [
        () => as(gateways, admin).setMinBond(amount),
        () => deploy("GatewayRegistry", [usdc, zeroAddress, zeroAddress, authority, amount]),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(gateways, "GatewayRegistryMinBondOutOfBounds")
          .withArgs(amount, least, most);
      }
    }
    for (const amount of [least, most]) {
      await as(gateways, admin).setMinBond(amount);
      expect(await gateways.minBond()).to.equal(amount);
    }
  });
});
