import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { addressOf, as, deploy, ethers, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import {
  afterDeadline,
  APPEAL_MAX,
  CaseState,
  court,
  EVIDENCE,
  EXECUTION_TIME,
  Kind,
  MIN_BOND,
  openStake,
  REJECTED,
  SLASHABLE,
  UPHELD,
  WINDOWS,
  type CourtParts,
  type Harmed,
} from "../helpers/court.ts";
import { permitFor } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC } from "../helpers/market.ts";
import { row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
const CHARGED = 2n * USDC;

/** The payer has paid the service $2, so that a case can name him as harmed. */
export async function paidFor() {
  const parts = await court();
  const { vault, payer, gateway, settler } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(vault, settler).claim(gateway.address, [await row(parts, { charged: CHARGED })], zeroHash);
  return parts;
}

function harmedPayer({ payer, gateway }: CourtParts, amount = CHARGED): Harmed {
  return { payer: payer.address, gateway: gateway.address, key: payer.address, epoch: 0, amount };
}

function ledgerOf({
  payer,
  gateway,
  key,
  serviceId,
}: Omit<Harmed, "epoch" | "amount"> & { serviceId: bigint }) {
  return ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      ["address", "address", "address", "uint256"],
      [payer, gateway, key, serviceId],
    ),
  );
}

