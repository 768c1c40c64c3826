import { expect } from "chai";
import { zeroAddress, type Address } from "viem";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { registry, type Registry } from "../helpers/listing.ts";

const { loadFixture, time } = networkHelpers;

/** Which of the times the key signs receipts at. */
async function validAt({ gateways, gateway }: Registry, key: Address, times: readonly bigint[]) {
  return Promise.all(times.map((at) => gateways.isReceiptKey(gateway.address, key, at)));
}

/** A second receipt key that is valid for 10 days from tomorrow on. */
async function secondKey() {
  const parts = await registry();
  const { gateways, gateway, key } = parts;
  const from = (await now()) + DAY;
  const to = from + 10n * DAY;
  await as(gateways, gateway).setReceiptKey(key.address, from, to);
  return { ...parts, from, to };
}

describe("GatewayRegistry.setReceiptKey", () => {
  it("registers a key between two dates, both inclusive", async () => {
    const parts = await loadFixture(registry);
    const { gateways, gateway, key } = parts;
    const from = (await now()) + DAY;
    const to = from + DAY;
    await expect(as(gateways, gateway).setReceiptKey(key.address, from, to))
      .to.emit(gateways, "ReceiptKeySet")
      .withArgs(gateway.address, key.address, from, to);
    expect(await validAt(parts, key.address, [from - 1n, from, to, to + 1n])).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
    expect([...(await gateways.receiptKeyOf(gateway.address, key.address))]).to.deep.equal([from, to]);
  });

  it("leaves the keys before it valid, so that their receipts keep their worth", async () => {
    const parts = await loadFixture(secondKey);
    expect(await validAt(parts, parts.receiptKey.address, [parts.from])).to.deep.equal([true]);
  });

  it("never makes a new key valid for the past", async () => {
    const parts = await loadFixture(registry);
    const { gateways, gateway, key } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(gateways, gateway).setReceiptKey(key.address, 1n, at + DAY))
      .to.emit(gateways, "ReceiptKeySet")
      .withArgs(gateway.address, key.address, at, at + DAY);
    expect(await validAt(parts, key.address, [at - 1n, at])).to.deep.equal([false, true]);
  });

  it("keeps the start of a known key, whatever start is named", async () => {
    const parts = await loadFixture(secondKey);
    const { gateways, gateway, key, from, to } = parts;
    for (const named of [0n, from - DAY / 2n, to]) {
      await as(gateways, gateway).setReceiptKey(key.address, named, to + DAY);
      expect([...(await gateways.receiptKeyOf(gateway.address, key.address))]).to.deep.equal([
        from,
        to + DAY,
      ]);
    }
  });

  it("retires a key from now on, and no earlier", async () => {
    const parts = await loadFixture(secondKey);
    const { gateways, gateway, key, from } = parts;
    const today = from + 2n * DAY;
    await time.setNextBlockTimestamp(today);
    await expect(as(gateways, gateway).setReceiptKey(key.address, from, today - 1n))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryKeyBackdated")
      .withArgs(key.address, today - 1n, today);
    await time.setNextBlockTimestamp(today + 10n);
    await as(gateways, gateway).setReceiptKey(key.address, from, today + 10n);
    expect(await validAt(parts, key.address, [from, today + 10n, today + 11n])).to.deep.equal([
      true,
      true,
      false,
    ]);
  });

  it("does not bring a key back that has run out: the time between would count after all", async () => {
    const { gateways, gateway, key, from, to } = await loadFixture(secondKey);
    await time.setNextBlockTimestamp(to + 1n);
    await expect(as(gateways, gateway).setReceiptKey(key.address, from, to + DAY))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryKeyBackdated")
      .withArgs(key.address, to, to + 1n);
  });

  it("refuses an end before the start, and nobody as key", async () => {
    const { gateways, gateway, key } = await loadFixture(registry);
    const from = (await now()) + DAY;
    await expect(as(gateways, gateway).setReceiptKey(key.address, from, from - 1n))
      .to.be.revertedWithCustomError(gateways, "GatewayRegistryKeyDates")
      .withArgs(from, from - 1n);
    await expect(as(gateways, gateway).setReceiptKey(zeroAddress, from, from)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAddress",
    );
  });

  it("gives a key nothing at another gateway, and an unknown key nothing at all", async () => {
    const { gateways, rival, gateway, stranger, receiptKey } = await loadFixture(registry);
    const at = await now();
    expect(await gateways.isReceiptKey(rival.address, receiptKey.address, at)).to.equal(false);
    for (const time of [0n, at]) {
      expect(await gateways.isReceiptKey(gateway.address, stranger.address, time)).to.equal(false);
    }
  });
});

describe("GatewayRegistry.setSettler", () => {
  it("changes the settler at once: the old one is refused", async () => {
    const { gateways, gateway, settler, stranger } = await loadFixture(registry);
    await expect(as(gateways, gateway).setSettler(stranger.address))
      .to.emit(gateways, "SettlerSet")
      .withArgs(gateway.address, stranger.address);
    expect(await gateways.isSettler(gateway.address, stranger.address)).to.equal(true);
    expect(await gateways.isSettler(gateway.address, settler.address)).to.equal(false);
  });

  it("refuses nobody as settler, and nobody is one for an unknown gateway", async () => {
    const { gateways, gateway, rival } = await loadFixture(registry);
    await expect(as(gateways, gateway).setSettler(zeroAddress)).to.be.revertedWithCustomError(
      gateways,
      "GatewayRegistryZeroAddress",
    );
    expect(await gateways.isSettler(rival.address, zeroAddress)).to.equal(false);
  });
});

describe("GatewayRegistry.setEndpoint", () => {
  it("tells the index where the gateway is", async () => {
    const { gateways, gateway } = await loadFixture(registry);
    await expect(as(gateways, gateway).setEndpoint("https://moved.example"))
      .to.emit(gateways, "EndpointSet")
      .withArgs(gateway.address, "https://moved.example");
  });
});

describe("a GatewayRegistry verb called by an account that is no gateway", () => {
  const verbs: readonly (readonly [string, readonly unknown[]])[] = [
    ["setEndpoint", [""]],
    ["setSettler", [zeroAddress]],
    ["setReceiptKey", [zeroAddress, 0n, 0n]],
    ["requestExit", []],
    ["cancelExit", []],
    ["withdrawBond", [zeroAddress]],
  ];
  for (const [verb, args] of verbs) {
    it(`${verb} is refused`, async () => {
      const { gateways, stranger } = await loadFixture(registry);
      await expect(as(gateways, stranger).getFunction(verb)(...args))
        .to.be.revertedWithCustomError(gateways, "GatewayRegistryUnknownGateway")
        .withArgs(stranger.address);
    });
  }
});
