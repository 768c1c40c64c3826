import { expect } from "chai";
import { zeroHash } from "viem";
import { as, DAY, HOUR, networkHelpers, now, person, type Person } from "../helpers/chain.ts";
import { exact, payToAt, payToOf } from "../helpers/exact.ts";
import { Class, hostConsent, listingOf, registry, TERMS } from "../helpers/listing.ts";
import { BOND, NO_PERMIT, quoteOf, STAKE, USDC, type Market, type Quote } from "../helpers/market.ts";
import { receiptFor } from "../helpers/receipt.ts";
import { row, type Row } from "../helpers/sign.ts";

const { loadFixture, time } = networkHelpers;
/** Of $1: the fee of 20 % or 30 %, of which 5 % of the dollar are shared as for any other service. */
const [HOSTED_PART, MANAGED_PART] = [150_000n, 250_000n];

/**
 * The rival's services: one hosted and one managed by another gateway than the payer's, and one hosted by the payer's
 * own. The payer has $100 there.
 */
async function hosted() {
  const parts = await registry();
  const { vault, services, usdc, payer, gateway, rival } = parts;
  const host = await person(12);
  await openGateway(parts, host);
  await as(usdc, rival).approve(services, 10n * STAKE);
  const quotes = {
    hosted: await list(parts, "rival/hosted", Class.Hosted, host),
    managed: await list(parts, "rival/managed", Class.Managed, host),
    near: await list(parts, "rival/near", Class.Hosted, gateway),
  };
  await as(vault, payer).deposit(payer.address, gateway.address, 100n * USDC, NO_PERMIT);
  return { ...parts, ...quotes, host };
}

async function openGateway({ usdc, gateways }: Market, host: Person) {
  await usdc.mint(host.address, BOND);
  await as(usdc, host).approve(gateways, BOND);
  const validTo = (await now()) + 365n * DAY;
  await as(gateways, host).register(
    "https://host.example",
    host.address,
    host.address,
    validTo,
    BOND,
    NO_PERMIT,
  );
}

async function list(
  parts: Awaited<ReturnType<typeof registry>>,
  name: string,
  serviceClass: number,
  host: Person,
): Promise<Quote> {
  const { services, rival } = parts;
  const terms = { ...TERMS, class: serviceClass };
  const consent = await hostConsent({ ...parts, gateway: host }, terms, { name });
  const listing = listingOf({ name, terms, stake: 3n * STAKE });
  await as(services, rival).listHosted(listing, consent, NO_PERMIT);
  return quoteOf(services, await services.idOf(name));
}

function claim({ vault, settler, gateway }: Market, ...rows: Row[]) {
  return as(vault, settler).claim(gateway.address, rows, zeroHash);
}

