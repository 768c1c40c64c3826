import { expect } from "chai";
import { ROLES } from "../../../contracts/roles.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now, type Person } from "../helpers/chain.ts";
import {
  afterDeadline,
  CaseState,
  court,
  EVIDENCE,
  Kind,
  REJECTED,
  rule,
  UPHELD,
  type CourtParts,
} from "../helpers/court.ts";
import { BOND, NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const MAX_HOLD = 52n * DAY;
/** Of the default windows, with the vote and the time to execute. */
const LONGEST = 41n * DAY;
const FORGED = 10_000n * USDC;
const HONEST = 1_000n * USDC;

/** As ForcedClaims does for a publisher with a receipt. */
async function file({ gateways, forced, gateway }: CourtParts, payee: Person, amount: bigint) {
  const address = await addressOf(forced);
  await networkHelpers.impersonateAccount(address);
  await networkHelpers.setBalance(address, 10n ** 18n);
  const filer = await ethers.getSigner(address);
  return gateways.connect(filer).getFunction("fileBondClaim")(gateway.address, payee.address, amount);
}

/** A thief of the gateway's receipt key has claimed twice its bond, an honest publisher what he is owed. */
async function forged() {
  const parts = await court();
  await file(parts, parts.rival, FORGED);
  await file(parts, parts.publisher, HONEST);
  return parts;
}

function openBond({ court: court_, gateway, rival }: CourtParts, amount = FORGED, payee = rival) {
  return as(court_, gateway).openBond(payee.address, amount, EVIDENCE, NO_PERMIT);
}

async function opened() {
  const parts = await forged();
  await openBond(parts);
  return parts;
}

/** Once its window is over. */
async function settle({ gateways, gateway }: CourtParts): Promise<void> {
  const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
  if (closesAt > (await now())) await time.increaseTo(closesAt);
  await gateways.settleBondRun(gateway.address);
}

async function bondOf({ gateways, gateway }: CourtParts): Promise<bigint> {
  return (await gateways.gatewayOf(gateway.address)).bond;
}

describe("Court.openBond", () => {
  it("holds the run on the bond, for 5 % of the claim", async () => {
    const parts = await loadFixture(forged);
    const { gateways, gateway, rival } = parts;
    const opening = openBond(parts);
    await expect(opening).to.emit(gateways, "BondRunHeld").withArgs(gateway.address, 1n, 1n);
    const found = await parts.court.caseOf(1n);
    expect([found.kind, found.challenger, found.respondent, found.bond]).to.deep.equal([
      Kind.Bond,
      gateway.address,
      rival.address,
      FORGED / 20n,
    ]);
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.increaseTo(closesAt);
    await expect(gateways.settleBondRun(gateway.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunHeld")
      .withArgs(gateway.address, 1n, 1n, closesAt + MAX_HOLD);
  });

  it("upheld: the forged claim is void, and the honest one is paid in full", async () => {
    const parts = await loadFixture(opened);
    const { gateways, usdc, gateway, rival, publisher } = parts;
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    const executing = parts.court.execute(1n);
    await expect(executing)
      .to.emit(gateways, "BondClaimVoided")
      .withArgs(gateway.address, 1n, rival.address, FORGED);
    await expect(executing)
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, true, FORGED, FORGED / 20n, 0n, 0n, 0n);
    await settle(parts);
    await expect(
      as(gateways, publisher).collectBondClaims(gateway.address, 1n, publisher.address),
    ).to.changeTokenBalances(ethers, usdc, [publisher.signer], [HONEST]);
    expect(await bondOf(parts)).to.equal(BOND - HONEST);
    await expect(as(gateways, rival).collectBondClaims(gateway.address, 1n, rival.address))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryNothingFiled")
      .withArgs(gateway.address, 1n, rival.address);
  });

  it("upheld about a claim that was cured meanwhile: nothing is left to void, and no other claim is touched", async () => {
    const parts = await loadFixture(opened);
    const { gateways, usdc, gateway, rival } = parts;
    await usdc.mint(gateway.address, FORGED);
    await as(usdc, gateway).approve(gateways, FORGED);
    await as(gateways, gateway).cureBondClaims(gateway.address, rival.address);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await expect(parts.court.execute(1n)).not.to.emit(gateways, "BondClaimVoided");
    expect((await gateways.bondRunOf(gateway.address, 1n)).filed).to.equal(HONEST);
    expect(await parts.court.owedTo(gateway.address)).to.equal(FORGED / 20n);
  });

  it("admitted by the payee: the claim is void at once, and without others the stop is lifted", async () => {
    const parts = await loadFixture(court);
    const { gateways, gateway, rival } = parts;
    await file(parts, rival, FORGED);
    await openBond(parts);
    await as(parts.court, rival).concede(1n);
    expect(await gateways.isOpen(gateway.address)).to.equal(false);
    await parts.court.execute(1n);
    expect(await gateways.isOpen(gateway.address)).to.equal(true);
    expect(await bondOf(parts)).to.equal(BOND);
    expect(await parts.court.owedTo(gateway.address)).to.equal(FORGED / 20n);
  });

  it("rejected: the claims are paid pro rata as before, and the gateway's bond of the case is lost", async () => {
    const parts = await loadFixture(opened);
    const { gateways, gateway, rival } = parts;
    await as(parts.court, rival).answer(1n, EVIDENCE, NO_PERMIT);
    await rule(parts, REJECTED);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    await settle(parts);
    const { filed, pot } = await gateways.bondRunOf(gateway.address, 1n);
    expect([filed, pot]).to.deep.equal([FORGED + HONEST, BOND]);
    expect(await parts.court.owedTo(rival.address)).to.equal(FORGED / 20n + FORGED / 40n);
    expect(await parts.court.owedTo(gateway.address)).to.equal(0n);
  });

  it("has what is filed meanwhile join the run, so that nobody takes it from what the forged claim left", async () => {
    const parts = await loadFixture(opened);
    const { gateways, gateway, payer } = parts;
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.increaseTo(closesAt + 1n);
    await file(parts, payer, HONEST);
    expect(await gateways.bondRunCount(gateway.address)).to.equal(1n);
    // And it can be cured, as any claim of an open run.
    await as(parts.usdc, gateway).approve(gateways, HONEST);
    await as(gateways, gateway).cureBondClaims(gateway.address, payer.address);
    expect([...(await gateways.bondClaimOf(gateway.address, 1n, payer.address))]).to.deep.equal([0n, HONEST]);
  });

  it("is early enough for every receipt of a key that was revoked when the run began", async () => {
    const parts = await loadFixture(opened);
    const { gateways, gateway, payer } = parts;
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    await time.increaseTo(closesAt + 7n * DAY);
    await file(parts, payer, HONEST);
    await openBond(parts, HONEST, payer);
    expect((await gateways.bondRunOf(gateway.address, 1n)).holds).to.equal(2n);
  });

  it("holds a run for 52 days after its window at most: no chain of cases keeps victims waiting", async () => {
    const parts = await loadFixture(opened);
    const { gateways, gateway, publisher } = parts;
    const { closesAt } = await gateways.bondRunOf(gateway.address, 1n);
    const late = closesAt + MAX_HOLD - LONGEST + 1n;
    await time.setNextBlockTimestamp(late);
    await expect(openBond(parts, HONEST, publisher))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryHoldTooLong")
      .withArgs(late + LONGEST, closesAt + MAX_HOLD);
    await time.increaseTo(closesAt + MAX_HOLD);
    await gateways.settleBondRun(gateway.address);
    // The case that nobody executed ends all the same, and voids nothing more.
    await expect(parts.court.execute(1n))
      .to.emit(gateways, "BondRunReleased")
      .withArgs(gateway.address, 1n, 0n);
  });

  it("voids nothing of what the gateway has cured meanwhile", async () => {
    const parts = await loadFixture(court);
    const { usdc, gateways, gateway, rival } = parts;
    await file(parts, rival, HONEST);
    await openBond(parts, HONEST);
    await as(usdc, gateway).approve(gateways, HONEST);
    await as(gateways, gateway).cureBondClaims(gateway.address, rival.address);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, HONEST / 20n, 0n, 0n, 0n);
    expect([...(await gateways.bondClaimOf(gateway.address, 1n, rival.address))]).to.deep.equal([0n, HONEST]);
  });

  it("ends, and voids nothing, when governance has replaced the Court", async () => {
    const parts = await loadFixture(opened);
    const { authority, gateway, rival } = parts;
    await as(parts.court, rival).concede(1n);
    await authority.revokeRole(ROLES.SLASHER, parts.court);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, FORGED / 20n, 0n, 0n, 0n);
    expect(await parts.court.owedTo(gateway.address)).to.equal(FORGED / 20n);
  });

  it("is the gateway's, about what was filed, once at a time", async () => {
    const parts = await loadFixture(opened);
    const { gateways, publisher, rival } = parts;
    await expect(openBond(parts, 1n)).to.be.revertedWithCustomError(parts.court, "CourtRunning").withArgs(1n);
    for (const amount of [0n, HONEST + 1n]) {
      await expect(openBond(parts, amount, publisher))
        .to.be.revertedWithCustomError(parts.court, "CourtAmountOutOfBounds")
        .withArgs(amount, 1n, HONEST);
    }
    await expect(as(parts.court, publisher).openBond(rival.address, 1n, EVIDENCE, NO_PERMIT))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryRunOver")
      .withArgs(publisher.address, 0n);
  });

  it("can be opened again about what is left of the claim, once it is over", async () => {
    const parts = await loadFixture(court);
    await file(parts, parts.rival, HONEST);
    await openBond(parts, HONEST / 2n);
    await as(parts.court, parts.rival).concede(1n);
    await parts.court.execute(1n);
    await openBond(parts, HONEST / 2n);
    expect((await parts.court.caseOf(2n)).state).to.equal(CaseState.Open);
    expect((await parts.court.caseOf(2n)).bond).to.equal(HONEST / 40n);
  });
});

describe("what the Court may do to a run", () => {
  it("nobody else may", async () => {
    const { gateways, gateway, stranger, rival } = await loadFixture(forged);
    for (const call of [
      () => as(gateways, stranger).holdBondRun(gateway.address, 1n),
      () => as(gateways, stranger).releaseBondRun(gateway.address, 1n),
      () => as(gateways, stranger).voidBondClaim(gateway.address, 1n, rival.address, 1n),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(gateways, "AccessManagedUnauthorized")
        .withArgs(stranger.address);
    }
  });
});
