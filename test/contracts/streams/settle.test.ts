import { expect } from "chai";
import { as, DAY, ethers, HOUR, networkHelpers } from "../helpers/chain.ts";
import { booksOf, DEPOSIT, nextAt, opened, RATE } from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;

/** An hour's, and how it is shared: 5 % of it, of which 30 % are the gateway's and 10 % the rewards'. */
const EARNED = RATE * HOUR;
const FEE = EARNED / 20n;
const [GATEWAY, REWARDS] = [(FEE * 3n) / 10n, FEE / 10n];
const TREASURY = FEE - GATEWAY - REWARDS;

describe("Streams.settle", () => {
  it("moves what was earned to Earnings, less the fee, whoever sends it", async () => {
    const parts = await loadFixture(opened);
    const { streams, earnings, token, payer, publisher, gateway, stranger, service } = parts;
    await nextAt(parts, HOUR);
    const settling = as(streams, stranger).settle(1n);
    await expect(settling)
      .to.emit(streams, "StreamSettled")
      .withArgs(
        1n,
        payer.address,
        service.serviceId,
        gateway.address,
        EARNED,
        EARNED,
        FEE,
        TREASURY,
        TREASURY,
      );
    await expect(settling)
      .to.emit(earnings, "SharesCredited")
      .withArgs(0n, gateway.address, GATEWAY, TREASURY, REWARDS);
    await expect(settling).to.changeTokenBalances(ethers, token, [streams, earnings], [-EARNED, EARNED]);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(EARNED - FEE);
    expect(await earnings.shareOf(gateway.address)).to.equal(GATEWAY);
    expect(await earnings.treasuryAccrued()).to.equal(TREASURY);
    expect(await earnings.rewardsAccrued()).to.equal(REWARDS);
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(TREASURY);
    const { settled, settledAt } = await streams.streamOf(1n);
    expect([settled, settledAt]).to.deep.equal([EARNED, parts.start + HOUR]);
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });

  it("moves each second once: what was settled before is not settled again", async () => {
    const parts = await loadFixture(opened);
    const { streams } = parts;
    for (const [hours, amount] of [
      [1n, EARNED],
      [2n, EARNED],
      [5n, 3n * EARNED],
      [24n, 19n * EARNED],
    ] as const) {
      await nextAt(parts, hours * HOUR);
      expect(await streams.getFunction("settle").staticCall(1n, { blockTag: "pending" })).to.equal(amount);
      await streams.settle(1n);
    }
    expect((await streams.streamOf(1n)).settled).to.equal(DEPOSIT);
    await expect(streams.settle(1n))
      .to.be.revertedWithCustomError(streams, "StreamsNothingEarned")
      .withArgs(1n);
  });

  it("comes once an hour while the stream runs: nobody has the fee rounded up every second", async () => {
    const parts = await loadFixture(opened);
    const { streams, start } = parts;
    await nextAt(parts, HOUR - 1n);
    await expect(streams.settle(1n))
      .to.be.revertedWithCustomError(streams, "StreamsTooSoon")
      .withArgs(1n, start + HOUR - 1n, start + HOUR);
    await nextAt(parts, HOUR);
    await streams.settle(1n);
    await nextAt(parts, 2n * HOUR - 1n);
    await expect(streams.settle(1n))
      .to.be.revertedWithCustomError(streams, "StreamsTooSoon")
      .withArgs(1n, start + 2n * HOUR - 1n, start + 2n * HOUR);
  });

  it("does not wait for the last part of one that has ended", async () => {
    const parts = await loadFixture(opened);
    const { streams } = parts;
    await nextAt(parts, DAY - 60n);
    await streams.settle(1n);
    await nextAt(parts, DAY);
    await streams.settle(1n);
    expect((await streams.streamOf(1n)).settled).to.equal(DEPOSIT);
  });

  it("pays the service's payee of that day", async () => {
    const parts = await loadFixture(opened);
    const { streams, services, earnings, publisher, rival, service } = parts;
    await nextAt(parts, HOUR);
    await streams.settle(1n);
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    await nextAt(parts, 3n * HOUR);
    await streams.settle(1n);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal(EARNED - FEE);
    expect(await earnings.pendingOf(rival.address, service.serviceId)).to.equal(2n * (EARNED - FEE));
  });

  it("refuses a stream that there is not", async () => {
    const { streams } = await loadFixture(opened);
    for (const streamId of [0n, 2n]) {
      await expect(streams.settle(streamId))
        .to.be.revertedWithCustomError(streams, "StreamsUnknownStream")
        .withArgs(streamId, 1n);
    }
  });
});
