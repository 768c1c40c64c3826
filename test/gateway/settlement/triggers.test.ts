import { expect } from "chai";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import type { Settlement, SettlementConfig } from "../../../gateway/settlement/types.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, DAY, HOUR, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { claimedOf, CONFIG, eventually, settlementOf } from "./helpers.ts";

describe("a settlement begins", () => {
  let market: Market;
  let serviceId: bigint;
  let chain: RunningChainView;
  let books: Books;
  let settlement: Settlement;

  before(async () => {
    market = await startMarket();
    serviceId = await market.list("acme/solidity", USDC);
    books = await openBooks(market);
  });
  after(async () => {
    await books.remove();
    await market.close();
  });
  beforeEach(async () => {
    chain = await viewOf(market, { pollInterval: 20 });
    await books.clear();
  });
  afterEach(async () => {
    await settlement.stop();
    chain.stop();
  });

  /** Counts how often it has looked, so that "nothing happened" is seen after a look and not before. */
  function startWith(config: Partial<SettlementConfig>) {
    let looks = 0;
    const ledger: Books["ledger"] = {
      ...books.ledger,
      async claimable() {
        const rows = await books.ledger.claimable();
        looks++;
        return rows;
      },
    };
    settlement = settlementOf({
      market,
      chain,
      ledger,
      writeOffs: books.writeOffs,
      store: books.store,
      config: { interval: 20, ...config },
    });
    settlement.start();
    return {
      /** Two further looks: the first may have begun before the change. */
      looked: () => {
        const from = looks;
        return eventually(() => looks >= from + 3);
      },
    };
  }

  const claimed = (payer: Parameters<typeof claimedOf>[1]) => claimedOf(market, payer, serviceId);

  it("when the unclaimed sum reaches the claim value, over all payers", async () => {
    const { looked } = startWith({ claimValue: 5n * CENT, claimAge: Number(DAY) });
    const [one, other] = [await market.payerWith(USDC), await market.payerWith(USDC)];
    await books.charge({ payer: one, serviceId, price: 2n * CENT });
    await looked();
    expect(await claimed(one)).to.equal(0n);
    await books.charge({ payer: other, serviceId, price: 3n * CENT });
    await eventually(async () => (await claimed(other)) === 3n * CENT);
    expect(await claimed(one)).to.equal(2n * CENT);
  });

  it("when a service is owed half of what its publisher lets the gateway owe, with rows of any size", async () => {
    const { looked } = startWith({ claimValue: 1_000n * USDC, minRow: 20n * USDC, claimAge: Number(DAY) });
    const [own, elsewhere] = [await market.list("acme/owed", USDC), await market.list("acme/less", USDC)];
    const payers = [await market.payerWith(20n * USDC), await market.payerWith(40n * USDC)] as const;
    // The bond is $5,000: a publisher lets the gateway owe $50.
    await books.charge({ payer: payers[0], serviceId: own, price: 13n * USDC });
    await books.charge({ payer: payers[1], serviceId: elsewhere, price: 12n * USDC });
    await looked();
    expect(await claimedOf(market, payers[0], own)).to.equal(0n);
    await books.charge({ payer: payers[1], serviceId: own, price: 12n * USDC });
    await eventually(async () => (await claimedOf(market, payers[1], own)) === 12n * USDC);
    expect(await claimedOf(market, payers[0], own)).to.equal(13n * USDC);
    expect(await claimedOf(market, payers[1], elsewhere)).to.equal(0n);
  });

  it("when the oldest charge is old enough by the chain's time", async () => {
    const { looked } = startWith({ claimAge: 600 });
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 2n * CENT });
    await market.mineAt((await market.now()) + 500n);
    await looked();
    expect(await claimed(payer)).to.equal(0n);
    await market.mineAt((await market.now()) + 101n);
    await eventually(async () => (await claimed(payer)) === 2n * CENT);
  });

  it("not for a row below the least one, until its voucher's end less the claim age", async () => {
    const { looked } = startWith({ minRow: 10n * CENT, claimAge: 600 });
    const payer = await market.payerWith(USDC);
    const end = (await market.now()) + 10_000n;
    await books.charge({ payer, serviceId, price: 2n * CENT, voucher: { validBefore: end } });
    await market.mineAt(end - 620n);
    await looked();
    expect(await claimed(payer)).to.equal(0n);
    await market.mineAt(end - 600n);
    await eventually(async () => (await claimed(payer)) === 2n * CENT);
  });

  it("before the key's consent to an unregistered grant ends", async () => {
    const { looked } = startWith({ minRow: 10n * CENT, claimAge: 600 });
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    const grant = await market.signGrant(payer, key);
    await books.charge({
      payer,
      key,
      grant,
      serviceId,
      price: 2n * CENT,
      voucher: { validBefore: grant.proofDeadline + 30n * DAY },
    });
    await looked();
    expect(await claimedOf(market, payer, serviceId, key)).to.equal(0n);
    await market.mineAt(grant.proofDeadline - 600n);
    await eventually(async () => (await claimedOf(market, payer, serviceId, key)) === 2n * CENT);
  });

  it("at once when a payer thaws, once for each thaw, and again before the thaw ends", async () => {
    const { looked } = startWith({ minRow: 10n * CENT, claimAge: Number(HOUR) });
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 2n * CENT });
    await looked();
    expect(await claimed(payer)).to.equal(0n);

    await market.send(payer, market.vault, "thaw", [market.gateway.address, CENT]);
    const thawEnd = (await market.now()) + DAY;
    await eventually(async () => (await books.ledger.claimable()).length === 0);
    expect(await claimed(payer)).to.equal(2n * CENT);

    await books.charge({ payer, serviceId, price: CENT });
    await looked();
    expect(await claimed(payer)).to.equal(2n * CENT);
    await market.mineAt(thawEnd - BigInt(CONFIG.thawMargin));
    await eventually(async () => (await claimed(payer)) === 3n * CENT);
  });

  it("at once when a key is revoked", async () => {
    const { looked } = startWith({ minRow: 10n * CENT, claimAge: Number(DAY) });
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    await market.grantKey(payer, key);
    await books.charge({ payer, key, serviceId, price: 2n * CENT });
    await looked();
    expect(await claimedOf(market, payer, serviceId, key)).to.equal(0n);
    await market.send(payer, market.vault, "revokeKey", [market.gateway.address, key.address]);
    await eventually(async () => (await claimedOf(market, payer, serviceId, key)) === 2n * CENT);
  });

  it("when it is flushed by hand, however small the rows", async () => {
    startWith({ minRow: 10n * CENT, claimAge: Number(DAY) });
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 2n * CENT });
    const claims = await settlement.flush("manual");
    expect(claims.map(({ rows, skipped, gross }) => ({ rows, skipped, gross }))).to.deep.equal([
      { rows: 1, skipped: 0, gross: 2n * CENT },
    ]);
    expect(await claimed(payer)).to.equal(2n * CENT);
    expect(await settlement.flush("manual")).to.deep.equal([]);
  });

  it("when the gateway shuts down, for the rows worth it", async () => {
    startWith({ minRow: 10n * CENT, claimAge: Number(DAY) });
    const [small, large] = [await market.payerWith(USDC), await market.payerWith(USDC)];
    await books.charge({ payer: small, serviceId, price: 2n * CENT });
    await books.charge({ payer: large, serviceId, price: 20n * CENT });
    await settlement.flush("shutdown");
    expect(await claimed(large)).to.equal(20n * CENT);
    expect(await claimed(small)).to.equal(0n);
  });
});
