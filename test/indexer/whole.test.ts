import { expect } from "chai";
import { sql } from "drizzle-orm";
import * as schema from "../../indexer/ponder.schema.ts";
import { indexedMarket, type Indexed } from "./fixture.ts";
import { DAY, USDC } from "../../scripts/scenarios/market.ts";

describe("the index as a whole", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];

  before(async () => {
    ({ market, indexer, onlyRow } = await indexedMarket());
    const { payer4 } = market;
    const id = await market.list("whole/solc");
    await market.deposit(payer4, 10n * USDC);
    await market.claim([await market.row(payer4, { serviceId: id, charged: 999_999n })]);
    await market.pass(DAY);
    await market.claim([await market.row(payer4, { serviceId: id, charged: 3n * USDC })]);
  });

  it("adds up: claims = rows and exacts = days = services = payers = gateways, and the vault holds all balances", async () => {
    await indexer.reach();
    const { db } = indexer;
    const sumOf = async (table: Revenue) => {
      const parts = await db.select({ gross: table.gross, fee: table.fee }).from(table);
      return { gross: total(parts, (part) => part.gross), fee: total(parts, (part) => part.fee) };
    };
    const rows = await db.select().from(schema.claimRow);
    const exacts = await db.select().from(schema.exactPayment);
    const swept = await db.select().from(schema.payTo);
    const byVoucher = total(rows, ({ delta }) => delta);
    const claimed = {
      gross: byVoucher + total(exacts, ({ amount }) => amount),
      fee: total(rows, ({ fee }) => fee) + total(exacts, ({ fee }) => fee),
    };
    const all = {
      gross: claimed.gross + total(swept, ({ swept }) => swept),
      fee: claimed.fee + total(swept, ({ fee }) => fee),
    };
    expect(byVoucher > 0n && claimed.gross > byVoucher && all.fee > claimed.fee).to.equal(true);
    for (const table of [schema.claim, schema.gateway, schema.gatewayDay]) {
      expect(await sumOf(table)).to.deep.equal(claimed);
    }
    for (const table of [schema.service, schema.serviceDay, schema.protocol, schema.protocolDay]) {
      expect(await sumOf(table)).to.deep.equal(all);
    }
    for (const table of [schema.payerDay, schema.customer]) {
      const parts = await db.select({ gross: table.gross }).from(table);
      expect(total(parts, (part) => part.gross)).to.equal(claimed.gross);
    }
    const ledgers = await db.select().from(schema.ledger);
    expect(total(ledgers, ({ gross }) => gross)).to.equal(byVoucher);
    const days = await db.select().from(schema.protocolDay);
    expect(days.length).to.be.greaterThan(1);
    const shares = total(
      days,
      (day) => day.treasuryShare + day.gatewayShare + day.hostShare + day.integratorShare + day.rewardsShare,
    );
    expect(shares).to.equal(all.fee);
    expect(total(await db.select().from(schema.earning), ({ earned }) => earned)).to.equal(
      all.gross - all.fee,
    );

    const accounts = await db.select().from(schema.account);
    const balances = total(accounts, ({ balance }) => balance);
    const held = await market.balanceOf(market.vault.address);
    expect(balances).to.equal(held);
    expect((await onlyRow(() => db.select().from(schema.protocol))).balance).to.equal(held);
    const services = await db.select().from(schema.service);
    expect(total(services, ({ stake }) => stake)).to.equal(await market.balanceOf(market.services.address));
    expect(services.find(({ name }) => name === "whole/solc")?.payers).to.equal(1);
  });

  it("only reads for those who ask over SQL", async () => {
    const refused = await indexer.db.execute(sql`delete from ${schema.service}`).then(
      () => "done",
      (problem: unknown) => String(problem),
    );
    expect(refused).to.match(/not allowed|not supported|read-only/i);
    expect(await indexer.db.select().from(schema.service)).to.not.have.length(0);
  });
});

function total<Row>(rows: readonly Row[], pick: (row: Row) => bigint): bigint {
  return rows.reduce((sum, row) => sum + pick(row), 0n);
}

type Revenue =
  | typeof schema.claim
  | typeof schema.gateway
  | typeof schema.gatewayDay
  | typeof schema.service
  | typeof schema.serviceDay
  | typeof schema.protocol
  | typeof schema.protocolDay;