describe("the fee of a hosted service", () => {
  it("is shared as far as the self-hosted rate goes; what exceeds it is the host's, who need not claim", async () => {
    const parts = await loadFixture(hosted);
    const { vault, earnings, token, payer, rival, gateway, host } = parts;
    const quote = parts.hosted;
    const tx = claim(parts, await row(parts, { charged: 333_333n, quote }));
    // The whole fee, 20 %, and the treasury's part of the shared 5 %, each rounded up.
    await expect(tx)
      .to.emit(vault, "RowClaimed")
      .withArgs(
        payer.address,
        quote.serviceId,
        payer.address,
        1n,
        quote.termsHash,
        0n,
        333_333n,
        333_333n,
        66_667n,
        10_001n,
      );
    await expect(tx).to.emit(earnings, "HostCredited").withArgs(1n, host.address, 50_000n);
    await expect(tx)
      .to.emit(earnings, "SharesCredited")
      .withArgs(1n, gateway.address, 5_000n, 10_001n, 1_666n);
    expect(await earnings.pendingOf(rival.address, quote.serviceId)).to.equal(266_666n);
    await as(earnings, host).withdrawShare(host.address);
    expect(await token.balanceOf(host.address)).to.equal(50_000n);
  });

  it("is the same whoever claims: a gateway that hosts has its share and the host's part", async () => {
    const parts = await loadFixture(hosted);
    const { earnings, gateway } = parts;
    await claim(parts, await row(parts, { charged: USDC, quote: parts.near }));
    expect(await earnings.shareOf(gateway.address)).to.equal(15_000n + HOSTED_PART);
  });

  it("goes to each host of a batch in one sum, and none of a self-hosted row does", async () => {
    const parts = await loadFixture(hosted);
    const { earnings, service, gateway, host } = parts;
    const tx = await claim(
      parts,
      await row(parts, { charged: USDC, quote: parts.hosted }),
      await row(parts, { charged: USDC, quote: service }),
      await row(parts, { charged: USDC, quote: parts.near }),
      await row(parts, { charged: USDC, quote: parts.managed }),
      await row(parts, { charged: 2n * USDC, quote: service }),
    );
    const credited = await earnings.queryFilter("HostCredited", tx.blockNumber, tx.blockNumber);
    expect(credited.map((log) => ("args" in log ? [...log.args] : []))).to.deep.equal([
      [1n, host.address, HOSTED_PART + MANAGED_PART],
      [1n, gateway.address, HOSTED_PART],
    ]);
    // Five dollars' shared fee is that of five self-hosted ones.
    expect(await earnings.shareOf(gateway.address)).to.equal(75_000n + HOSTED_PART);
    expect(await earnings.rewardsAccrued()).to.equal(25_000n);
    expect(await earnings.treasuryAccrued()).to.equal(150_000n);
  });

  it("has no host's part of a claim that is self-hosted throughout", async () => {
    const parts = await loadFixture(hosted);
    await expect(claim(parts, await row(parts, { charged: USDC }))).not.to.emit(
      parts.earnings,
      "HostCredited",
    );
    expect(await parts.earnings.shareOf(parts.host.address)).to.equal(0n);
  });

  it("keeps the split that the payer signed for when governance changes the self-hosted rate", async () => {
    const parts = await loadFixture(hosted);
    const { earnings, fees, services, admin, host } = parts;
    await as(fees, admin).publishFees(Class.SelfHosted, 2_000, 3_000, 1_000, 1_000);
    await time.increase(8n * DAY);
    await claim(parts, await row(parts, { charged: USDC, quote: parts.hosted }));
    expect(await earnings.shareOf(host.address)).to.equal(HOSTED_PART);
    // The next version of the class takes the new rate, which leaves nothing to exceed it.
    await as(fees, admin).publishFees(Class.Hosted, 2_000, 3_000, 1_000, 1_000);
    await time.increase(8n * DAY);
    const next = await quoteOf(services, parts.hosted.serviceId);
    await expect(claim(parts, await row(parts, { charged: 2n * USDC, quote: next }))).not.to.emit(
      earnings,
      "HostCredited",
    );
    expect(await earnings.shareOf(host.address)).to.equal(HOSTED_PART);
  });

  it("is split alike in an x402 exact and in a forced claim", async () => {
    const parts = await loadFixture(hosted);
    const { vault, earnings, forced, settler, stranger, gateway, host } = parts;
    await as(vault, settler).settleExacts(gateway.address, [
      await exact(parts, "hosted", { quote: parts.hosted }),
    ]);
    expect(await earnings.shareOf(host.address)).to.equal(HOSTED_PART);
    const served = await row(parts, { charged: USDC, quote: parts.managed });
    const [receipt, signature] = await receiptFor(parts, served);
    await time.increase(7n * HOUR);
    await as(forced, stranger).forceClaim(served, receipt, signature);
    expect(await earnings.shareOf(host.address)).to.equal(HOSTED_PART + MANAGED_PART);
  });

  it("is no part of what a bond owes: the publisher alone was harmed", async () => {
    const parts = await loadFixture(hosted);
    const { vault, earnings, forced, gateways, payer, stranger, gateway, host, rival } = parts;
    const served = await row(parts, { charged: USDC, quote: parts.hosted });
    const [receipt, signature] = await receiptFor(parts, served);
    await as(vault, payer).thaw(gateway.address, 100n * USDC);
    await time.increase(DAY);
    await as(vault, payer).withdraw(gateway.address, payer.address);
    await as(forced, stranger).forceClaim(served, receipt, signature);
    expect((await gateways.bondClaimOf(gateway.address, 1n, rival.address)).filed).to.equal(800_000n);
    expect(await earnings.shareOf(host.address)).to.equal(0n);
  });

  it("reaches the host from a PayTo, whoever sweeps", async () => {
    const parts = await loadFixture(hosted);
    const { doors, earnings, token, payer, rival, stranger, host } = parts;
    const { serviceId, termsId, feeVersion } = parts.hosted;
    const payTo = await payToOf(parts, parts.hosted);
    await as(token, payer).getFunction("transfer")(payTo, USDC);
    await doors.openPayTo(serviceId, termsId, feeVersion);
    const tx = as(await payToAt(payTo), stranger).sweep();
    await expect(tx).to.emit(earnings, "HostCredited").withArgs(0n, host.address, HOSTED_PART);
    await expect(tx).to.emit(earnings, "SweepCredited");
    expect(await earnings.shareOf(host.address)).to.equal(HOSTED_PART);
    expect(await earnings.pendingOf(rival.address, serviceId)).to.equal(800_000n);
    expect(await earnings.rewardsAccrued()).to.equal(5_000n);
    expect(await earnings.treasuryAccrued()).to.equal(45_000n);
    expect(await token.balanceOf(earnings)).to.equal(USDC);
  });
});
