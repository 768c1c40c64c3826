import { expect } from "chai";
import { zeroAddress } from "viem";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type Person,
} from "../helpers/chain.ts";
import { BOND, market, NO_PERMIT, USDC, type Market } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const WINDOW = 7n * DAY;

/** The registry with a person in the place of ForcedClaims, who files what each test needs, and one in ChargeDisputes'. */
async function claimable() {
  const parts = await market();
  const { usdc, authority, gateway, settler, receiptKey } = parts;
  const court = await person(10);
  const disputes = await person(11);
  const gateways = await deploy<Market["gateways"]>("GatewayRegistry", [
    usdc,
    court.address,
    disputes.address,
    authority,
    BOND,
  ]);
  await usdc.mint(gateway.address, BOND);
  await as(usdc, gateway).approve(gateways, BOND);
  const validTo = (await now()) + 365n * DAY;
  await as(gateways, gateway).register(
    "https://gateway.example",
    settler.address,
    receiptKey.address,
    validTo,
    BOND,
    NO_PERMIT,
  );
  return { ...parts, gateways, court, disputes };
}
type Claimable = Awaited<ReturnType<typeof claimable>>;

function file({ gateways, gateway, court }: Claimable, payee: Person, amount: bigint) {
  return as(gateways, court).fileBondClaim(gateway.address, payee.address, amount);
}

async function bondOf({ gateways, gateway }: Claimable) {
  return (await gateways.gatewayOf(gateway.address)).bond as bigint;
}

async function cure(parts: Claimable, payee: Person, amount: bigint) {
  const { gateways, usdc, gateway } = parts;
  await usdc.mint(gateway.address, amount);
  await as(usdc, gateway).approve(gateways, amount);
  return as(gateways, gateway).cureBondClaims(gateway.address, payee.address);
}

describe("GatewayRegistry.fileBondClaim", () => {
  it("is for ForcedClaims and ChargeDisputes alone", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher } = parts;
    await expect(as(gateways, publisher).fileBondClaim(gateway.address, publisher.address, USDC))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryNotFiler")
      .withArgs(publisher.address);
    const { payer, disputes } = parts;
    await as(gateways, disputes).fileBondClaim(gateway.address, payer.address, USDC);
    expect((await gateways.bondClaimOf(gateway.address, 1n, payer.address)).filed).to.equal(USDC);
  });

  it("refuses a claim of nothing: it could not be cured, and would stop the gateway for seven days", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher } = parts;
    await expect(file(parts, publisher, 0n)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAmount",
    );
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });

  it("opens a run of seven days, and stops new business", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(file(parts, publisher, 100n * USDC))
      .to.emit(gateways, "BondClaimFiled")
      .withArgs(gateway.address, 1n, publisher.address, 100n * USDC, at + WINDOW);
    expect([...(await gateways.bondRunOf(gateway.address, 1n))]).to.deep.equal([
      100n * USDC,
      0n,
      at + WINDOW,
      false,
      0n,
    ]);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    expect(await gateways.isSettler(gateway.address, parts.settler.address)).to.equal(true);
  });

  it("adds to the open run, and does not move its end", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher, rival } = parts;
    await file(parts, publisher, 100n * USDC);
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.increase(DAY);
    await file(parts, rival, 50n * USDC);
    await file(parts, publisher, 10n * USDC);
    expect([...(await gateways.bondRunOf(gateway.address, 1n))]).to.deep.equal([
      160n * USDC,
      0n,
      closesAt,
      false,
      0n,
    ]);
    expect(await gateways.bondClaimOf(gateway.address, 1n, publisher.address)).to.deep.equal([
      110n * USDC,
      0n,
    ]);
  });

  it("after the window settles that run first and opens another", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher, rival } = parts;
    await file(parts, publisher, 100n * USDC);
    await time.increase(WINDOW);
    await expect(file(parts, rival, 50n * USDC))
      .to.emit(gateways, "BondRunSettled")
      .withArgs(gateway.address, 1n, 100n * USDC, 100n * USDC);
    expect(await gateways.bondRunCount(gateway.address)).to.equal(2n);
    expect(await bondOf(parts)).to.equal(BOND - 100n * USDC);
    expect((await gateways.bondRunOf(gateway.address, 2n)).filed).to.equal(50n * USDC);
  });
});

