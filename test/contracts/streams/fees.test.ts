import { expect } from "chai";
import { as, DAY, HOUR, networkHelpers, now } from "../helpers/chain.ts";
import { Class, hostConsent, listingOf, registry, TERMS } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC } from "../helpers/market.ts";
import { nextAt, NOTICE, offered, open, opened, RATE, type Opened } from "../helpers/stream.ts";

const { loadFixture, time } = networkHelpers;
const EARNED = RATE * HOUR;

/** Makes the payer the owner of the service, or its payee. */
async function sell({ services, publisher, payer, service }: Opened): Promise<void> {
  const transfer = as(services, publisher).getFunction("transferFrom");
  await transfer(publisher.address, payer.address, service.serviceId);
}

/** A stream of a service that the gateway hosts, at 20 %. */
async function hosted() {
  const parts = await registry();
  const { usdc, services, streams, vault, payer, rival, gateway } = parts;
  const terms = { ...TERMS, class: Class.Hosted };
  await as(usdc, rival).approve(services, STAKE);
  await as(services, rival).listHosted(listingOf({ terms }), await hostConsent(parts, terms), NO_PERMIT);
  const serviceId: bigint = await services.idOf("rival/tool");
  await as(streams, rival).offer(serviceId, RATE, NOTICE);
  await as(vault, payer).deposit(payer.address, gateway.address, 100n * USDC, NO_PERMIT);
  await open(parts, { serviceId });
  return { ...parts, serviceId, start: await now() };
}

describe("The fee of a stream", () => {
  it("is that of the day on which it was opened, whatever is voted meanwhile", async () => {
    const parts = await loadFixture(opened);
    const { streams, fees, admin, earnings, publisher, service, settler, payer } = parts;
    await as(fees, admin).publishFees(Class.SelfHosted, 3_000, 3_000, 1_000, 1_000);
    await nextAt(parts, HOUR);
    await as(streams, payer).close(1n);
    await time.increase(8n * DAY);
    await as(streams, settler).settle(1n);
    const earned = 2n * EARNED;
    expect(await earnings.maturedOf(publisher.address, service.serviceId)).to.equal(0n);
    expect(await earnings.pendingOf(publisher.address, service.serviceId)).to.equal((earned * 95n) / 100n);
    // One that is opened now has the new fee.
    await open(parts, { nonce: 2n });
    expect((await streams.streamOf(2n)).feeVersion).to.equal(2n);
  });

  it("shares what a hosted one exceeds the self-hosted one with its host", async () => {
    const parts = await loadFixture(hosted);
    const { streams, earnings, gateway, rival, payer, serviceId } = parts;
    expect((await streams.streamOf(1n)).host).to.equal(gateway.address);
    await nextAt(parts, HOUR);
    const base = EARNED / 20n;
    const host = EARNED / 5n - base;
    await expect(streams.settle(1n)).to.emit(earnings, "HostCredited").withArgs(0n, gateway.address, host);
    expect(await earnings.pendingOf(rival.address, serviceId)).to.equal((EARNED * 4n) / 5n);
    expect(await earnings.shareOf(gateway.address)).to.equal(host + (base * 3n) / 10n);
    expect(await streams.feesOf(payer.address, serviceId)).to.equal((base * 6n) / 10n);
  });

  it("loses nothing to rounding: the parts are the whole, at any rate", async () => {
    const parts = await loadFixture(offered);
    const { streams, earnings, publisher, gateway, service, token } = parts;
    await as(streams, publisher).offer(service.serviceId, 1n, 0n);
    await open(parts, { ratePerSecond: 7n, notice: 0n, deposit: 7n * DAY + 3n });
    const start = await now();
    await nextAt({ ...parts, start }, HOUR + 1n);
    await streams.settle(1n);
    const earned = 7n * (HOUR + 1n);
    const paid =
      ((await earnings.pendingOf(publisher.address, service.serviceId)) as bigint) +
      ((await earnings.shareOf(gateway.address)) as bigint) +
      ((await earnings.treasuryAccrued()) as bigint) +
      ((await earnings.rewardsAccrued()) as bigint);
    expect([paid, await token.balanceOf(earnings)]).to.deep.equal([earned, earned]);
  });
});

describe("Streams.feesOf", () => {
  it("counts what was earned, and never what goes back", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, publisher, service } = parts;
    await nextAt(parts, 1n);
    await as(streams, publisher).closeAtOnce(1n);
    await streams.refund(1n);
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(0n);
    await streams.settle(1n);
    // A second's: 100 units, of which the fee is 5, of which 1 is the gateway's and none the rewards'.
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(4n);
  });

  it("counts nothing for a publisher who streams to himself, and he pays the fee", async () => {
    const parts = await loadFixture(opened);
    const { streams, earnings, payer, service } = parts;
    await sell(parts);
    await nextAt(parts, HOUR);
    await streams.settle(1n);
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(0n);
    expect(await earnings.treasuryAccrued()).to.equal(((EARNED / 20n) * 6n) / 10n);
  });

  it("counts nothing for whoever the service pays", async () => {
    const parts = await loadFixture(opened);
    const { streams, services, payer, rival, service } = parts;
    await sell(parts);
    const deadline = (await now()) + 200n;
    const signature = await payer.account.signTypedData({
      domain: {
        name: "ERC8004IdentityRegistry",
        version: "1",
        chainId: 31337,
        verifyingContract: (await services.getAddress()) as `0x${string}`,
      },
      types: {
        AgentWalletSet: [
          { name: "agentId", type: "uint256" },
          { name: "newWallet", type: "address" },
          { name: "owner", type: "address" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "AgentWalletSet",
      message: { agentId: service.serviceId, newWallet: payer.address, owner: rival.address, deadline },
    });
    const transfer = as(services, payer).getFunction("transferFrom");
    await transfer(payer.address, rival.address, service.serviceId);
    await as(services, rival).setAgentWallet(service.serviceId, payer.address, deadline, signature);
    await nextAt(parts, HOUR);
    await streams.settle(1n);
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(0n);
  });

  it("never falls: what was counted stays when the payer buys the service", async () => {
    const parts = await loadFixture(opened);
    const { streams, payer, service } = parts;
    await nextAt(parts, HOUR);
    await streams.settle(1n);
    const counted = await streams.feesOf(payer.address, service.serviceId);
    await sell(parts);
    await nextAt(parts, 3n * HOUR);
    await streams.settle(1n);
    expect(await streams.feesOf(payer.address, service.serviceId)).to.equal(counted);
  });
});
