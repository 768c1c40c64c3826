import { expect } from "chai";
import { and, eq } from "drizzle-orm";
import type { Hex } from "viem";
import * as schema from "../../indexer/ponder.schema.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";
import { DAY, USDC, type Market } from "../../scripts/scenarios/market.ts";

describe("the index of money", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let gateway: Hex;
  let solc: bigint;
  let chart: bigint;

  before(async () => {
    ({ market, indexer, onlyRow, gateway } = await indexedMarket());
    solc = await market.list("shop/solc");
    chart = await market.list("shop/chart");
  });

  /** The account's row, after it was compared with the vault's. */
  async function account(who: Market["payer"]) {
    const { account: table } = schema;
    const row = await onlyRow(() =>
      indexer.db
        .select()
        .from(table)
        .where(and(eq(table.payer, lower(who.account.address)), eq(table.gateway, gateway))),
    );
    const { balance, thawing, thawEnd, epoch } = await market.accountOf(who);
    expect(row).to.include({ balance, thawing, thawEnd: BigInt(thawEnd), epoch });
    expect(row.balance).to.equal(row.deposited + row.refunded - row.withdrawn - row.claimed);
    return row;
  }
  const thaw = (who: Market["payer"], amount: bigint) =>
    market.done(who.writeContract({ ...market.vault, functionName: "thaw", args: [gateway, amount] }));

  it("follows a deposit, a thaw, a claim that takes thawing funds, and a withdrawal into the next epoch", async () => {
    const { payer, vault } = market;
    await market.deposit(payer, 10n * USDC);
    await account(payer);
    await thaw(payer, 8n * USDC);
    expect((await account(payer)).thawing).to.equal(8n * USDC);

    await market.claim([await market.row(payer, { serviceId: solc, charged: 3n * USDC })]);
    expect(await account(payer)).to.include({ balance: 7n * USDC, thawing: 7n * USDC });

    await market.done(payer.writeContract({ ...vault, functionName: "cancelThaw", args: [gateway] }));
    expect((await account(payer)).thawing).to.equal(0n);
    await thaw(payer, 2n * USDC);
    await market.pass(2 * DAY);
    const to = demoAccount(13).address;
    await market.done(payer.writeContract({ ...vault, functionName: "withdraw", args: [gateway, to] }));
    expect(await account(payer)).to.include({ balance: 5n * USDC, epoch: 1, withdrawn: 2n * USDC });

    const events = await indexer.db
      .select()
      .from(schema.accountEvent)
      .where(eq(schema.accountEvent.payer, lower(payer.account.address)))
      .orderBy(schema.accountEvent.id);
    expect(events.map(({ kind, amount, balance }) => [kind, amount, balance])).to.deep.equal([
      ["deposited", 10n * USDC, 10n * USDC],
      ["thawing", 8n * USDC, 10n * USDC],
      ["thawCancelled", 7n * USDC, 7n * USDC],
      ["thawing", 2n * USDC, 7n * USDC],
      ["withdrawn", 2n * USDC, 5n * USDC],
    ]);
  });

  it("books good rows of a claim beside bad ones, each bad one with its reason", async () => {
    const { payer, payer2 } = market;
    await market.deposit(payer2, 50n * USDC);
    const session = await market.grant(payer2, 8, { cap: 20n * USDC, integrator: demoAccount(9).address });
    const good = await market.row(payer2, { serviceId: solc, charged: 1_000_001n, by: session });
    const own = await market.row(payer2, { serviceId: solc, charged: 2n * USDC });
    const stale = await market.row(payer, { serviceId: solc, charged: 4n * USDC, epoch: 0 });
    const forged = await market.row(payer2, { serviceId: chart, charged: USDC, by: session });
    const tooMuch = await market.row(payer2, { serviceId: chart, charged: 30n * USDC, by: session });
    const empty = await market.row(payer, { serviceId: chart, charged: 6n * USDC, epoch: 1 });
    const claimId = await market.claim([
      good,
      stale,
      { ...forged, signature: good.signature },
      tooMuch,
      { ...good, feeVersion: 9 },
      own,
      { ...own, charged: 3n * USDC },
      own,
      empty,
    ]);
    await indexer.reach();

    const claim = await onlyRow(() =>
      indexer.db.select().from(schema.claim).where(eq(schema.claim.id, claimId)),
    );
    expect(claim).to.include({ gateway, rows: 9, skippedRows: 7, gross: 3_000_001n });
    const rows = await indexer.db
      .select()
      .from(schema.claimRow)
      .where(eq(schema.claimRow.claimId, claimId))
      .orderBy(schema.claimRow.number);
    expect(rows.every((row) => row.gateway === gateway)).to.equal(true);
    expect(rows.map(({ skipped, delta }) => skipped ?? delta)).to.deep.equal([
      1_000_001n,
      "wrongEpoch",
      "badSignature",
      "overCap",
      "unknownTerms",
      2n * USDC,
      "overVoucher",
      "nothingNew",
      "insufficientBalance",
    ]);
    expect(claim.fee).to.equal(rows.reduce((sum, { fee }) => sum + fee, 0n));
    expect((await account(payer2)).balance).to.equal(50n * USDC - 3_000_001n);
    await account(payer);
  });

  it("keeps each ledger and session key as the vault does, through a new grant and a revocation", async () => {
    const { payer2, vault, admin } = market;
    const key = demoAccount(8).address;
    const compare = async () => {
      const row = await onlyRow(() =>
        indexer.db
          .select()
          .from(schema.sessionKey)
          .where(eq(schema.sessionKey.key, lower(key))),
      );
      const known = await admin.readContract({
        ...vault,
        functionName: "sessionKeyOf",
        args: [payer2.account.address, gateway, key],
      });
      expect(row).to.include({
        cap: known.cap,
        spent: known.spent,
        integrator: lower(known.integrator),
        validBefore: BigInt(known.validBefore),
        nonce: BigInt(known.nonce),
        revoked: known.revoked,
      });
      return row;
    };
    expect((await compare()).spent).to.equal(1_000_001n);
    await market.grant(payer2, 8, { cap: 40n * USDC, nonce: 4_294_967_295n });
    await compare();
    await market.done(payer2.writeContract({ ...vault, functionName: "revokeKey", args: [gateway, key] }));
    expect((await compare()).revoked).to.equal(true);

    const stranger = demoAccount(14).address;
    await market.done(
      payer2.writeContract({ ...vault, functionName: "revokeKey", args: [gateway, stranger] }),
    );
    const tombstone = await onlyRow(() =>
      indexer.db
        .select()
        .from(schema.sessionKey)
        .where(eq(schema.sessionKey.key, lower(stranger))),
    );
    expect(tombstone).to.include({ revoked: true, cap: 0n, grantedAt: null });

    const ledgers = await indexer.db.select().from(schema.ledger).where(eq(schema.ledger.serviceId, solc));
    expect(ledgers).to.have.length(3);
    for (const ledger of ledgers) {
      const { claimed, fees, epoch } = await admin.readContract({
        ...vault,
        functionName: "ledgerOf",
        args: [ledger.payer, ledger.gateway, ledger.key, ledger.serviceId],
      });
      expect(ledger).to.include({ claimed, fees, epoch });
    }
  });

  it("starts a ledger anew in a new epoch and keeps what was spent before", async () => {
    const { payer } = market;
    await market.claim([await market.row(payer, { serviceId: solc, charged: USDC, epoch: 1 })]);
    const ledger = await onlyRow(() =>
      indexer.db
        .select()
        .from(schema.ledger)
        .where(eq(schema.ledger.payer, lower(payer.account.address))),
    );
    expect(ledger).to.include({ claimed: USDC, epoch: 1, gross: 4n * USDC });
    await account(payer);
  });
});