describe("GatewayRegistry.lockBond", () => {
  it("keeps the bond of a gateway that leaves until the last case is over", async () => {
    const { gateways, gateway, disputes } = await loadFixture(claimable);
    await as(gateways, gateway).requestExit();
    await expect(as(gateways, disputes).lockBond(gateway.address))
      .to.emit(gateways, "BondLocked")
      .withArgs(gateway.address, 1n);
    await as(gateways, disputes).lockBond(gateway.address);
    await time.increase(28n * DAY);
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryBondLocked")
      .withArgs(gateway.address, 2n);
    await as(gateways, disputes).unlockBond(gateway.address);
    expect(await gateways.openCases(gateway.address)).to.equal(1n);
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryBondLocked")
      .withArgs(gateway.address, 1n);
    await expect(as(gateways, disputes).unlockBond(gateway.address))
      .to.emit(gateways, "BondUnlocked")
      .withArgs(gateway.address, 0n);
    await as(gateways, gateway).withdrawBond(gateway.address);
  });

  it("is for ChargeDisputes alone, and so is unlockBond", async () => {
    const { gateways, gateway, court } = await loadFixture(claimable);
    for (const attempt of [
      () => as(gateways, court).lockBond(gateway.address),
      () => as(gateways, court).unlockBond(gateway.address),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(gateways, "GatewayRegistryNotChargeDisputes")
        .withArgs(court.address);
    }
  });

  it("does not stop business: a dispute is no claim yet", async () => {
    const { gateways, gateway, disputes } = await loadFixture(claimable);
    await as(gateways, disputes).lockBond(gateway.address);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });
});

describe("GatewayRegistry.settleBondRun", () => {
  it("pays a run of several publishers pro rata when the bond does not reach", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher, rival, stranger } = parts;
    await file(parts, publisher, 6_000n * USDC);
    await file(parts, rival, 3_000n * USDC);
    await file(parts, stranger, 1_000n * USDC);
    await time.increase(WINDOW);
    await expect(gateways.settleBondRun(gateway.address))
      .to.emit(gateways, "BondRunSettled")
      .withArgs(gateway.address, 1n, 10_000n * USDC, BOND);
    for (const [who, part] of [
      [publisher, 3_000n],
      [rival, 1_500n],
      [stranger, 500n],
    ] as const) {
      const tx = as(gateways, who).collectBondClaims(gateway.address, 1n, who.address);
      await expect(tx)
        .to.emit(gateways, "BondClaimPaid")
        .withArgs(gateway.address, 1n, who.address, who.address, part * USDC);
      await expect(tx).to.changeTokenBalances(ethers, usdc, [who.signer], [part * USDC]);
    }
    expect(await usdc.balanceOf(gateways)).to.equal(0n);
  });

  it("pays all of each claim when the bond reaches, and leaves the gateway the rest", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher } = parts;
    await file(parts, publisher, 100n * USDC);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    const before: bigint = await usdc.balanceOf(publisher.address);
    await as(gateways, publisher).collectBondClaims(gateway.address, 1n, publisher.address);
    expect(await usdc.balanceOf(publisher.address)).to.equal(before + 100n * USDC);
    expect(await bondOf(parts)).to.equal(BOND - 100n * USDC);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    await usdc.mint(parts.rival.address, 100n * USDC);
    await as(usdc, parts.rival).approve(gateways, 100n * USDC);
    await as(gateways, parts.rival).addBond(gateway.address, 100n * USDC, NO_PERMIT);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
  });

  it("rounds down, so that all together never take more than the pot", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher, rival, stranger } = parts;
    const three = [publisher, rival, stranger];
    for (const who of three) await file(parts, who, 7_000n * USDC + 1n);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    for (const who of three) await as(gateways, who).collectBondClaims(gateway.address, 1n, who.address);
    expect(await usdc.balanceOf(gateways)).to.equal(BOND % 3n);
  });

  it("refuses a second before the window is over, and when nothing is open", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher } = parts;
    await expect(gateways.settleBondRun(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOver")
      .withArgs(gateway.address, 0n);
    await file(parts, publisher, USDC);
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.setNextBlockTimestamp(closesAt - 1n);
    await expect(gateways.settleBondRun(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOpen")
      .withArgs(gateway.address, 1n, closesAt);
    await time.setNextBlockTimestamp(closesAt);
    await gateways.settleBondRun(gateway.address);
    await expect(gateways.settleBondRun(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOver")
      .withArgs(gateway.address, 1n);
  });
});

describe("GatewayRegistry.cureBondClaims", () => {
  it("pays a publisher at once and in full, and lifts the stop with the last claim", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher, rival } = parts;
    await file(parts, publisher, 100n * USDC);
    await file(parts, rival, 50n * USDC);
    await expect(cure(parts, publisher, 100n * USDC))
      .to.emit(gateways, "BondClaimCured")
      .withArgs(gateway.address, 1n, publisher.address, gateway.address, 100n * USDC);
    const before: bigint = await usdc.balanceOf(publisher.address);
    await as(gateways, publisher).collectBondClaims(gateway.address, 1n, publisher.address);
    expect(await usdc.balanceOf(publisher.address)).to.equal(before + 100n * USDC);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    await cure(parts, rival, 50n * USDC);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
    expect(await bondOf(parts)).to.equal(BOND);
    await expect(gateways.settleBondRun(gateway.address)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryRunOver",
    );
    await as(gateways, rival).collectBondClaims(gateway.address, 1n, rival.address);
    expect(await usdc.balanceOf(gateways)).to.equal(BOND);
  });

  it("leaves the pot to those who were not cured", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher, rival } = parts;
    await file(parts, publisher, 5_000n * USDC);
    await file(parts, rival, 5_000n * USDC);
    await cure(parts, publisher, 5_000n * USDC);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    for (const who of [publisher, rival]) {
      await as(gateways, who).collectBondClaims(gateway.address, 1n, who.address);
    }
    expect(await usdc.balanceOf(gateways)).to.equal(0n);
  });

  it("refuses who has filed nothing, when no run is open, and from the end of the window on", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher, stranger } = parts;
    await expect(gateways.cureBondClaims(gateway.address, publisher.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOver")
      .withArgs(gateway.address, 0n);
    await file(parts, publisher, USDC);
    await expect(gateways.cureBondClaims(gateway.address, stranger.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryNothingFiled")
      .withArgs(gateway.address, 1n, stranger.address);
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.setNextBlockTimestamp(closesAt);
    await expect(gateways.cureBondClaims(gateway.address, publisher.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOver")
      .withArgs(gateway.address, 1n);
  });
});

describe("GatewayRegistry.collectBondClaims", () => {
  it("pays once, the claimant alone, and not before the run is settled", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, gateway, publisher, stranger } = parts;
    await file(parts, publisher, USDC);
    const nothing = async (who: Person) =>
      expect(as(gateways, who).collectBondClaims(gateway.address, 1n, who.address))
        .to.be.revertedWithCustomError(gateways, "GatewayRegistryNothingFiled")
        .withArgs(gateway.address, 1n, who.address);
    await nothing(publisher);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    await nothing(stranger);
    await expect(
      as(gateways, publisher).collectBondClaims(gateway.address, 1n, zeroAddress),
    ).to.be.revertedWithCustomError(gateways, "GatewayRegistryZeroAddress");
    await as(gateways, publisher).collectBondClaims(gateway.address, 1n, stranger.address);
    await nothing(publisher);
  });

  it("refuses a run that never was", async () => {
    const { gateways, gateway, publisher } = await loadFixture(claimable);
    for (const run of [0n, 1n]) {
      await expect(as(gateways, publisher).collectBondClaims(gateway.address, run, publisher.address))
        .to.be.revertedWithCustomError(gateways, "GatewayRegistryNoSuchRun")
        .withArgs(gateway.address, run);
    }
  });
});

describe("A bond with claims on it", () => {
  it("cannot leave while a run is open, even when the exit is over", async () => {
    const parts = await loadFixture(claimable);
    const { gateways, usdc, gateway, publisher } = parts;
    await as(gateways, gateway).requestExit();
    await time.increase(27n * DAY);
    await file(parts, publisher, 100n * USDC);
    await time.increase(3n * DAY);
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await expect(as(gateways, gateway).withdrawBond(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOpen")
      .withArgs(gateway.address, 1n, closesAt);
    await time.increase(WINDOW);
    await gateways.settleBondRun(gateway.address);
    await as(gateways, gateway).withdrawBond(gateway.address);
    expect(await usdc.balanceOf(gateway.address)).to.equal(BOND - 100n * USDC);
    expect(await usdc.balanceOf(gateways)).to.equal(100n * USDC);
  });

  it("keeps the same contract for both: ForcedClaims is fixed for ever", async () => {
    const { gateways, forced } = await loadFixture(market);
    expect(await gateways.FORCED_CLAIMS()).to.equal(await addressOf(forced));
  });
});
