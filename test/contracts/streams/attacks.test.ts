import { expect } from "chai";
import { attacked } from "../attacks/fixture.ts";
import { addressOf, as, deploy, HOUR, networkHelpers, withCode } from "../helpers/chain.ts";
import { NO_PERMIT } from "../helpers/market.ts";
import {
  BALANCE,
  DEPOSIT,
  nextAt,
  offered,
  open,
  opened,
  RATE,
  signedOrder,
  signedTopUp,
} from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;

/** A rival who is gateway and publisher in one, and offers streams of his own service. */
async function colluding() {
  const parts = await attacked();
  const { streams, rival, ownService } = parts;
  await as(streams, rival).offer(ownService.serviceId, RATE, 0n);
  return parts;
}

describe("An attacker of streams", () => {
  it("who settles for another gateway cannot open from a foreign account", async () => {
    const parts = await loadFixture(colluding);
    const { streams, rival, payer, gateway, ownService } = parts;
    const [order, signature] = await signedOrder(parts, { serviceId: ownService.serviceId, notice: 0n });
    await expect(as(streams, rival).open(order, signature))
      .to.be.revertedWithCustomError(streams, "StreamsNotSettler")
      .withArgs(gateway.address, rival.address);
    await expect(as(streams, rival).open({ ...order, gateway: rival.address }, signature))
      .to.be.revertedWithCustomError(streams, "StreamsSignature")
      .withArgs(payer.address);
  });

  it("who has a session key cannot open with it: a stream takes the payer's own word", async () => {
    const parts = await loadFixture(offered);
    const { streams, settler, payer, key } = parts;
    await expect(as(streams, settler).open(...(await signedOrder(parts, {}, key))))
      .to.be.revertedWithCustomError(streams, "StreamsSignature")
      .withArgs(payer.address);
  });

  it("who sets code after he signed has signed all the same (EIP-7702)", async () => {
    const parts = await loadFixture(offered);
    await withCode(parts.payer.address, "0x60006000fd", async () => {
      await open(parts);
    });
    expect(await parts.streams.streamCount()).to.equal(1n);
  });

  it("who thaws after he signed pays with what is thawing", async () => {
    const parts = await loadFixture(offered);
    const { vault, payer, gateway } = parts;
    await as(vault, payer).thaw(gateway.address, BALANCE);
    await open(parts);
    const { balance, thawing } = await vault.accountOf(payer.address, gateway.address);
    expect([balance, thawing]).to.deep.equal([BALANCE - DEPOSIT, BALANCE - DEPOSIT]);
  });

  it("who publishes cannot take a top-up into a stream that he has just closed", async () => {
    const parts = await loadFixture(opened);
    const { streams, publisher, settler, vault, payer, gateway } = parts;
    const signed = await signedTopUp(parts, DEPOSIT);
    const at = await nextAt(parts, HOUR);
    await as(streams, publisher).closeAtOnce(1n);
    await expect(as(streams, settler).topUp(...signed))
      .to.be.revertedWithCustomError(streams, "StreamsEnded")
      .withArgs(1n, at);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(BALANCE - DEPOSIT);
  });

  it("who is payer, gateway and publisher in one pays a unit to the treasury for each unit that counts", async () => {
    const parts = await loadFixture(colluding);
    const { streams, earnings, token, rival, payer, ownService } = parts;
    // The payer is another account of the rival's: the contract cannot know.
    await as(token, payer).approve(streams, DEPOSIT);
    const call = as(streams, payer).getFunction("openFromWallet");
    await call(rival.address, ownService.serviceId, RATE, DEPOSIT, 0n, NO_PERMIT);
    await networkHelpers.time.increase(2n * 86_400n);
    await streams.settle(1n);
    const kept =
      ((await earnings.pendingOf(rival.address, ownService.serviceId)) as bigint) +
      ((await earnings.shareOf(rival.address)) as bigint);
    const counted: bigint = await streams.feesOf(payer.address, ownService.serviceId);
    expect(await earnings.treasuryAccrued()).to.equal(counted);
    expect(DEPOSIT - kept).to.equal(counted + ((await earnings.rewardsAccrued()) as bigint));
  });
});

describe("A contract wallet", () => {
  it("opens a stream by ERC-1271", async () => {
    const parts = await loadFixture(offered);
    const { streams, vault, settler, payer, gateway, key } = parts;
    const address = await addressOf(await deploy("ContractWallet", [key.address]));
    await as(parts.token, payer).approve(vault, DEPOSIT);
    await as(vault, payer).deposit(address, gateway.address, DEPOSIT, NO_PERMIT);
    const order = await signedOrder(parts, { payer: address }, key);
    await as(streams, settler).open(...order);
    expect((await streams.streamOf(1n)).payer).to.equal(address);
  });
});
