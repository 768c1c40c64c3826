import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { addressOf, as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { market, NO_PERMIT, USDC, type Market, type Quote } from "../helpers/market.ts";
import { row, signedGrant } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const HOLD = 3n * DAY;
/** Publisher's part of $1 at 5 %. */
const NET = 950_000n;

/** A payer with $1000 at the gateway, and the clock at the start of a UTC day. */
async function funded() {
  const parts = await market();
  const { vault, payer, gateway } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 1_000n * USDC, NO_PERMIT);
  const today = ((await now()) / DAY + 1n) * DAY;
  await time.increaseTo(today);
  return { ...parts, today };
}

type Funded = Awaited<ReturnType<typeof funded>>;

/** Claims another `amount` for the service and returns the claim's transaction. */
async function earn(parts: Funded, amount: bigint, quote: Quote = parts.service) {
  const { vault, payer, settler, gateway } = parts;
  const ledger = await vault.ledgerOf(payer.address, gateway.address, payer.address, quote.serviceId);
  const rows = [await row(parts, { charged: ledger.claimed + amount, quote })];
  return as(vault, settler).claim(gateway.address, rows, zeroHash);
}

async function state({ earnings, publisher, service }: Market) {
  return {
    pending: await earnings.pendingOf(publisher.address, service.serviceId),
    matured: await earnings.maturedOf(publisher.address, service.serviceId),
  };
}

describe("Earnings.credit", () => {
  it("is for the vault, Subscriptions and Streams alone", async () => {
    const { earnings, gateway, settler } = await loadFixture(funded);
    const proceeds = {
      claimId: 1n,
      gateway: gateway.address,
      gatewayShare: 1n,
      treasuryShare: 1n,
      rewardsShare: 1n,
      services: [],
      integrators: [],
      hosts: [],
    };
    await expect(as(earnings, settler).credit(proceeds))
      .to.be.revertedWithCustomError(earnings, "EarningsNotSource")
      .withArgs(settler.address);
  });

  it("tells what each party earned and exactly when the publisher's part matures", async () => {
    const parts = await loadFixture(funded);
    const { vault, earnings, publisher, gateway, integrator, service, key, settler, today } = parts;
    await vault.grantKey(await signedGrant(parts, { integrator: integrator.address }));
    const rows = [await row(parts, { by: key, charged: USDC })];
    const tx = as(vault, settler).claim(gateway.address, rows, zeroHash);
    await expect(tx)
      .to.emit(earnings, "Earned")
      .withArgs(1n, publisher.address, service.serviceId, NET, today + DAY + HOLD);
    await expect(tx).to.emit(earnings, "IntegratorCredited").withArgs(1n, integrator.address, 5_000n);
    await expect(tx)
      .to.emit(earnings, "SharesCredited")
      .withArgs(1n, gateway.address, 15_000n, 25_000n, 5_000n);
  });

  it("matures a day's earnings together, at the end of the day plus the hold and not a second earlier", async () => {
    const parts = await loadFixture(funded);
    const { today } = parts;
    await earn(parts, USDC);
    await time.increaseTo(today + DAY - 10n);
    await earn(parts, USDC);
    await time.increaseTo(today + DAY + HOLD - 1n);
    expect(await state(parts)).to.deep.equal({ pending: 2n * NET, matured: 0n });
    await time.increaseTo(today + DAY + HOLD);
    expect(await state(parts)).to.deep.equal({ pending: 0n, matured: 2n * NET });
  });

  it("keeps days apart, and loses nothing when the ring of days comes round", async () => {
    const parts = await loadFixture(funded);
    const { today, token, earnings } = parts;
    for (let day = 0n; day < 30n; day++) {
      await time.increaseTo(today + day * DAY + 5n);
      await earn(parts, USDC);
      // Today and the three days before are held.
      const held = day < 4n ? day + 1n : 4n;
      expect(await state(parts)).to.deep.equal({ pending: held * NET, matured: (day + 1n - held) * NET });
    }
    await time.increase(9n * DAY);
    expect(await state(parts)).to.deep.equal({ pending: 0n, matured: 30n * NET });
    expect(await token.balanceOf(earnings)).to.equal(30n * USDC);
  });

  it("loses nothing when months pass between two credits", async () => {
    const parts = await loadFixture(funded);
    await earn(parts, USDC);
    await time.increase(180n * DAY);
    await as(parts.vault, parts.payer).deposit(parts.payer.address, parts.gateway.address, USDC, NO_PERMIT);
    await earn(parts, USDC);
    expect(await state(parts)).to.deep.equal({ pending: NET, matured: NET });
  });

  it("leaves with the seller what he earned before the sale, and credits the buyer from then on", async () => {
    const parts = await loadFixture(funded);
    const { services, earnings, publisher, stranger, service, today } = parts;
    await earn(parts, USDC);
    await as(services, publisher).transferFrom(publisher.address, stranger.address, service.serviceId);
    await earn(parts, 2n * USDC);
    await time.increaseTo(today + DAY + HOLD);
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(NET);
    expect(await earnings.maturedOf(stranger.address, service.serviceId)).to.equal(2n * NET);
    await expect(as(earnings, publisher).withdraw([service.serviceId], publisher.address))
      .to.emit(earnings, "EarningsWithdrawn")
      .withArgs(publisher.address, service.serviceId, publisher.address, NET);
  });
});

