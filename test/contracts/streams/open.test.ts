import { expect } from "chai";
import { as, DAY, ethers, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { Status } from "../helpers/listing.ts";
import { USDC } from "../helpers/market.ts";
import { malleate } from "../helpers/signatures.ts";
import {
  BALANCE,
  booksOf,
  DEPOSIT,
  NOTICE,
  offered,
  open,
  opened,
  RATE,
  signedOrder,
  Source,
} from "../helpers/stream.ts";

const { loadFixture, time } = networkHelpers;
const MOST_RATE = 10_000_000n;
const LONGEST_NOTICE = 7n * DAY;
const LONGEST_FUNDING = 366n * DAY;
const ZERO = "0x0000000000000000000000000000000000000000";

describe("Streams.open", () => {
  it("sets the deposit aside from the payer's account, and says all of the stream", async () => {
    const parts = await loadFixture(offered);
    const { streams, vault, token, settler, payer, gateway, service } = parts;
    const signed = await signedOrder(parts);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const opening = as(streams, settler).open(...signed);
    await expect(opening)
      .to.emit(streams, "StreamOpened")
      .withArgs(
        1n,
        payer.address,
        service.serviceId,
        gateway.address,
        Source.Account,
        RATE,
        DEPOSIT,
        NOTICE,
        0n,
        1n,
        ZERO,
        at + DAY,
      );
    await expect(opening).to.changeTokenBalances(ethers, token, [vault, streams], [-DEPOSIT, DEPOSIT]);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(BALANCE - DEPOSIT);
    expect([...(await streams.streamOf(1n))]).to.deep.equal([
      payer.address,
      RATE,
      gateway.address,
      DEPOSIT,
      service.serviceId,
      at,
      0n,
      at,
      NOTICE,
      1n,
      0n,
      BigInt(Source.Account),
      false,
      0n,
      ZERO,
    ]);
    expect(await streams.fundedUntil(1n)).to.equal(at + DAY);
    expect(await booksOf(parts)).to.deep.equal({ held: DEPOSIT, owed: DEPOSIT });
  });

  it("earns by the second from then on, to the unit, and not after its money is over", async () => {
    const parts = await loadFixture(opened);
    const { streams, start } = parts;
    for (const [seconds, earned] of [
      [1n, RATE],
      [HOUR, RATE * HOUR],
      [DAY, DEPOSIT],
      [2n * DAY, DEPOSIT],
    ] as const) {
      await time.increaseTo(start + seconds);
      expect(await streams.earnedOf(1n)).to.equal(earned);
      expect(await streams.refundableOf(1n)).to.equal(DEPOSIT - earned);
    }
  });

  it("funds whole seconds: what is less than one goes back at the end", async () => {
    const parts = await loadFixture(offered);
    const { streams } = parts;
    await open(parts, { deposit: DEPOSIT + RATE - 1n });
    const start = await now();
    expect(await streams.fundedUntil(1n)).to.equal(start + DAY);
    await time.increaseTo(start + 2n * DAY);
    expect([await streams.earnedOf(1n), await streams.refundableOf(1n)]).to.deep.equal([DEPOSIT, RATE - 1n]);
  });

  it("is for a settler of the order's gateway: nobody else empties an account past what it has reserved", async () => {
    const parts = await loadFixture(offered);
    const { streams, payer, publisher, stranger, gateway } = parts;
    for (const who of [payer, publisher, stranger]) {
      await expect(as(streams, who).open(...(await signedOrder(parts))))
        .to.be.revertedWithCustomError(streams, "StreamsNotSettler")
        .withArgs(gateway.address, who.address);
    }
  });

  it("takes the payer's own signature, in its one form", async () => {
    const parts = await loadFixture(offered);
    const { streams, settler, payer, rival } = parts;
    const [order, signature] = await signedOrder(parts);
    const [, another] = await signedOrder(parts, {}, rival);
    for (const attempt of [
      () => as(streams, settler).open(order, another),
      () => as(streams, settler).open(order, malleate(signature)),
      () => as(streams, settler).open({ ...order, deposit: order.deposit + 1n }, signature),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(streams, "StreamsSignature")
        .withArgs(payer.address);
    }
  });

  it("takes an order once, and until its deadline", async () => {
    const parts = await loadFixture(offered);
    const { streams, settler, payer } = parts;
    const signed = await signedOrder(parts);
    const { deadline } = signed[0];
    await as(streams, settler).open(...signed);
    expect(await streams.isNonceUsed(payer.address, 1n)).to.equal(true);
    await expect(as(streams, settler).open(...signed))
      .to.be.revertedWithCustomError(streams, "StreamsNonceUsed")
      .withArgs(payer.address, 1n);
    const late = await signedOrder(parts, { nonce: 2n, deadline });
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(streams, settler).open(...late))
      .to.be.revertedWithCustomError(streams, "StreamsDeadlinePassed")
      .withArgs(deadline);
  });

  it("refuses less than what the publisher offers, and more than anybody should sign", async () => {
    const parts = await loadFixture(offered);
    const { streams } = parts;
    for (const ratePerSecond of [RATE - 1n, MOST_RATE + 1n]) {
      await expect(open(parts, { ratePerSecond }))
        .to.be.revertedWithCustomError(streams, "StreamsRateOutOfBounds")
        .withArgs(ratePerSecond, RATE, MOST_RATE);
    }
    for (const notice of [NOTICE - 1n, LONGEST_NOTICE + 1n]) {
      await expect(open(parts, { notice }))
        .to.be.revertedWithCustomError(streams, "StreamsNoticeOutOfBounds")
        .withArgs(notice, NOTICE, LONGEST_NOTICE);
    }
  });

  it("refuses a deposit that does not reach over the notice and an hour", async () => {
    const parts = await loadFixture(offered);
    const { streams } = parts;
    const required = RATE * (NOTICE + HOUR);
    await expect(open(parts, { deposit: required - 1n }))
      .to.be.revertedWithCustomError(streams, "StreamsDepositTooSmall")
      .withArgs(required - 1n, required);
    await open(parts, { deposit: required });
  });

  it("refuses more than 366 days ahead", async () => {
    const parts = await loadFixture(offered);
    const { streams, publisher, service } = parts;
    await as(streams, publisher).offer(service.serviceId, 1n, 0n);
    const at = (await now()) + 5n;
    const signed = await signedOrder(parts, { ratePerSecond: 1n, notice: 0n, deposit: LONGEST_FUNDING + 1n });
    await time.setNextBlockTimestamp(at);
    await expect(as(streams, parts.settler).open(...signed))
      .to.be.revertedWithCustomError(streams, "StreamsFundedTooLong")
      .withArgs(at + LONGEST_FUNDING + 1n, at + LONGEST_FUNDING);
  });

  it("refuses a service that offers none, and one that is not listed", async () => {
    const parts = await loadFixture(offered);
    const { streams, services, publisher, service, other } = parts;
    await expect(open(parts, { serviceId: other.serviceId }))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOffered")
      .withArgs(other.serviceId);
    await as(services, publisher).setStatus(service.serviceId, Status.Inactive);
    await expect(open(parts))
      .to.be.revertedWithCustomError(streams, "StreamsServiceNotListed")
      .withArgs(service.serviceId);
  });

  it("refuses a gateway that takes no new business", async () => {
    const parts = await loadFixture(offered);
    const { streams, gateways, gateway } = parts;
    await as(gateways, gateway).requestExit();
    await expect(open(parts))
      .to.be.revertedWithCustomError(streams, "StreamsGatewayClosed")
      .withArgs(gateway.address);
  });

  it("refuses what the account does not hold", async () => {
    const parts = await loadFixture(offered);
    const { vault, payer, gateway } = parts;
    const deposit = BALANCE + 1n;
    await expect(open(parts, { deposit, ratePerSecond: USDC / 1_000n }))
      .to.be.revertedWithCustomError(vault, "EscrowVaultBalanceShort")
      .withArgs(payer.address, gateway.address, BALANCE, deposit);
  });
});
