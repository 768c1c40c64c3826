import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { malleate } from "../helpers/signatures.ts";
import { booksOf, DEPOSIT, nextAt, NOTICE, opened, RATE, signedClosing } from "../helpers/stream.ts";

const { loadFixture, time } = networkHelpers;

describe("Streams.close", () => {
  it("lets the stream earn until the notice is over, and not a second longer", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer } = parts;
    const at = await nextAt(parts, HOUR);
    const kept = DEPOSIT - RATE * (HOUR + NOTICE);
    await expect(as(streams, payer).close(1n))
      .to.emit(streams, "StreamClosed")
      .withArgs(1n, payer.address, payer.address, at + NOTICE, kept);
    expect(await streams.fundedUntil(1n)).to.equal(at + NOTICE);
    expect(await streams.earnedOf(1n)).to.equal(RATE * HOUR);
    await time.increaseTo(at + DAY);
    expect([await streams.earnedOf(1n), await streams.refundableOf(1n)]).to.deep.equal([
      RATE * (HOUR + NOTICE),
      kept,
    ]);
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });

  it("lets it earn until its money is over, where that is sooner", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, start } = parts;
    await nextAt(parts, DAY - 60n);
    await expect(as(streams, payer).close(1n))
      .to.emit(streams, "StreamClosed")
      .withArgs(1n, payer.address, payer.address, start + DAY, 0n);
  });

  it("is the payer's alone", async () => {
    const { streams, payer, publisher, settler, stranger } = await loadFixture(opened);
    for (const who of [publisher, settler, stranger]) {
      await expect(as(streams, who).close(1n))
        .to.be.revertedWithCustomError(streams, "StreamsNotPayer")
        .withArgs(payer.address, who.address);
    }
  });

  it("closes once: a second close moves no end", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer } = parts;
    const at = await nextAt(parts, HOUR);
    await as(streams, payer).close(1n);
    await expect(as(streams, payer).close(1n))
      .to.be.revertedWithCustomError(streams, "StreamsClosing")
      .withArgs(1n, at + NOTICE);
  });

  it("refuses one that has ended, by its close or by its money", async () => {
    const dry = await loadFixture(opened);
    await nextAt(dry, DAY);
    await expect(as(dry.streams, dry.payer).close(1n))
      .to.be.revertedWithCustomError(dry.streams, "StreamsEnded")
      .withArgs(1n, dry.start + DAY);
    const closed = await loadFixture(opened);
    const at = await nextAt(closed, HOUR);
    await as(closed.streams, closed.payer).close(1n);
    await nextAt(closed, HOUR + NOTICE);
    await expect(as(closed.streams, closed.payer).close(1n))
      .to.be.revertedWithCustomError(closed.streams, "StreamsEnded")
      .withArgs(1n, at + NOTICE);
  });
});

describe("Streams.closeBySignature", () => {
  it("closes as the payer does, whoever submits it", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, stranger } = parts;
    const signed = await signedClosing(parts);
    const at = await nextAt(parts, HOUR);
    await expect(as(streams, stranger).closeBySignature(...signed))
      .to.emit(streams, "StreamClosed")
      .withArgs(1n, payer.address, payer.address, at + NOTICE, DEPOSIT - RATE * (HOUR + NOTICE));
  });

  it("refuses another's signature, another form of it, and one that is too old", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, publisher } = parts;
    const [closing, signature] = await signedClosing(parts);
    const [, another] = await signedClosing(parts, {}, publisher);
    for (const wrong of [another, malleate(signature)]) {
      await expect(streams.closeBySignature(closing, wrong))
        .to.be.revertedWithCustomError(streams, "StreamsSignature")
        .withArgs(payer.address);
    }
    const deadline = (await now()) - 1n;
    await expect(streams.closeBySignature(...(await signedClosing(parts, { deadline }))))
      .to.be.revertedWithCustomError(streams, "StreamsDeadlinePassed")
      .withArgs(deadline);
  });
});

describe("Streams.closeAtOnce", () => {
  it("ends the stream now, by who controls its service: it keeps what it has earned", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, publisher } = parts;
    const at = await nextAt(parts, HOUR);
    await expect(as(streams, publisher).closeAtOnce(1n))
      .to.emit(streams, "StreamClosed")
      .withArgs(1n, payer.address, publisher.address, at, DEPOSIT - RATE * HOUR);
    await time.increaseTo(at + DAY);
    expect(await streams.earnedOf(1n)).to.equal(RATE * HOUR);
  });

  it("gives the payer back even the rest of his notice", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, publisher } = parts;
    await nextAt(parts, HOUR);
    await as(streams, payer).close(1n);
    const at = await nextAt(parts, HOUR + NOTICE / 2n);
    await expect(as(streams, publisher).closeAtOnce(1n))
      .to.emit(streams, "StreamClosed")
      .withArgs(1n, payer.address, publisher.address, at, DEPOSIT - RATE * (HOUR + NOTICE / 2n));
  });

  it("is for whoever controls the service now", async () => {
    const { streams, services, publisher, payer, rival, service } = await loadFixture(opened);
    await as(services, publisher).getFunction("transferFrom")(
      publisher.address,
      rival.address,
      service.serviceId,
    );
    for (const who of [payer, publisher]) {
      await expect(as(streams, who).closeAtOnce(1n))
        .to.be.revertedWithCustomError(streams, "StreamsNotController")
        .withArgs(service.serviceId, who.address);
    }
    await as(streams, rival).closeAtOnce(1n);
  });

  it("refuses one that has ended", async () => {
    const parts = await loadFixture(opened);
    const { streams, publisher, start } = parts;
    await nextAt(parts, DAY);
    await expect(as(streams, publisher).closeAtOnce(1n))
      .to.be.revertedWithCustomError(streams, "StreamsEnded")
      .withArgs(1n, start + DAY);
  });

  it("closes, settles and refunds in one transaction", async () => {
    const parts = await loadFixture(opened);
    const { streams, vault, payer, publisher, gateway } = parts;
    await nextAt(parts, HOUR);
    const calls = ["closeAtOnce", "settle", "refund"].map((name) =>
      streams.interface.encodeFunctionData(name, [1n]),
    );
    await as(streams, publisher).multicall(calls);
    expect(await booksOf(parts)).to.deep.equal({ held: 0n, owed: 0n });
    const { balance } = await vault.accountOf(payer.address, gateway.address);
    expect(balance).to.equal(100_000_000n - RATE * HOUR);
  });
});
