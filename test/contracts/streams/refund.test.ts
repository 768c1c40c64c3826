import { expect } from "chai";
import { as, DAY, ethers, HOUR, networkHelpers } from "../helpers/chain.ts";
import {
  BALANCE,
  booksOf,
  DEPOSIT,
  nextAt,
  NOTICE,
  opened,
  openedFromWallet,
  RATE,
  Source,
  type Opened,
} from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;
const ZERO = "0x0000000000000000000000000000000000000000";
/** Of a stream that is closed after an hour. */
const LEFT = DEPOSIT - RATE * (HOUR + NOTICE);

/** A stream that its payer closed, at the end of its notice. */
async function ended(parts: Opened): Promise<Opened> {
  await nextAt(parts, HOUR);
  await as(parts.streams, parts.payer).close(1n);
  await nextAt(parts, HOUR + NOTICE);
  return parts;
}

describe("Streams.refund", () => {
  it("gives back to the account what came from it, whoever asks", async () => {
    const parts = await ended(await loadFixture(opened));
    const { streams, vault, token, payer, gateway, stranger } = parts;
    const refunding = as(streams, stranger).refund(1n);
    await expect(refunding)
      .to.emit(streams, "StreamRefunded")
      .withArgs(1n, payer.address, gateway.address, Source.Account, LEFT);
    await expect(refunding).to.changeTokenBalances(ethers, token, [streams, vault], [-LEFT, LEFT]);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(
      BALANCE - DEPOSIT + LEFT,
    );
    expect(await streams.refundableOf(1n)).to.equal(0n);
    const { held, owed } = await booksOf(parts);
    expect([held, owed]).to.deep.equal([RATE * (HOUR + NOTICE), RATE * (HOUR + NOTICE)]);
  });

  it("reaches an account whose gateway takes no new business", async () => {
    const parts = await loadFixture(opened);
    const { streams, vault, gateways, payer, gateway } = parts;
    await as(gateways, gateway).requestExit();
    await ended(parts);
    await streams.refund(1n);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(
      BALANCE - DEPOSIT + LEFT,
    );
  });

  it("keeps for the payer what came from his wallet", async () => {
    const parts = await ended(await loadFixture(openedFromWallet));
    const { streams, token, payer, gateway } = parts;
    const refunding = streams.refund(1n);
    await expect(refunding)
      .to.emit(streams, "StreamRefunded")
      .withArgs(1n, payer.address, gateway.address, Source.Wallet, LEFT);
    await expect(refunding).to.changeTokenBalances(ethers, token, [streams], [0n]);
    expect(await streams.owedTo(payer.address)).to.equal(LEFT);
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });

  it("is the same before and after the settlement: neither takes of the other", async () => {
    const parts = await ended(await loadFixture(opened));
    const { streams, earnings } = parts;
    await streams.refund(1n);
    await streams.settle(1n);
    expect(await parts.token.balanceOf(streams)).to.equal(0n);
    expect(await parts.token.balanceOf(earnings)).to.equal(RATE * (HOUR + NOTICE));
  });

  it("waits for the end, and gives back once", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer } = parts;
    const at = await nextAt(parts, HOUR);
    await as(streams, payer).close(1n);
    await nextAt(parts, HOUR + NOTICE - 1n);
    await expect(streams.refund(1n))
      .to.be.revertedWithCustomError(streams, "StreamsStillRunning")
      .withArgs(1n, at + NOTICE);
    await nextAt(parts, HOUR + NOTICE);
    await streams.refund(1n);
    await expect(streams.refund(1n))
      .to.be.revertedWithCustomError(streams, "StreamsNothingLeft")
      .withArgs(1n);
  });

  it("has nothing to give back of one that has run dry to the unit", async () => {
    const parts = await loadFixture(opened);
    await nextAt(parts, DAY);
    await expect(parts.streams.refund(1n))
      .to.be.revertedWithCustomError(parts.streams, "StreamsNothingLeft")
      .withArgs(1n);
  });
});

describe("Streams.collect", () => {
  it("pays what is the caller's to whom he names", async () => {
    const parts = await ended(await loadFixture(openedFromWallet));
    const { streams, token, payer, stranger } = parts;
    await streams.refund(1n);
    const collecting = as(streams, payer).collect(stranger.address);
    await expect(collecting).to.emit(streams, "Collected").withArgs(payer.address, stranger.address, LEFT);
    await expect(collecting).to.changeTokenBalances(ethers, token, [streams, stranger.signer], [-LEFT, LEFT]);
    await expect(as(streams, payer).collect(stranger.address))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOwed")
      .withArgs(payer.address);
  });

  it("pays nobody who is owed nothing, and nobody at zero", async () => {
    const parts = await ended(await loadFixture(openedFromWallet));
    const { streams, payer, publisher } = parts;
    await streams.refund(1n);
    await expect(as(streams, publisher).collect(publisher.address))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOwed")
      .withArgs(publisher.address);
    await expect(as(streams, payer).collect(ZERO)).to.be.revertedWithCustomError(
      streams,
      "StreamsZeroAddress",
    );
  });
});
