import { expect } from "chai";
import { as, DAY, ethers, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { NO_PERMIT } from "../helpers/market.ts";
import {
  BALANCE,
  booksOf,
  DEPOSIT,
  nextAt,
  opened,
  openedFromWallet,
  RATE,
  signedTopUp,
  Source,
  type Opened,
} from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;
const MORE = 12n * HOUR * RATE;

async function topUp(parts: Opened, amount = MORE, changes = {}) {
  return as(parts.streams, parts.settler).topUp(...(await signedTopUp(parts, amount, changes)));
}

function topUpFromWallet({ streams, payer }: Opened, amount = MORE, who = payer) {
  return as(streams, who).topUpFromWallet(1n, amount, NO_PERMIT);
}

describe("Streams.topUp", () => {
  it("lengthens a stream from the payer's account", async () => {
    const parts = await loadFixture(opened);
    const { streams, vault, token, payer, gateway, start } = parts;
    await nextAt(parts, HOUR);
    const adding = topUp(parts);
    await expect(adding)
      .to.emit(streams, "StreamToppedUp")
      .withArgs(1n, payer.address, MORE, DEPOSIT + MORE, start + DAY + 12n * HOUR);
    await expect(adding).to.changeTokenBalances(ethers, token, [vault, streams], [-MORE, MORE]);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(
      BALANCE - DEPOSIT - MORE,
    );
    expect(await streams.fundedUntil(1n)).to.equal(start + DAY + 12n * HOUR);
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });

  it("adds what is less than a second to what was less than a second before", async () => {
    const parts = await loadFixture(opened);
    const { streams, start } = parts;
    await topUp(parts, RATE + RATE / 2n);
    expect(await streams.fundedUntil(1n)).to.equal(start + DAY + 1n);
    await topUp(parts, RATE + RATE / 2n, { nonce: 3n });
    expect(await streams.fundedUntil(1n)).to.equal(start + DAY + 3n);
  });

  it("is for a settler of the stream's gateway, by the payer's signature, once, until its deadline", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, settler, gateway, stranger } = parts;
    const signed = await signedTopUp(parts, MORE);
    await expect(as(streams, payer).topUp(...signed))
      .to.be.revertedWithCustomError(streams, "StreamsNotSettler")
      .withArgs(gateway.address, payer.address);
    await expect(as(streams, settler).topUp(...(await signedTopUp(parts, MORE, {}, stranger))))
      .to.be.revertedWithCustomError(streams, "StreamsSignature")
      .withArgs(payer.address);
    const deadline = (await now()) - 1n;
    await expect(topUp(parts, MORE, { deadline }))
      .to.be.revertedWithCustomError(streams, "StreamsDeadlinePassed")
      .withArgs(deadline);
    await as(streams, settler).topUp(...signed);
    await expect(as(streams, settler).topUp(...signed))
      .to.be.revertedWithCustomError(streams, "StreamsNonceUsed")
      .withArgs(payer.address, 2n);
  });

  it("refuses one that has run dry: the time since was not served, and is not paid for", async () => {
    const parts = await loadFixture(opened);
    const { streams, start } = parts;
    await nextAt(parts, DAY);
    await expect(topUp(parts))
      .to.be.revertedWithCustomError(streams, "StreamsEnded")
      .withArgs(1n, start + DAY);
  });

  it("refuses one that its payer has closed", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer } = parts;
    const at = await nextAt(parts, HOUR);
    await as(streams, payer).close(1n);
    await expect(topUp(parts))
      .to.be.revertedWithCustomError(streams, "StreamsClosing")
      .withArgs(1n, at + HOUR);
  });

  it("refuses less than a second, more than 366 days, and what no number holds", async () => {
    const parts = await loadFixture(opened);
    const { streams, start } = parts;
    await expect(topUp(parts, RATE - 1n))
      .to.be.revertedWithCustomError(streams, "StreamsTopUpTooSmall")
      .withArgs(RATE - 1n, RATE);
    for (const [i, amount] of [RATE * 366n * DAY, 2n ** 96n - 1n].entries()) {
      const signed = await signedTopUp(parts, amount);
      const at = await nextAt(parts, HOUR + BigInt(i));
      await expect(as(streams, parts.settler).topUp(...signed))
        .to.be.revertedWithCustomError(streams, "StreamsFundedTooLong")
        .withArgs(start + (DEPOSIT + amount) / RATE, at + 366n * DAY);
    }
  });

  it("keeps an account's stream from a wallet's money, and a wallet's from an account's: each goes back whole", async () => {
    const parts = await loadFixture(opened);
    const { streams } = parts;
    await expect(topUpFromWallet(parts))
      .to.be.revertedWithCustomError(streams, "StreamsOtherSource")
      .withArgs(1n, Source.Account);
    const other = await loadFixture(openedFromWallet);
    await expect(topUp(other))
      .to.be.revertedWithCustomError(other.streams, "StreamsOtherSource")
      .withArgs(1n, Source.Wallet);
  });

  it("refuses a gateway that takes no new business, and a stream that there is not", async () => {
    const parts = await loadFixture(opened);
    const { streams, gateways, gateway } = parts;
    await as(gateways, gateway).requestExit();
    await expect(topUp(parts))
      .to.be.revertedWithCustomError(streams, "StreamsGatewayClosed")
      .withArgs(gateway.address);
    await expect(topUp(parts, MORE, { streamId: 2n }))
      .to.be.revertedWithCustomError(streams, "StreamsUnknownStream")
      .withArgs(2n, 1n);
  });
});

describe("Streams.topUpFromWallet", () => {
  it("lengthens the caller's own stream", async () => {
    const parts = await loadFixture(openedFromWallet);
    const { streams, token, payer, start } = parts;
    await expect(topUpFromWallet(parts)).to.changeTokenBalances(
      ethers,
      token,
      [payer.signer, streams],
      [-MORE, MORE],
    );
    expect(await streams.fundedUntil(1n)).to.equal(start + DAY + 12n * HOUR);
  });

  it("is the payer's alone", async () => {
    const parts = await loadFixture(openedFromWallet);
    const { streams, payer, stranger } = parts;
    await expect(topUpFromWallet(parts, MORE, stranger))
      .to.be.revertedWithCustomError(streams, "StreamsNotPayer")
      .withArgs(payer.address, stranger.address);
  });
});
