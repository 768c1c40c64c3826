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

  it("adds up: claims = rows and exacts; with what is prepaid, days = services = payers = gateways; the vault holds all balances", async () => {
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
    const releases = await db.select().from(schema.subscriptionRelease);
    const settlements = await db.select().from(schema.streamSettlement);
    const subscribed = total(releases, ({ amount }) => amount);
    const streamed = total(settlements, ({ amount }) => amount);
    const known = {
      gross: claimed.gross + subscribed + streamed,
      fee: claimed.fee + total(releases, ({ fee }) => fee) + total(settlements, ({ fee }) => fee),
    };
    const all = {
      gross: known.gross + total(swept, ({ swept }) => swept),
      fee: known.fee + total(swept, ({ fee }) => fee),
    };
    expect(byVoucher > 0n && claimed.gross > byVoucher && all.fee > known.fee).to.equal(true);
    expect(subscribed > 0n && streamed > 0n).to.equal(true);
    expect(await sumOf(schema.claim)).to.deep.equal(claimed);
    for (const table of [schema.gateway, schema.gatewayDay]) {
      expect(await sumOf(table)).to.deep.equal(known);
    }
    for (const table of [schema.service, schema.serviceDay, schema.protocol, schema.protocolDay]) {
      expect(await sumOf(table)).to.deep.equal(all);
    }
    for (const table of [schema.payerDay, schema.customer]) {
      const parts = await db.select({ gross: table.gross }).from(table);
      expect(total(parts, (part) => part.gross)).to.equal(known.gross);
    }
    for (const table of [schema.service, schema.serviceDay, schema.customer, schema.payerDay]) {
      const parts = await db.select({ of: table.subscribed, by: table.streamed }).from(table);
      expect([total(parts, ({ of }) => of), total(parts, ({ by }) => by)]).to.deep.equal([
        subscribed,
        streamed,
      ]);
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
    for (const { balance, deposited, refunded, withdrawn, claimed: taken, prepaid } of accounts) {
      expect(balance).to.equal(deposited + refunded - withdrawn - taken - prepaid);
    }
    const held = await market.balanceOf(market.vault.address);
    expect(balances).to.equal(held);
    const protocol = await onlyRow(() => db.select().from(schema.protocol));
    expect(protocol.balance).to.equal(held);
    const { deposited, refunded, withdrawn, prepaid, rewardsShare, rewardsPaid } = protocol;
    expect(prepaid > 0n && refunded > 0n && rewardsPaid > 0n).to.equal(true);
    expect(held).to.equal(deposited + refunded - withdrawn - claimed.gross - prepaid);
    const rewards = await market.admin.readContract({ ...market.earnings, functionName: "rewardsAccrued" });
    expect(rewardsShare - rewardsPaid).to.equal(rewards);
    for (const name of ["prepaid", "refunded", "rewardsPaid"] as const) {
      expect(total(days, (day) => day[name])).to.equal(protocol[name]);
    }
    const payees = await db.select().from(schema.payeeDay);
    const earnings = await db.select().from(schema.earning);
    for (const name of ["earned", "refunded"] as const) {
      expect(total(payees, (day) => day[name])).to.equal(total(earnings, (earning) => earning[name]));
    }
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