describe("Earnings.withdraw", () => {
  it("pays what has matured, of several services in one transfer, to whom the payee names", async () => {
    const parts = await loadFixture(funded);
    const { earnings, token, publisher, stranger, service, other, today } = parts;
    await earn(parts, USDC);
    await earn(parts, 2n * USDC, other);
    await time.increaseTo(today + 2n * DAY);
    await earn(parts, 4n * USDC);
    await time.increaseTo(today + DAY + HOLD);
    const tx = as(earnings, publisher).withdraw([service.serviceId, other.serviceId], stranger.address);
    await expect(tx)
      .to.emit(earnings, "EarningsWithdrawn")
      .withArgs(publisher.address, service.serviceId, stranger.address, NET);
    await expect(tx)
      .to.emit(earnings, "EarningsWithdrawn")
      .withArgs(publisher.address, other.serviceId, stranger.address, 2n * NET);
    await expect(tx)
      .to.emit(token, "Transfer")
      .withArgs(await addressOf(earnings), stranger.address, 3n * NET);
    expect(await state(parts)).to.deep.equal({ pending: 4n * NET, matured: 0n });
  });

  it("pays a service once, however often it is named", async () => {
    const parts = await loadFixture(funded);
    const { earnings, token, publisher, service } = parts;
    await earn(parts, USDC);
    await time.increase(5n * DAY);
    const before = await token.balanceOf(publisher.address);
    const { serviceId } = service;
    await as(earnings, publisher).withdraw([serviceId, serviceId, serviceId], publisher.address);
    expect(await token.balanceOf(publisher.address)).to.equal(before + NET);
  });

  it("refuses while nothing has matured, to a stranger always, and to the zero address", async () => {
    const parts = await loadFixture(funded);
    const { earnings, publisher, stranger, service } = parts;
    await earn(parts, USDC);
    await expect(as(earnings, publisher).withdraw([service.serviceId], publisher.address))
      .to.be.revertedWithCustomError(earnings, "EarningsNothingMatured")
      .withArgs(publisher.address);
    await time.increase(5n * DAY);
    await expect(as(earnings, stranger).withdraw([service.serviceId], stranger.address))
      .to.be.revertedWithCustomError(earnings, "EarningsNothingMatured")
      .withArgs(stranger.address);
    await expect(
      as(earnings, publisher).withdraw([service.serviceId], zeroAddress),
    ).to.be.revertedWithCustomError(earnings, "EarningsZeroAddress");
  });
});

describe("Earnings.withdrawShare", () => {
  it("pays a gateway its shares at once, and once", async () => {
    const parts = await loadFixture(funded);
    const { earnings, token, gateway, stranger } = parts;
    await earn(parts, USDC);
    await expect(as(earnings, gateway).withdrawShare(stranger.address))
      .to.emit(earnings, "ShareWithdrawn")
      .withArgs(gateway.address, stranger.address, 15_000n);
    expect(await token.balanceOf(stranger.address)).to.equal(15_000n);
    await expect(as(earnings, gateway).withdrawShare(stranger.address))
      .to.be.revertedWithCustomError(earnings, "EarningsNothingAccrued")
      .withArgs(gateway.address);
  });

  it("refuses the zero address", async () => {
    const parts = await loadFixture(funded);
    await earn(parts, USDC);
    await expect(as(parts.earnings, parts.gateway).withdrawShare(zeroAddress)).to.be.revertedWithCustomError(
      parts.earnings,
      "EarningsZeroAddress",
    );
  });
});