describe("Court.openStake", () => {
  it("holds the whole stake, starts no thaw, and puts the case before the arbitrator", async () => {
    const parts = await loadFixture(court);
    const { services, arbitrator, token, challenger, publisher, service } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const opening = openStake(parts);
    await expect(opening)
      .to.emit(services, "StakeLocked")
      .withArgs(
        service.serviceId,
        1n,
        SLASHABLE,
        at + WINDOWS.answer + WINDOWS.rule + WINDOWS.appeal + APPEAL_MAX + EXECUTION_TIME,
      );
    await expect(opening)
      .to.emit(arbitrator, "DisputeCreation")
      .withArgs(1n, await addressOf(parts.court));
    await expect(opening)
      .to.emit(parts.court, "EvidenceGiven")
      .withArgs(1n, challenger.address, EVIDENCE.hash, EVIDENCE.uri);
    await expect(opening).to.changeTokenBalances(
      ethers,
      token,
      [challenger.signer, parts.court],
      [-MIN_BOND, MIN_BOND],
    );
    const found = await parts.court.caseOf(1n);
    expect([found.kind, found.state, found.challenger, found.respondent]).to.deep.equal([
      Kind.Stake,
      CaseState.Open,
      challenger.address,
      publisher.address,
    ]);
    expect([found.deadline, found.ruleBy]).to.deep.equal([
      at + WINDOWS.answer,
      at + WINDOWS.answer + WINDOWS.rule,
    ]);
    await expect(as(services, publisher).thawStake(service.serviceId, 1n))
      .to.be.revertedWithCustomError(services, "ServiceRegistryLocked")
      .withArgs(service.serviceId, 1n);
  });

  it("tells all of the case in one event", async () => {
    const parts = await loadFixture(court);
    const { challenger } = parts;
    await expect(openStake(parts))
      .to.emit(parts.court, "CaseOpened")
      .withArgs(
        1n,
        Kind.Stake,
        challenger.address,
        challenger.address,
        (opened: { amount: bigint }) => opened.amount === SLASHABLE,
      );
  });

  it("asks 5 % of what the case may take, whatever it asks for: it keeps all of the stake", async () => {
    const parts = await loadFixture(court);
    const { services, usdc, rival, service } = parts;
    await as(usdc, rival).approve(services, 900n * USDC);
    await as(services, rival).stake(service.serviceId, 900n * USDC, NO_PERMIT);
    await openStake(parts, { amount: 1n });
    expect((await parts.court.caseOf(1n)).bond).to.equal((STAKE + 900n * USDC) / 2n / 20n);
  });

  it("takes the bond by permit", async () => {
    const parts = await loadFixture(court);
    const { token, challenger, service } = parts;
    await as(token, challenger).approve(parts.court, 0n);
    const permit = await permitFor(parts, challenger, await addressOf(parts.court), MIN_BOND);
    await as(parts.court, challenger).openStake(service.serviceId, SLASHABLE, [], EVIDENCE, permit);
    expect(await token.balanceOf(parts.court)).to.equal(MIN_BOND);
  });

  it("names the harmed by what the vault's ledgers say that they paid", async () => {
    const parts = await loadFixture(paidFor);
    await expect(openStake(parts, { harmed: [harmedPayer(parts)] }))
      .to.emit(parts.court, "HarmedNamed")
      .withArgs(1n, [parts.payer.address], [CHARGED]);
    expect([...(await parts.court.harmedOf(1n))].map((found) => [...found])).to.deep.equal([
      [parts.payer.address, CHARGED],
    ]);
  });

  it("refuses a challenger who names himself without having paid, and a payer beyond what he paid", async () => {
    const parts = await loadFixture(paidFor);
    const { challenger, gateway } = parts;
    const himself = {
      payer: challenger.address,
      gateway: gateway.address,
      key: challenger.address,
      epoch: 0,
      amount: 1n,
    };
    await expect(openStake(parts, { harmed: [himself] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedBeyondLedger")
      .withArgs(0n, 1n, 0n);
    await expect(openStake(parts, { harmed: [harmedPayer(parts, CHARGED + 1n)] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedBeyondLedger")
      .withArgs(0n, CHARGED + 1n, CHARGED);
    await expect(openStake(parts, { harmed: [harmedPayer(parts, 0n)] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedBeyondLedger")
      .withArgs(0n, 0n, CHARGED);
  });

  it("refuses a payer of another epoch, one who is named twice, and the publisher", async () => {
    const parts = await loadFixture(paidFor);
    const { publisher, service } = parts;
    const payer = harmedPayer(parts);
    await expect(openStake(parts, { harmed: [{ ...payer, epoch: 1 }] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedBeyondLedger")
      .withArgs(0n, CHARGED, 0n);
    const ledger = ledgerOf({ ...payer, serviceId: service.serviceId });
    await expect(openStake(parts, { harmed: [payer, payer] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedOrder")
      .withArgs(1n, ledger, ledger);
    await expect(openStake(parts, { harmed: [{ ...payer, payer: publisher.address }] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedIsPublisher")
      .withArgs(0n, publisher.address);
  });

  it("refuses more harmed than ten, and more for them than the case asks", async () => {
    const parts = await loadFixture(paidFor);
    await expect(openStake(parts, { harmed: Array<Harmed>(11).fill(harmedPayer(parts)) }))
      .to.be.revertedWithCustomError(parts.court, "CourtTooManyHarmed")
      .withArgs(11n, 10n);
    await expect(openStake(parts, { amount: CHARGED - 1n, harmed: [harmedPayer(parts)] }))
      .to.be.revertedWithCustomError(parts.court, "CourtHarmedBeyondAmount")
      .withArgs(CHARGED, CHARGED - 1n);
  });

  it("refuses to ask nothing, more than half of the stake, or a service that is not there", async () => {
    const parts = await loadFixture(court);
    for (const amount of [0n, SLASHABLE + 1n]) {
      await expect(openStake(parts, { amount }))
        .to.be.revertedWithCustomError(parts.court, "CourtAmountOutOfBounds")
        .withArgs(amount, 1n, SLASHABLE);
    }
    await expect(as(parts.court, parts.challenger).openStake(99n, 1n, [], EVIDENCE, NO_PERMIT))
      .to.be.revertedWithCustomError(parts.services, "ERC721NonexistentToken")
      .withArgs(99n);
  });

  it("refuses a case without evidence, and a link that is a book", async () => {
    const parts = await loadFixture(court);
    await expect(
      openStake(parts, { evidence: { ...EVIDENCE, hash: zeroHash } }),
    ).to.be.revertedWithCustomError(parts.court, "CourtZeroHash");
    await expect(openStake(parts, { evidence: { ...EVIDENCE, uri: "u".repeat(2_049) } }))
      .to.be.revertedWithCustomError(parts.court, "CourtUriLength")
      .withArgs(2_049n, 2_048n);
  });
});

describe("Court.giveEvidence", () => {
  it("takes evidence of anybody while the case is not decided", async () => {
    const parts = await loadFixture(court);
    const { stranger } = parts;
    await openStake(parts);
    await expect(as(parts.court, stranger).giveEvidence(1n, EVIDENCE))
      .to.emit(parts.court, "EvidenceGiven")
      .withArgs(1n, stranger.address, EVIDENCE.hash, EVIDENCE.uri);
  });

  it("refuses it for a case that is not there or over", async () => {
    const parts = await loadFixture(court);
    await expect(parts.court.giveEvidence(1n, EVIDENCE))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.None);
    await openStake(parts);
    await time.increase(WINDOWS.answer + WINDOWS.rule + 1n);
    await parts.court.execute(1n);
    await expect(parts.court.giveEvidence(1n, EVIDENCE))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Closed);
  });
});

describe("the Court's arbitrator when it costs", () => {
  const COST = 10n ** 15n;

  async function paid() {
    const parts = await court();
    const paidArbitrator = await deploy<Callable<"give" | "setNewest" | "setHasty" | "newest">>(
      "PaidArbitrator",
      [COST],
    );
    await as(parts.court, parts.admin).setArbitrator(paidArbitrator, "0x1234");
    return { ...parts, paidArbitrator };
  }

  it("is paid by the opener, who has back what he sent beyond", async () => {
    const parts = await loadFixture(paid);
    const { paidArbitrator, challenger } = parts;
    await expect(openStake(parts, { value: 5n * COST })).to.changeEtherBalances(
      ethers,
      [challenger.signer, paidArbitrator, parts.court],
      [-COST, COST, 0n],
    );
  });

  it("is not asked for less", async () => {
    const parts = await loadFixture(paid);
    await expect(openStake(parts, { value: COST - 1n }))
      .to.be.revertedWithCustomError(parts.court, "CourtFeeTooSmall")
      .withArgs(COST - 1n, COST);
  });

  it("cannot rule in a number that is none, nor a second time", async () => {
    const parts = await loadFixture(paid);
    const { paidArbitrator } = parts;
    await openStake(parts, { value: COST });
    await afterDeadline(parts);
    await expect(paidArbitrator.give(parts.court, 1n, 3n))
      .to.be.revertedWithCustomError(parts.court, "CourtUnknownRuling")
      .withArgs(3n, 2n);
    await paidArbitrator.give(parts.court, 1n, UPHELD);
    await expect(paidArbitrator.give(parts.court, 1n, REJECTED))
      .to.be.revertedWithCustomError(parts.court, "CourtState")
      .withArgs(1n, CaseState.Ruled);
    expect((await parts.court.caseOf(1n)).ruling).to.equal(UPHELD);
  });

  it("cannot rule while it is asked, nor number two cases alike", async () => {
    const parts = await loadFixture(paid);
    const { paidArbitrator } = parts;
    await paidArbitrator.setHasty(true);
    await expect(openStake(parts, { value: COST })).to.be.revertedWithCustomError(
      parts.court,
      "ReentrancyGuardReentrantCall",
    );
    await paidArbitrator.setHasty(false);
    await openStake(parts, { value: COST });
    await paidArbitrator.setNewest(0n);
    await expect(openStake(parts, { value: COST }))
      .to.be.revertedWithCustomError(parts.court, "CourtDisputeKnown")
      .withArgs(await addressOf(paidArbitrator), 1n);
  });

  it("keeps the cases that it began with when another one is named", async () => {
    const parts = await loadFixture(paid);
    const { paidArbitrator, arbitrator, judge, admin } = parts;
    await openStake(parts, { value: COST });
    await as(parts.court, admin).setArbitrator(arbitrator, "0x");
    await openStake(parts);
    await time.increase(WINDOWS.answer + 1n);
    // Both count their disputes from 1, and each rules on its own.
    await as(arbitrator, judge).giveRuling(1n, 2n);
    await paidArbitrator.give(parts.court, 1n, 1n);
    const rulings = [await parts.court.caseOf(1n), await parts.court.caseOf(2n)];
    expect(rulings.map(({ ruling }) => ruling)).to.deep.equal([1n, 2n]);
  });

  it("must be a contract", async () => {
    const parts = await loadFixture(court);
    await expect(as(parts.court, parts.admin).setArbitrator(zeroAddress, "0x"))
      .to.be.revertedWithCustomError(parts.court, "CourtNoCode")
      .withArgs(zeroAddress);
  });
});
