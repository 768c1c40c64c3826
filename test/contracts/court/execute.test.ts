import { expect } from "chai";
import { addressOf, as, ethers, networkHelpers } from "../helpers/chain.ts";
import {
  afterDeadline,
  afterRuleBy,
  answer,
  answered,
  CaseState,
  MIN_BOND,
  opened,
  openStake,
  REFUSED,
  REJECTED,
  rule,
  ruledRejected,
  ruledUpheld,
  SLASHABLE,
  UPHELD,
  type CourtParts,
} from "../helpers/court.ts";
import { STAKE, USDC } from "../helpers/market.ts";
import { paidFor } from "./open.test.ts";

const { loadFixture, time } = networkHelpers;
const CHARGED = 2n * USDC;

async function owed({ court, challenger, publisher, treasury }: CourtParts) {
  const accounts = [challenger.address, publisher.address, await addressOf(treasury)];
  return Promise.all(accounts.map((account) => court.owedTo(account) as Promise<bigint>));
}

describe("Court.execute of a case about a stake", () => {
  it("upheld: takes half of the stake, half of it to the challenger and half to the Treasury", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { usdc, services, service, challenger, treasury, stranger } = parts;
    await afterDeadline(parts);
    const executing = as(parts.court, stranger).execute(1n);
    await expect(executing).to.changeTokenBalances(
      ethers,
      usdc,
      [services, challenger.signer, treasury, stranger.signer],
      [-SLASHABLE, SLASHABLE / 2n, SLASHABLE / 2n, 0n],
    );
    await expect(executing)
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, true, SLASHABLE, MIN_BOND + MIN_BOND / 2n, 0n, 0n, MIN_BOND / 2n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE - SLASHABLE);
    expect(await services.openLocks(service.serviceId)).to.equal(0n);
    expect(await owed(parts)).to.deep.equal([MIN_BOND + MIN_BOND / 2n, 0n, MIN_BOND / 2n]);
  });

  it("pays the harmed first, what is left is halved", async () => {
    const parts = await loadFixture(paidFor);
    const { usdc, payer, gateway, challenger, treasury } = parts;
    const harmed = {
      payer: payer.address,
      gateway: gateway.address,
      key: payer.address,
      epoch: 0,
      amount: CHARGED,
    };
    await openStake(parts, { amount: 10n * USDC + 1n, harmed: [harmed] });
    await answer(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await expect(parts.court.execute(1n)).to.changeTokenBalances(
      ethers,
      usdc,
      [payer.signer, challenger.signer, treasury],
      [CHARGED, 4n * USDC, 4n * USDC + 1n],
    );
  });

  it("rejected: the challenger's bond is half the publisher's and half the Treasury's", async () => {
    const parts = await loadFixture(ruledRejected);
    const { services, service } = parts;
    await afterDeadline(parts);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, REJECTED, true, 0n, 0n, MIN_BOND + MIN_BOND / 2n, 0n, MIN_BOND / 2n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE);
    expect(await owed(parts)).to.deep.equal([0n, MIN_BOND + MIN_BOND / 2n, MIN_BOND / 2n]);
  });

  it("rejected after silence: who put up nothing wins nothing, and keeps his stake", async () => {
    const parts = await loadFixture(opened);
    await afterDeadline(parts);
    await rule(parts, REJECTED);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    expect(await owed(parts)).to.deep.equal([0n, 0n, MIN_BOND]);
  });

  it("refused, or never ruled on: everybody has his bond back, and the stake is free", async () => {
    for (const ruling of [REFUSED, undefined]) {
      const parts = await loadFixture(answered);
      const { services, service } = parts;
      if (ruling !== undefined) await rule(parts, ruling);
      else await afterRuleBy(parts);
      await parts.court.execute(1n);
      expect(await owed(parts)).to.deep.equal([MIN_BOND, MIN_BOND, 0n]);
      expect(await services.openLocks(service.serviceId)).to.equal(0n);
      expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE);
    }
  });

  it("is not before its time, and not twice", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { deadline } = await parts.court.caseOf(1n);
    await time.setNextBlockTimestamp(deadline);
    await expect(parts.court.execute(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtTooEarly")
      .withArgs(deadline, deadline + 1n);
    await time.increaseTo(deadline + 1n);
    await parts.court.execute(1n);
    await expect(parts.court.execute(1n))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Closed);
    await expect(parts.court.execute(2n))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(2n, CaseState.None);
  });

  it("takes thawing stake, for which no thaw is quick enough", async () => {
    const parts = await loadFixture(paidFor);
    const { services, publisher, service } = parts;
    await as(services, publisher).thawStake(service.serviceId, STAKE);
    const { thawEnd } = await services.stakeOf(service.serviceId);
    await time.increaseTo(thawEnd - 10n);
    await openStake(parts);
    await time.increaseTo(thawEnd + 1n);
    await expect(as(services, publisher).withdrawStake(service.serviceId, publisher.address))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLocked")
      .withArgs(service.serviceId, 1n);
    await afterDeadline(parts);
    await rule(parts, UPHELD);
    await afterDeadline(parts);
    await parts.court.execute(1n);
    const { amount, thawing } = await services.stakeOf(service.serviceId);
    expect([amount, thawing]).to.deep.equal([STAKE - SLASHABLE, STAKE - SLASHABLE]);
  });

  it("takes what is left when earlier cases have left less", async () => {
    const parts = await loadFixture(paidFor);
    const { services, service } = parts;
    for (let i = 0; i < 3; i++) await openStake(parts);
    for (const caseId of [1n, 2n, 3n]) {
      await answer(parts, caseId);
      await rule(parts, UPHELD, caseId);
    }
    await afterDeadline(parts, 3n);
    for (const caseId of [1n, 2n]) await parts.court.execute(caseId);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(0n);
    await expect(parts.court.execute(3n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(3n, UPHELD, false, 0n, MIN_BOND + MIN_BOND / 2n, 0n, 0n, MIN_BOND / 2n);
  });

  it("shares a stake that does not reach among the harmed in equal parts", async () => {
    const parts = await loadFixture(paidFor);
    const { usdc, services, service, payer, gateway } = parts;
    const harmed = {
      payer: payer.address,
      gateway: gateway.address,
      key: payer.address,
      epoch: 0,
      amount: CHARGED,
    };
    for (const amount of [SLASHABLE, SLASHABLE - USDC, CHARGED]) {
      await openStake(parts, { amount, harmed: [harmed] });
    }
    for (const caseId of [1n, 2n, 3n]) {
      await answer(parts, caseId);
      await rule(parts, UPHELD, caseId);
    }
    await afterDeadline(parts, 3n);
    for (const caseId of [1n, 2n]) await parts.court.execute(caseId);
    // One dollar is left, of two that the third case asks for him.
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(USDC);
    await expect(parts.court.execute(3n)).to.changeTokenBalances(ethers, usdc, [payer.signer], [USDC]);
  });

  it("long after its lock takes nothing, and still gives the bonds to the winner", async () => {
    const parts = await loadFixture(ruledUpheld);
    const { services, service, stranger } = parts;
    const { until } = await services.lockOf(service.serviceId, 1n);
    await time.increaseTo(until);
    await as(services, stranger).liftLock(service.serviceId, 1n);
    await expect(parts.court.execute(1n))
      .to.emit(parts.court, "CaseClosed")
      .withArgs(1n, UPHELD, false, 0n, MIN_BOND + MIN_BOND / 2n, 0n, 0n, MIN_BOND / 2n);
    expect((await services.stakeOf(service.serviceId)).amount).to.equal(STAKE);
  });
});