describe("Earnings.sweepTreasury", () => {
  it("lets anybody send the treasury its share, and nothing else", async () => {
    const parts = await loadFixture(funded);
    const { earnings, token, treasury, stranger } = parts;
    await earn(parts, USDC);
    await expect(as(earnings, stranger).sweepTreasury()).to.emit(earnings, "TreasurySwept").withArgs(30_000n);
    expect(await token.balanceOf(treasury)).to.equal(30_000n);
    expect(await token.balanceOf(earnings)).to.equal(970_000n);
    expect(await earnings.rewardsAccrued()).to.equal(5_000n);
    await expect(earnings.sweepTreasury())
      .to.be.revertedWithCustomError(earnings, "EarningsNothingAccrued")
      .withArgs(await addressOf(treasury));
  });
});

describe("Earnings.payReward", () => {
  it("pays out of the review rewards' share, and never more than has accrued", async () => {
    const parts = await loadFixture(funded);
    const { earnings, token, admin, payer } = parts;
    await earn(parts, USDC);
    const before = await token.balanceOf(payer.address);
    await expect(as(earnings, admin).payReward(payer.address, 5_001n))
      .to.be.revertedWithCustomError(earnings, "EarningsRewardsShort")
      .withArgs(5_000n, 5_001n);
    await expect(as(earnings, admin).payReward(payer.address, 3_000n))
      .to.emit(earnings, "RewardPaid")
      .withArgs(payer.address, 3_000n, 2_000n);
    expect(await earnings.rewardsAccrued()).to.equal(2_000n);
    expect((await token.balanceOf(payer.address)) - before).to.equal(3_000n);
  });

  it("is governed: a stranger is paid nothing", async () => {
    const parts = await loadFixture(funded);
    await expect(as(parts.earnings, parts.stranger).payReward(parts.stranger.address, 1n))
      .to.be.revertedWithCustomError(parts.earnings, "AccessManagedUnauthorized")
      .withArgs(parts.stranger.address);
  });
});

describe("Earnings.setHold", () => {
  it("counts for what is earned from then on, and moves nothing booked before", async () => {
    const parts = await loadFixture(funded);
    const { earnings, admin, publisher, service, today } = parts;
    await earn(parts, USDC);
    await expect(as(earnings, admin).setHold(7n * DAY))
      .to.emit(earnings, "HoldSet")
      .withArgs(7n * DAY);
    // The day's bucket has its date already.
    await expect(earn(parts, USDC))
      .to.emit(earnings, "Earned")
      .withArgs(2n, publisher.address, service.serviceId, NET, today + DAY + HOLD);
    await time.increaseTo(today + DAY);
    await expect(earn(parts, USDC))
      .to.emit(earnings, "Earned")
      .withArgs(3n, publisher.address, service.serviceId, NET, today + 9n * DAY);
    await time.increaseTo(today + DAY + HOLD);
    expect(await state(parts)).to.deep.equal({ pending: NET, matured: 2n * NET });
  });

  it("holds the longest hold through a whole turn of the ring", async () => {
    const parts = await loadFixture(funded);
    const { earnings, admin, today } = parts;
    await as(earnings, admin).setHold(7n * DAY);
    for (let day = 0n; day < 20n; day++) {
      await time.increaseTo(today + day * DAY + DAY - 10n);
      await earn(parts, USDC);
      const held = day < 8n ? day + 1n : 8n;
      expect(await state(parts)).to.deep.equal({ pending: held * NET, matured: (day + 1n - held) * NET });
    }
  });

  it("stops at its bounds, and is for governance alone", async () => {
    const { earnings, admin, publisher } = await loadFixture(funded);
    for (const hold of [2n * DAY - 1n, 7n * DAY + 1n]) {
      await expect(as(earnings, admin).setHold(hold))
        .to.be.revertedWithCustomError(earnings, "EarningsHoldOutOfBounds")
        .withArgs(hold, 2n * DAY, 7n * DAY);
    }
    await as(earnings, admin).setHold(2n * DAY);
    await expect(as(earnings, publisher).setHold(2n * DAY))
      .to.be.revertedWithCustomError(earnings, "AccessManagedUnauthorized")
      .withArgs(publisher.address);
  });
});
