import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { market } from "../helpers/market.ts";
import { NOTICE, offered, open, opened, RATE } from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;
const MOST_RATE = 10_000_000n;
const LONGEST_NOTICE = 7n * 86_400n;

describe("Streams.offer", () => {
  it("says what a service asks of new streams", async () => {
    const { streams, publisher, service } = await loadFixture(market);
    await expect(as(streams, publisher).offer(service.serviceId, RATE, NOTICE))
      .to.emit(streams, "Offered")
      .withArgs(service.serviceId, RATE, NOTICE, 0n);
    expect([...(await streams.offerOf(service.serviceId))]).to.deep.equal([RATE, NOTICE, 0n]);
  });

  it("is for whoever controls the service: its owner, or whom the owner approved", async () => {
    const { streams, services, publisher, stranger, service } = await loadFixture(market);
    await expect(as(streams, stranger).offer(service.serviceId, RATE, NOTICE))
      .to.be.revertedWithCustomError(streams, "StreamsNotController")
      .withArgs(service.serviceId, stranger.address);
    await as(services, publisher).getFunction("approve")(stranger.address, service.serviceId);
    await as(streams, stranger).offer(service.serviceId, RATE, NOTICE);
    expect((await streams.offerOf(service.serviceId)).ratePerSecond).to.equal(RATE);
  });

  it("refuses a rate of nothing, or of more than ten dollars a second", async () => {
    const { streams, publisher, service } = await loadFixture(market);
    for (const rate of [0n, MOST_RATE + 1n]) {
      await expect(as(streams, publisher).offer(service.serviceId, rate, NOTICE))
        .to.be.revertedWithCustomError(streams, "StreamsRateOutOfBounds")
        .withArgs(rate, 1n, MOST_RATE);
    }
    await as(streams, publisher).offer(service.serviceId, MOST_RATE, NOTICE);
  });

  it("refuses a notice of more than a week: nobody pays longer for what he has closed", async () => {
    const { streams, publisher, service } = await loadFixture(market);
    await expect(as(streams, publisher).offer(service.serviceId, RATE, LONGEST_NOTICE + 1n))
      .to.be.revertedWithCustomError(streams, "StreamsNoticeOutOfBounds")
      .withArgs(LONGEST_NOTICE + 1n, 0n, LONGEST_NOTICE);
    await as(streams, publisher).offer(service.serviceId, RATE, LONGEST_NOTICE);
  });

  it("does not bind whoever buys the service: he has offered nothing yet", async () => {
    const parts = await loadFixture(offered);
    const { streams, services, publisher, rival, service } = parts;
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    expect([...(await streams.offerOf(service.serviceId))]).to.deep.equal([0n, 0n, 0n]);
    await expect(open(parts))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOffered")
      .withArgs(service.serviceId);
    await as(streams, rival).offer(service.serviceId, RATE, 0n);
    expect([...(await streams.offerOf(service.serviceId))]).to.deep.equal([RATE, 0n, 1n]);
  });
});

describe("Streams.withdrawOffer", () => {
  it("ends the offer for new streams, and touches none that runs", async () => {
    const parts = await loadFixture(opened);
    const { streams, publisher, service, start } = parts;
    await expect(as(streams, publisher).withdrawOffer(service.serviceId))
      .to.emit(streams, "OfferWithdrawn")
      .withArgs(service.serviceId);
    await expect(open(parts, { nonce: 2n }))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOffered")
      .withArgs(service.serviceId);
    expect(await streams.fundedUntil(1n)).to.equal(start + 86_400n);
  });

  it("is for whoever controls the service", async () => {
    const { streams, stranger, service } = await loadFixture(offered);
    await expect(as(streams, stranger).withdrawOffer(service.serviceId))
      .to.be.revertedWithCustomError(streams, "StreamsNotController")
      .withArgs(service.serviceId, stranger.address);
  });

  it("refuses where nothing is offered", async () => {
    const { streams, publisher, other } = await loadFixture(offered);
    await expect(as(streams, publisher).withdrawOffer(other.serviceId))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOffered")
      .withArgs(other.serviceId);
  });
});
