import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { as, DAY, deploy, ethers, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { courtroom, giveCourt, listingOf, Status, type Courtroom } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC, type Market } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const MAX_LOCK = 45n * DAY;
const THAW = 14n * DAY;

/** A case against the publisher's service, which the court may hold for 20 days. */
async function locked() {
  const parts = await courtroom();
  const { services, court, service } = parts;
  const until = (await now()) + 20n * DAY;
  await as(services, court).lock(service.serviceId, until);
  return { ...parts, until };
}

/** The same with all stake thawing since before the case. */
async function lockedThawing() {
  const parts = await courtroom();
  const { services, publisher, court, service } = parts;
  await as(services, publisher).thawStake(service.serviceId, STAKE);
  const thawEnd = (await now()) + THAW;
  const until = (await now()) + 20n * DAY;
  await as(services, court).lock(service.serviceId, until);
  return { ...parts, thawEnd, until };
}

const award = (to: string, amount: bigint) => ({ to, amount });

describe("ServiceRegistry.lock", () => {
  it("opens a case that may take half of the stake, and no more thaw starts", async () => {
    const { services, court, publisher, service } = await loadFixture(courtroom);
    const until = (await now()) + MAX_LOCK - 10n;
    await expect(as(services, court).lock(service.serviceId, until))
      .to.emit(services, "StakeLocked")
      .withArgs(service.serviceId, 1n, STAKE / 2n, until);
    expect(await services.openLocks(service.serviceId)).to.equal(1n);
    expect([...(await services.lockOf(service.serviceId, 1n))]).to.deep.equal([STAKE / 2n, until, true]);
    await expect(as(services, publisher).thawStake(service.serviceId, 1n))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLocked")
      .withArgs(service.serviceId, 1n);
  });

  it("keeps thawed stake in: leaving before the ruling is what it stops", async () => {
    const { services, publisher, service, thawEnd } = await loadFixture(lockedThawing);
    await time.increaseTo(thawEnd);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLocked")
      .withArgs(service.serviceId, 1n);
  });

  it("lets the stake grow and the thaw be taken back meanwhile", async () => {
    const { services, usdc, publisher, rival, service } = await loadFixture(lockedThawing);
    await as(services, publisher).cancelStakeThaw(service.serviceId);
    await as(usdc, rival).approve(services, 5n);
    await as(services, rival).stake(service.serviceId, 5n, NO_PERMIT);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([STAKE + 5n, 0n, 0n]);
  });

  it("gives each case a lock of its own: the end of a friend's case frees nothing", async () => {
    const { services, court, publisher, service, thawEnd, until } = await loadFixture(lockedThawing);
    expect(await as(services, court).getFunction("lock").staticCall(service.serviceId, until)).to.equal(2n);
    await as(services, court).lock(service.serviceId, until);
    await as(services, court).unlock(service.serviceId, 1n);
    await time.increaseTo(thawEnd);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLocked")
      .withArgs(service.serviceId, 1n);
    expect(await services.lockCount(service.serviceId)).to.equal(2n);
  });

  it("refuses to hold for nothing, or for longer than 45 days", async () => {
    const { services, court, service } = await loadFixture(courtroom);
    for (const ahead of [0n, MAX_LOCK + 1n]) {
      const at = (await now()) + 10n;
      await time.setNextBlockTimestamp(at);
      await expect(as(services, court).lock(service.serviceId, at + ahead))
        .to.be.revertedWithCustomError(services, "ServiceRegistryLockDate")
        .withArgs(at + ahead, at, at + MAX_LOCK);
    }
    for (const ahead of [1n, MAX_LOCK]) {
      const at = (await now()) + 10n;
      await time.setNextBlockTimestamp(at);
      await as(services, court).lock(service.serviceId, at + ahead);
    }
  });

  it("refuses a service that is not there", async () => {
    const { services, court } = await loadFixture(courtroom);
    await expect(as(services, court).lock(99n, (await now()) + DAY))
      .to.be.revertedWithCustomError(services, "ERC721NonexistentToken")
      .withArgs(99n);
  });

  it("is the Court's alone, and so are unlock and slash: even the admin has to take the role first", async () => {
    const { services, publisher, admin, service, until } = await loadFixture(locked);
    for (const who of [publisher, admin]) {
      const call = as(services, who);
      for (const attempt of [
        () => call.lock(service.serviceId, until),
        () => call.unlock(service.serviceId, 1n),
        () => call.slash(service.serviceId, 1n, [award(who.address, 1n)]),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(services, "AccessManagedUnauthorized")
          .withArgs(who.address);
      }
    }
  });
});

describe("ServiceRegistry.unlock", () => {
  it("ends the case, after which what had thawed leaves", async () => {
    const { services, usdc, court, publisher, service, thawEnd } = await loadFixture(lockedThawing);
    await time.increaseTo(thawEnd);
    await expect(as(services, court).unlock(service.serviceId, 1n))
      .to.emit(services, "StakeUnlocked")
      .withArgs(service.serviceId, 1n);
    expect(await services.openLocks(service.serviceId)).to.equal(0n);
    await expect(
      as(services, publisher).withdrawStake(service.serviceId, publisher.address),
    ).to.changeTokenBalance(ethers, usdc, publisher.signer, STAKE);
  });

  it("refuses a lock that is closed, or was never opened", async () => {
    const { services, court, service, other } = await loadFixture(locked);
    const call = as(services, court);
    await call.unlock(service.serviceId, 1n);
    for (const attempt of [
      () => call.unlock(service.serviceId, 1n),
      () => call.slash(service.serviceId, 1n, [award(court.address, 1n)]),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(services, "ServiceRegistryLockClosed")
        .withArgs(service.serviceId, 1n);
    }
    for (const [id, lockId, count] of [
      [service.serviceId, 0n, 1n],
      [service.serviceId, 2n, 1n],
      [other.serviceId, 1n, 0n],
    ] as const) {
      await expect(call.unlock(id, lockId))
        .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownLock")
        .withArgs(id, lockId, count);
    }
  });
});

describe("ServiceRegistry.liftLock", () => {
  it("lets anybody end a lock whose time is over: no court holds a stake for ever", async () => {
    const { services, publisher, stranger, service, until } = await loadFixture(locked);
    await time.setNextBlockTimestamp(until);
    await expect(as(services, stranger).liftLock(service.serviceId, 1n))
      .to.emit(services, "StakeUnlocked")
      .withArgs(service.serviceId, 1n);
    await as(services, publisher).thawStake(service.serviceId, STAKE);
  });

  it("refuses a second before, and a lock that is closed", async () => {
    const { services, court, publisher, service, until } = await loadFixture(locked);
    const call = as(services, publisher);
    await time.setNextBlockTimestamp(until - 1n);
    await expect(call.liftLock(service.serviceId, 1n))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLockHolds")
      .withArgs(service.serviceId, 1n, until);
    await as(services, court).unlock(service.serviceId, 1n);
    await expect(call.liftLock(service.serviceId, 1n))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLockClosed")
      .withArgs(service.serviceId, 1n);
  });
});

describe("ServiceRegistry.slash", () => {
  it("pays harmed clients, challenger and treasury in one call, and takes the service off the market", async () => {
    const { services, usdc, court, payer, stranger, treasury, service } = await loadFixture(locked);
    const sums = [20n * USDC, 10n * USDC, 5n * USDC] as const;
    const awards = [
      award(payer.address, sums[0]),
      award(stranger.address, sums[1]),
      award(await treasury.getAddress(), sums[2]),
    ];
    const tx = as(services, court).slash(service.serviceId, 1n, awards);
    await expect(tx)
      .to.emit(services, "Slashed")
      .withArgs(service.serviceId, 1n, 35n * USDC, STAKE - 35n * USDC, 0n);
    for (const { to, amount } of awards) {
      await expect(tx).to.emit(services, "Awarded").withArgs(service.serviceId, 1n, to, amount, true);
    }
    await expect(tx).to.changeTokenBalances(
      ethers,
      usdc,
      [services, payer.signer, stranger.signer, treasury],
      [-35n * USDC, ...sums],
    );
    expect((await services.lockOf(service.serviceId, 1n)).slashable).to.equal(STAKE / 2n - 35n * USDC);
    expect(await services.isListed(service.serviceId)).to.equal(false);
    expect(await services.statusOf(service.serviceId)).to.equal(BigInt(Status.Active));
  });

  it("takes at most half of the stake as it was at the opening, in one call or several", async () => {
    const { services, usdc, court, rival, service } = await loadFixture(locked);
    // Stake that comes in later is not at risk in this case.
    await as(usdc, rival).approve(services, STAKE);
    await as(services, rival).stake(service.serviceId, STAKE, NO_PERMIT);
    const call = as(services, court);
    await call.slash(service.serviceId, 1n, [award(rival.address, STAKE / 2n - 1n)]);
    await expect(call.slash(service.serviceId, 1n, [award(rival.address, 2n)]))
      .to.be.revertedWithCustomError(services, "ServiceRegistrySlashTooHigh")
      .withArgs(service.serviceId, 1n, 2n, 1n);
    await call.slash(service.serviceId, 1n, [award(rival.address, 1n)]);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE + STAKE / 2n);
  });

  it("counts all awards of a call together", async () => {
    const { services, court, rival, service } = await loadFixture(locked);
    const awards = [award(rival.address, STAKE / 2n), award(rival.address, 1n)];
    await expect(as(services, court).slash(service.serviceId, 1n, awards))
      .to.be.revertedWithCustomError(services, "ServiceRegistrySlashTooHigh")
      .withArgs(service.serviceId, 1n, STAKE / 2n + 1n, STAKE / 2n);
  });

  it("hits stake that thaws once what works is gone: a thaw is no hiding place", async () => {
    const { services, court, publisher, rival, service } = await loadFixture(courtroom);
    await as(services, publisher).thawStake(service.serviceId, STAKE - 10n);
    const thawEnd = (await now()) + THAW;
    await as(services, court).lock(service.serviceId, (await now()) + DAY);
    const call = as(services, court);
    await call.slash(service.serviceId, 1n, [award(rival.address, 4n)]);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([
      STAKE - 4n,
      STAKE - 10n,
      thawEnd,
    ]);
    await expect(call.slash(service.serviceId, 1n, [award(rival.address, 20n)]))
      .to.emit(services, "Slashed")
      .withArgs(service.serviceId, 1n, 20n, STAKE - 24n, STAKE - 24n);
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([
      STAKE - 24n,
      STAKE - 24n,
      thawEnd,
    ]);
  });

  it("never takes more than there is when several cases promise the same stake", async () => {
    const { services, court, rival, service, until } = await loadFixture(locked);
    const call = as(services, court);
    await call.lock(service.serviceId, until);
    await call.lock(service.serviceId, until);
    for (const lockId of [1n, 2n]) {
      await call.slash(service.serviceId, lockId, [award(rival.address, STAKE / 2n)]);
    }
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([0n, 0n, 0n]);
    await expect(call.slash(service.serviceId, 3n, [award(rival.address, 1n)]))
      .to.be.revertedWithCustomError(services, "ServiceRegistryInsufficientStake")
      .withArgs(service.serviceId, 0n, 1n);
  });

  it("forgets the thaw's end when all that thawed is taken", async () => {
    const { services, court, rival, service, until } = await loadFixture(lockedThawing);
    const call = as(services, court);
    await call.lock(service.serviceId, until);
    for (const lockId of [1n, 2n]) {
      await call.slash(service.serviceId, lockId, [award(rival.address, STAKE / 2n)]);
    }
    expect([...(await services.stakeOf(service.serviceId))]).to.deep.equal([0n, 0n, 0n]);
  });

  it("refuses nothing, nobody, and a lock whose time is over", async () => {
    const { services, court, rival, service, until } = await loadFixture(locked);
    const call = as(services, court);
    for (const awards of [[], [award(rival.address, 0n)]]) {
      await expect(call.slash(service.serviceId, 1n, awards)).to.be.revertedWithCustomError(
        services,
        "ServiceRegistryZeroAmount",
      );
    }
    await expect(call.slash(service.serviceId, 1n, [award(zeroAddress, 1n)])).to.be.revertedWithCustomError(
      services,
      "ServiceRegistryZeroAddress",
    );
    await time.setNextBlockTimestamp(until);
    await expect(call.slash(service.serviceId, 1n, [award(rival.address, 1n)]))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLockOver")
      .withArgs(service.serviceId, 1n, until);
  });

  it("stops at the service whose case it is", async () => {
    const { services, court, rival, service, other } = await loadFixture(locked);
    await as(services, court).slash(service.serviceId, 1n, [award(rival.address, STAKE / 2n)]);
    expect((await services.stakeOf(other.serviceId)).amount).to.equal(STAKE);
  });
});

/** A registry whose token can block a receiver, with one service that is locked. */
async function blocking() {
  const parts = await courtroom();
  const { fees, gateways, authority, treasury, rival, court } = parts;
  const token = await deploy<Callable<"mint" | "approve" | "block_" | "balanceOf">>("BlockingToken");
  const services = await deploy<Market["services"]>("ServiceRegistry", [
    token,
    fees,
    gateways,
    authority,
    treasury,
    [STAKE, STAKE, STAKE],
  ]);
  await giveCourt(parts, services);
  await token.mint(rival.address, STAKE);
  await as(token, rival).approve(services, STAKE);
  await as(services, rival).list(listingOf(), NO_PERMIT);
  const serviceId: bigint = await services.idOf("rival/tool");
  await as(services, court).lock(serviceId, (await now()) + DAY);
  return { ...parts, token, services, serviceId };
}

describe("ServiceRegistry.collectAward", () => {
  it("holds the award of a receiver that the token blocks, pays the others, and pays it elsewhere", async () => {
    const { services, token, court, payer, stranger, integrator, serviceId } = await loadFixture(blocking);
    await token.block_(payer.address);
    const tx = as(services, court).slash(serviceId, 1n, [
      award(payer.address, 7n),
      award(stranger.address, 3n),
    ]);
    await expect(tx).to.emit(services, "Awarded").withArgs(serviceId, 1n, payer.address, 7n, false);
    await expect(tx).to.changeTokenBalances(ethers, token, [services, stranger.signer], [-3n, 3n]);
    expect(await services.awardOf(payer.address)).to.equal(7n);

    await expect(as(services, payer).collectAward(payer.address)).to.be.revertedWithCustomError(
      token,
      "BlockingTokenBlocked",
    );
    const collect = as(services, payer).collectAward(integrator.address);
    await expect(collect).to.emit(services, "AwardCollected").withArgs(payer.address, integrator.address, 7n);
    await expect(collect).to.changeTokenBalances(ethers, token, [services, integrator.signer], [-7n, 7n]);
  });

  it("refuses who has none, who had his, and nobody as the receiver", async () => {
    const { services, token, court, payer, stranger, serviceId } = await loadFixture(blocking);
    await token.block_(payer.address);
    await as(services, court).slash(serviceId, 1n, [award(payer.address, 7n)]);
    await expect(as(services, payer).collectAward(zeroAddress)).to.be.revertedWithCustomError(
      services,
      "ServiceRegistryZeroAddress",
    );
    await as(services, payer).collectAward(stranger.address);
    for (const who of [stranger, payer]) {
      await expect(as(services, who).collectAward(who.address)).to.be.revertedWithCustomError(
        services,
        "ServiceRegistryZeroAmount",
      );
    }
  });
});

describe("A service with a case against it", () => {
  /** Slashed to the bound and switched off. */
  async function slashed(): Promise<Courtroom> {
    const parts = await locked();
    const { services, publisher, court, stranger, service } = parts;
    await as(services, court).slash(service.serviceId, 1n, [award(stranger.address, STAKE / 2n)]);
    await as(services, publisher).setStatus(service.serviceId, Status.Inactive);
    return parts;
  }

  it("is paid for what it has done: claims, maturing and payouts go on", async () => {
    const parts = await loadFixture(slashed);
    const { vault, earnings, token, payer, gateway, settler, publisher, service } = parts;
    await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
    const charge = await row(parts, { charged: 5n * USDC });
    await as(vault, settler).claim(gateway.address, [charge], zeroHash);
    await time.increase(4n * DAY);
    const before = await token.balanceOf(publisher.address);
    await as(earnings, publisher).withdraw([service.serviceId], publisher.address);
    expect((await token.balanceOf(publisher.address)) - before).to.equal(4_750_000n);
  });
});
