import { expect } from "chai";
import { asc, eq } from "drizzle-orm";
import { streamOrderTypes, streamsDomain, topUpTypes } from "../../../contracts/typed-data.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { DAY, NO_PERMIT, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const HOUR = 3_600;
/** Base units a second: 8.64 USDC a day. */
const RATE = 100n;
const DEPOSIT = RATE * BigInt(2 * DAY);

describe("the index of streams", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let payer: ChainClient;
  let chart: bigint;

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    payer = await trusted.person(12);
    chart = await market.list("streamed/chart");
    await market.deposit(payer, 100n * USDC);
  });

  const offerRow = () =>
    onlyRow(() => db.select().from(schema.streamOffer).where(eq(schema.streamOffer.serviceId, chart)));
  const domain = () => streamsDomain(market.deployment.chainId, trusted.streams.address);
  const accountRow = () =>
    onlyRow(() =>
      db
        .select()
        .from(schema.account)
        .where(eq(schema.account.payer, lower(payer.account.address))),
    );

  /** The row, after it was compared with the contract. */
  async function compared(id: bigint) {
    const row = await onlyRow(() => db.select().from(schema.stream).where(eq(schema.stream.id, id)));
    const of = { ...trusted.streams, args: [id] } as const;
    const known = await market.admin.readContract({ ...of, functionName: "streamOf" });
    const fundedUntil = await market.admin.readContract({ ...of, functionName: "fundedUntil" });
    expect(row).to.include({
      payer: lower(known.payer),
      gateway: lower(known.gateway),
      serviceId: known.serviceId,
      ratePerSecond: known.ratePerSecond,
      notice: known.notice,
      deposit: known.deposit,
      settled: known.settled,
      time: BigInt(known.start),
      settledAt: BigInt(known.settledAt),
      fundedUntil: BigInt(fundedUntil),
    });
    const settlements = await db
      .select()
      .from(schema.streamSettlement)
      .where(eq(schema.streamSettlement.streamId, id));
    expect(settlements.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(row.settled);
    expect(settlements.reduce((sum, { fee }) => sum + fee, 0n)).to.equal(row.fee);
    return row;
  }

  async function openFromAccount(): Promise<bigint> {
    const order = {
      payer: payer.account.address,
      gateway: market.gateway.account.address,
      serviceId: chart,
      ratePerSecond: RATE,
      deposit: DEPOSIT,
      notice: HOUR,
      nonce: 1n,
      deadline: (await trusted.now()) + BigInt(DAY),
    };
    const signature = await payer.signTypedData({
      domain: domain(),
      types: streamOrderTypes,
      primaryType: "StreamOrder",
      message: order,
    });
    const call = { ...trusted.streams, functionName: "open", args: [order, signature] } as const;
    const { result } = await market.settler.simulateContract(call);
    await market.done(market.settler.writeContract(call));
    return result;
  }

  it("shows what a publisher offers, until he withdraws it", async () => {
    const { publisher } = market;
    const offer = { ...trusted.streams, functionName: "offer", args: [chart, RATE, HOUR] } as const;
    await market.done(publisher.writeContract(offer));
    await market.done(
      publisher.writeContract({ ...trusted.streams, functionName: "withdrawOffer", args: [chart] }),
    );
    expect(await offerRow()).to.include({ withdrawnAt: await trusted.now() });
    await market.done(publisher.writeContract(offer));
    expect(await offerRow()).to.include({
      ratePerSecond: RATE,
      notice: HOUR,
      tenure: 0,
      offeredAt: await trusted.now(),
      withdrawnAt: null,
    });
  });

  it("follows a stream from the account: opened, settled, topped up, closed and refunded", async () => {
    const id = await openFromAccount();
    expect(await compared(id)).to.include({
      source: "account",
      class: "selfHosted",
      host: null,
      state: "open",
    });
    expect(await accountRow()).to.include({ balance: 100n * USDC - DEPOSIT, prepaid: DEPOSIT });

    await market.pass(DAY);
    const { settler } = market;
    await market.done(settler.writeContract({ ...trusted.streams, functionName: "settle", args: [id] }));
    const { settled, fee } = await compared(id);
    expect(settled >= RATE * BigInt(DAY) && fee > 0n).to.equal(true);
    expect(await trusted.indexed.serviceRow(chart)).to.include({ gross: settled, streamed: settled, fee });
    const args = [payer.account.address, chart] as const;
    const fees = await market.admin.readContract({ ...trusted.streams, functionName: "feesOf", args });
    const customer = await onlyRow(() =>
      db.select().from(schema.customer).where(eq(schema.customer.serviceId, chart)),
    );
    expect(customer).to.include({ streamed: settled, streamFees: fees, claimedRows: 0 });

    const topUp = {
      streamId: id,
      amount: DEPOSIT,
      nonce: 2n,
      deadline: (await trusted.now()) + BigInt(DAY),
    };
    const signature = await payer.signTypedData({
      domain: domain(),
      types: topUpTypes,
      primaryType: "TopUp",
      message: topUp,
    });
    await market.done(
      settler.writeContract({ ...trusted.streams, functionName: "topUp", args: [topUp, signature] }),
    );
    const funded = await compared(id);
    expect(funded.deposit).to.equal(2n * DEPOSIT);
    const added = await onlyRow(() =>
      db.select().from(schema.streamTopUp).where(eq(schema.streamTopUp.streamId, id)),
    );
    expect(added).to.include({ amount: DEPOSIT, fundedUntil: funded.fundedUntil });

    await market.done(payer.writeContract({ ...trusted.streams, functionName: "close", args: [id] }));
    expect(await compared(id)).to.include({ state: "closed", closedBy: lower(payer.account.address) });
    await market.pass(2 * HOUR);
    await market.done(settler.writeContract({ ...trusted.streams, functionName: "refund", args: [id] }));
    await market.done(settler.writeContract({ ...trusted.streams, functionName: "settle", args: [id] }));
    const ended = await compared(id);
    expect(ended).to.include({ state: "refunded", refunded: 2n * DEPOSIT - ended.settled });
    const { balance } = await market.accountOf(payer);
    expect(await accountRow()).to.include({ balance, prepaid: 2n * DEPOSIT, refunded: ended.refunded });
  });

  it("follows one from the wallet, which its publisher ends, to what its payer collects", async () => {
    const { gateway, publisher } = market;
    const args = [gateway.account.address, chart, RATE, DEPOSIT, HOUR, NO_PERMIT] as const;
    const call = { ...trusted.streams, functionName: "openFromWallet", args } as const;
    const { result: id } = await payer.simulateContract(call);
    await market.done(payer.writeContract(call));
    expect(await compared(id)).to.include({ source: "wallet", state: "open" });
    await market.pass(HOUR);
    await market.done(
      publisher.writeContract({ ...trusted.streams, functionName: "closeAtOnce", args: [id] }),
    );
    await market.done(payer.writeContract({ ...trusted.streams, functionName: "refund", args: [id] }));
    const { refunded, closedBy } = await compared(id);
    expect(closedBy).to.equal(lower(publisher.account.address));
    const purse = () =>
      onlyRow(() =>
        db
          .select()
          .from(schema.streamPurse)
          .where(eq(schema.streamPurse.account, lower(payer.account.address))),
      );
    expect(await purse()).to.include({ owed: refunded, collected: 0n });
    const to = payer.account.address;
    await market.done(payer.writeContract({ ...trusted.streams, functionName: "collect", args: [to] }));
    expect(await purse()).to.include({ owed: 0n, collected: refunded });
  });

  it("adds up: what all streams hold is what the contract holds", async () => {
    await trusted.indexed.indexer.reach();
    const rows = await db.select().from(schema.stream).orderBy(asc(schema.stream.id));
    const purses = await db.select().from(schema.streamPurse);
    const held = rows.reduce((sum, { deposit, settled, refunded }) => sum + deposit - settled - refunded, 0n);
    const owed = purses.reduce((sum, purse) => sum + purse.owed, 0n);
    const balance = await market.balanceOf(trusted.streams.address);
    expect(held + owed).to.equal(balance);
    expect((await onlyRow(() => db.select().from(schema.protocol))).streamsHeld).to.equal(balance);
    const days = await db
      .select()
      .from(schema.payerDay)
      .where(eq(schema.payerDay.payer, lower(payer.account.address)));
    const paid = days.reduce((sum, { paidAhead, paidBack }) => sum + paidAhead - paidBack, 0n);
    const streamed = days.reduce((sum, day) => sum + day.streamed, 0n);
    expect(paid - streamed).to.equal(balance);
  });
});
