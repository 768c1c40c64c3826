import { expect } from "chai";
import { parseEventLogs, type LocalAccount } from "viem";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import type { ClaimCandidate } from "../../../gateway/ledger/types.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, DAY, perCall, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { claimedOf, settlementOf, type SettlementOptions } from "./helpers.ts";

describe("a claim", () => {
  let market: Market;
  let serviceId: bigint;
  let chain: RunningChainView;
  let books: Books;

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
    chain = await viewOf(market);
    await books.clear();
  });
  afterEach(() => chain.stop());

  const settlement = (config?: SettlementOptions["config"]) =>
    settlementOf({
      market,
      chain,
      ledger: books.ledger,
      writeOffs: books.writeOffs,
      store: books.store,
      config,
    });
  const claimed = (payer: LocalAccount, key?: LocalAccount) => claimedOf(market, payer, serviceId, key);

  it("takes good rows beside a forged, a stale and a too big one, and puts those off", async () => {
    const [good, forger, greedy, stranger] = [
      await market.payerWith(USDC),
      await market.payerWith(USDC),
      await market.payerWith(USDC),
      await market.person(),
    ];
    const stale = await market.payerWith(USDC);
    for (const payer of [good, greedy, stale]) await books.charge({ payer, serviceId, price: 3n * CENT });
    const forged = await market.signVoucher(stranger, {
      ...(await rowOf(good)).voucher,
      payer: forger.address,
    });
    await books.charge({ payer: forger, serviceId, price: 3n * CENT, signature: forged });

    const ledger = {
      ...books.ledger,
      async claimable() {
        const rows = await books.ledger.claimable();
        // The gateway asks for more than was signed; and the stale row is claimed elsewhere after it was read here.
        const row = rows.find(({ voucher }) => voucher.payer === stale.address);
        if (row) await claimElsewhere(row);
        return rows.map((row) =>
          row.voucher.payer === greedy.address ? { ...row, charged: row.charged + 1n } : row,
        );
      },
    };
    const worker = settlementOf({ market, chain, ledger, writeOffs: books.writeOffs, store: books.store });
    const [claim] = await worker.flush("manual");

    expect(claim).to.include({ rows: 4, skipped: 3, gross: 3n * CENT });
    expect(await claimed(good)).to.equal(3n * CENT);
    expect(worker.status().blocked.map(({ payer, reason }) => [payer, reason])).to.have.deep.members([
      [forger.address, "BadSignature"],
      [greedy.address, "OverVoucher"],
    ]);
    const open = await books.ledger.claimable();
    expect(open.map(({ voucher }) => voucher.payer)).to.have.members([forger.address, greedy.address]);

    // They are not paid for again until a minute has passed.
    expect(await worker.flush("shutdown")).to.deep.equal([]);
    await market.mineAt((await market.now()) + 61n);
    expect(await worker.flush("shutdown")).to.have.length(1);
    expect(worker.status().blocked.map(({ failures }) => failures)).to.deep.equal([2, 2]);
  });

  async function rowOf(payer: LocalAccount): Promise<ClaimCandidate> {
    const rows = await books.ledger.claimable();
    return rows.find(({ voucher }) => voucher.payer === payer.address)!;
  }

  async function claimElsewhere(row: ClaimCandidate): Promise<void> {
    const { voucher, signature, charged, terms, servicesProof } = row;
    const rows = [{ voucher, signature, charged, ...terms, servicesProof }];
    const root = `0x${"00".repeat(32)}` as const;
    await market.send(market.settler, market.vault, "claim", [market.gateway.address, rows, root]);
  }

  it("registers grants that the chain has not seen in the same transaction", async () => {
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    const grant = await market.signGrant(payer, key, { cap: 10n * CENT });
    await books.charge({ payer, key, grant, serviceId, price: 3n * CENT });
    const other = await market.list("acme/chart", USDC);
    await books.charge({ payer, key, grant, serviceId: other, price: 4n * CENT });
    const [claim] = await settlement().flush("manual");
    expect(claim).to.include({ rows: 2, skipped: 0, gross: 7n * CENT });
    const { logs } = await market.client.getTransactionReceipt({ hash: claim!.hash });
    const events = parseEventLogs({ abi: market.vault.abi, logs }).map(({ eventName }) => eventName);
    expect(events).to.deep.equal(["KeyGranted", "RowClaimed", "RowClaimed", "Claimed"]);
  });

  it("does not register again a grant that is on chain already", async () => {
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    const grant = await market.signGrant(payer, key);
    await market.send(payer, market.vault, "grantKey", [{ ...grant, grantSignature: grant.signature }]);
    await books.charge({ payer, key, grant, serviceId, price: 3n * CENT });
    const [claim] = await settlement().flush("manual");
    const { logs } = await market.client.getTransactionReceipt({ hash: claim!.hash });
    const events = parseEventLogs({ abi: market.vault.abi, logs }).map(({ eventName }) => eventName);
    expect(events).to.deep.equal(["RowClaimed", "Claimed"]);
  });

  it("waits for a new grant when the key's consent to the old one has ended", async () => {
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    const grant = await market.signGrant(payer, key, { validBefore: (await market.now()) + 90n * DAY });
    const validBefore = grant.proofDeadline + 30n * DAY;
    await books.charge({ payer, key, grant, serviceId, price: 3n * CENT, voucher: { validBefore } });
    await market.mineAt(grant.proofDeadline + 1n);
    const worker = settlement();
    expect(await worker.flush("manual")).to.deep.equal([]);
    expect(worker.status().shortfalls.map(({ reason }) => reason)).to.deep.equal(["UnknownKey"]);
    await market.grantKey(payer, key);
    expect(await worker.flush("manual")).to.have.length(1);
  });

  it("takes what the balance covers, reports the rest, and takes that once it is deposited", async () => {
    const payer = await market.payerWith(5n * USDC);
    // A deposit that the gateway had counted was taken back by a reorg.
    await books.charge({ payer, serviceId, price: 8n * USDC, balance: 8n * USDC });
    const worker = settlement();
    await worker.flush("manual");
    expect(await claimed(payer)).to.equal(5n * USDC);
    await worker.flush("manual");
    expect(worker.status()).to.deep.include({
      unclaimed: 3n * USDC,
      shortfalls: [
        {
          payer: payer.address,
          key: payer.address,
          serviceId,
          amount: 3n * USDC,
          reason: "InsufficientBalance",
        },
      ],
    });
    await market.deposit(payer, 4n * USDC);
    await worker.flush("manual");
    expect(await claimed(payer)).to.equal(8n * USDC);
    expect(worker.status().shortfalls).to.deep.equal([]);
  });

  it("shares one balance between services, the voucher that ends first before the others", async () => {
    const other = await market.list("acme/sql", USDC);
    const payer = await market.payerWith(5n * USDC);
    const balance = 8n * USDC;
    await books.charge({ payer, serviceId, price: 4n * USDC, balance });
    const soon = (await market.now()) + DAY;
    await books.charge({
      payer,
      serviceId: other,
      price: 4n * USDC,
      balance,
      voucher: { validBefore: soon },
    });
    const [claim] = await settlement().flush("manual");
    expect(claim).to.include({ skipped: 0, gross: 5n * USDC });
    expect(await claimedOf(market, payer, other)).to.equal(4n * USDC);
    expect(await claimed(payer)).to.equal(USDC);
  });

  it("takes no more with a key than its cap", async () => {
    const [payer, key] = [await market.payerWith(USDC), await market.person()];
    await market.grantKey(payer, key, { cap: 5n * CENT });
    await books.charge({ payer, key, serviceId, price: 8n * CENT });
    const worker = settlement();
    const [claim] = await worker.flush("manual");
    expect(claim).to.include({ skipped: 0, gross: 5n * CENT });
    expect(worker.status().shortfalls.map(({ amount, reason }) => [amount, reason])).to.deep.equal([
      [3n * CENT, "OverCap"],
    ]);
  });

  it("takes each charge at the fee of the terms it was signed for, older terms first", async () => {
    const own = await market.list("acme/reader", USDC);
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId: own, price: 10n * CENT });
    await market.send(market.admin, market.fees, "publishFees", [0, 1_000, 3_000, 1_000, 1_000]);
    await market.send(market.publisher, market.services, "proposeTerms", [own, perCall(2n * USDC)]);
    await market.mineAt((await market.now()) + 7n * DAY);
    await books.charge({ payer, serviceId: own, price: 10n * CENT });
    const [claim] = await settlement().flush("manual");
    const { logs } = await market.client.getTransactionReceipt({ hash: claim!.hash });
    const rows = parseEventLogs({ abi: market.vault.abi, logs, eventName: "RowClaimed" });
    expect(rows.map(({ args }) => ({ delta: args.delta, fee: args.fee }))).to.deep.equal([
      { delta: 10n * CENT, fee: CENT / 2n },
      { delta: 10n * CENT, fee: CENT },
    ]);
  });

  it("is split by the most rows, and by the most gas", async () => {
    for (const [config, claims] of [
      [{ maxRows: 2 }, 3],
      [{ maxGas: 480_000n }, 3],
    ] as const) {
      for (let count = 0; count < 5; count++) {
        await books.charge({ payer: await market.payerWith(USDC), serviceId, price: CENT });
      }
      const done = await settlement(config).flush("manual");
      expect(done.reduce((sum, { gross }) => sum + gross, 0n)).to.equal(5n * CENT);
      expect(done).to.have.length(claims);
    }
  });

  it("fails with a sentence when the account is not the gateway's settler", async () => {
    const stranger = await market.person();
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: CENT });
    const worker = settlementOf({
      market,
      chain,
      ledger: books.ledger,
      writeOffs: books.writeOffs,
      store: books.store,
      settler: stranger,
    });
    const error = await worker.flush("manual").then(
      () => expect.fail("it should have been refused"),
      (cause: Error) => cause,
    );
    expect(error.message).to.equal(
      `${stranger.address} is not the settler of gateway ${market.gateway.address}: register it, or set SETTLER_KEY.`,
    );
  });
});
