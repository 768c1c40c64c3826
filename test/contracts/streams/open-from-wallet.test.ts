import { expect } from "chai";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import { permitFor } from "../helpers/listing.ts";
import { booksOf, DEPOSIT, NOTICE, offered, openFromWallet, RATE, Source } from "../helpers/stream.ts";

const { loadFixture, time } = networkHelpers;
const ZERO = "0x0000000000000000000000000000000000000000";

describe("Streams.openFromWallet", () => {
  it("sets the deposit aside from the caller's wallet, without a word of the gateway", async () => {
    const parts = await loadFixture(offered);
    const { streams, token, payer, gateway, service } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const opening = openFromWallet(parts);
    await expect(opening)
      .to.emit(streams, "StreamOpened")
      .withArgs(
        1n,
        payer.address,
        service.serviceId,
        gateway.address,
        Source.Wallet,
        RATE,
        DEPOSIT,
        NOTICE,
        0n,
        1n,
        ZERO,
        at + DAY,
      );
    await expect(opening).to.changeTokenBalances(ethers, token, [payer.signer, streams], [-DEPOSIT, DEPOSIT]);
    expect(await booksOf(parts)).to.deep.equal({ held: DEPOSIT, owed: DEPOSIT });
  });

  it("takes the money by permit", async () => {
    const parts = await loadFixture(offered);
    const { streams, token, payer, gateway, service } = parts;
    await as(token, payer).approve(streams, 0n);
    const permit = await permitFor(parts, payer, await addressOf(streams), DEPOSIT);
    await as(streams, payer).openFromWallet(
      gateway.address,
      service.serviceId,
      RATE,
      DEPOSIT,
      NOTICE,
      permit,
    );
    expect(await token.balanceOf(streams)).to.equal(DEPOSIT);
  });

  it("keeps the publisher's offer and the gateway's door as an order does", async () => {
    const parts = await loadFixture(offered);
    const { streams, gateways, gateway, rival, other } = parts;
    await expect(openFromWallet(parts, { ratePerSecond: RATE - 1n }))
      .to.be.revertedWithCustomError(streams, "StreamsRateOutOfBounds")
      .withArgs(RATE - 1n, RATE, 10_000_000n);
    await expect(openFromWallet(parts, { serviceId: other.serviceId }))
      .to.be.revertedWithCustomError(streams, "StreamsNothingOffered")
      .withArgs(other.serviceId);
    await expect(openFromWallet(parts, { gateway: rival.address }))
      .to.be.revertedWithCustomError(streams, "StreamsGatewayClosed")
      .withArgs(rival.address);
    await as(gateways, gateway).requestExit();
    await expect(openFromWallet(parts))
      .to.be.revertedWithCustomError(streams, "StreamsGatewayClosed")
      .withArgs(gateway.address);
  });
});
