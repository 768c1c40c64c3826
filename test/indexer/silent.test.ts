import { expect } from "chai";
import { and, eq } from "drizzle-orm";
import { sha256, toHex, type Hex } from "viem";
import { payToAbi } from "../../contracts/generated.ts";
import * as schema from "../../indexer/ponder.schema.ts";
import { earningsDomain, refundTypes, releaseTypes } from "../../contracts/typed-data.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";
import { DAY, USDC, type ClaimRow } from "../../scripts/scenarios/market.ts";

const HOUR = 3_600;
const NO_PERMIT = { deadline: 0n, v: 0, r: sha256("0x"), s: sha256("0x") };
const LATER = 4_000_000_000n;

describe("the index of what does not need the gateway", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let gateway: Hex;
  let publisher: Hex;
  let payer: Hex;
  let solc: bigint;

  before(async () => {
    const indexed = await indexedMarket();
    ({ market, indexer, onlyRow, gateway, publisher } = indexed);
    payer = lower(market.payer5.account.address);
    solc = await market.list("silent/solc");
    await market.deposit(market.payer5, 20n * USDC);
  });

  async function account() {
    const { account: table } = schema;
    const row = await onlyRow(() =>
      indexer.db
        .select()
        .from(table)
        .where(and(eq(table.payer, payer), eq(table.gateway, gateway))),
    );
    const { balance, thawing, epoch } = await market.accountOf(market.payer5);
    expect(row).to.include({ balance, thawing, epoch });
    expect(row.balance).to.equal(row.deposited + row.refunded - row.withdrawn - row.claimed);
    return row;
  }
  const gatewayRow = () =>
    onlyRow(() => indexer.db.select().from(schema.gateway).where(eq(schema.gateway.id, gateway)));
  const payToRow = () =>
    onlyRow(() => indexer.db.select().from(schema.payTo).where(eq(schema.payTo.serviceId, solc)));
  const forceClaim = (row: ClaimRow, receipt: Awaited<ReturnType<typeof market.receipt>>) =>
    market.done(
      market.publisher.writeContract({
        ...market.forced,
        functionName: "forceClaim",
        args: [row, ...receipt],
      }),
    );
  const lastEvent = async () => {
    const { accountEvent } = schema;
    await indexer.reach();
    const events = await indexer.db
      .select()
      .from(accountEvent)
      .where(eq(accountEvent.payer, payer))
      .orderBy(accountEvent.id);
    return events.at(-1);
  };

  it("follows a receipt that is forced from the balance, as a claim and as forced", async () => {
    const row = await market.row(market.payer5, { serviceId: solc, charged: 4n * USDC });
    const receipt = await market.receipt(row);
    await market.pass(6 * HOUR);
    await forceClaim(row, receipt);
    expect(await account()).to.include({ balance: 16n * USDC, claimed: 4n * USDC });
    const forced = await onlyRow(() => indexer.db.select().from(schema.forcedClaim));
    expect(forced).to.include({ gateway, payer, serviceId: solc, paid: 4n * USDC, filed: 0n });
    expect(forced.callId).to.equal(receipt[0].callId);
    expect(await gatewayRow()).to.include({ forcedPaid: 4n * USDC, forcedFiled: 0n, openRun: null });
  });

  it("follows a refund from the publisher's earnings into the payer's account", async () => {
    const { publisher: person, payer5, earnings, deployment } = market;
    const refund = {
      serviceId: solc,
      payer: payer5.account.address,
      gateway: market.gateway.account.address,
      amount: USDC,
      nonce: 7n,
      deadline: LATER,
    };
    const signature = await person.signTypedData({
      domain: earningsDomain(deployment.chainId, earnings.address),
      types: refundTypes,
      primaryType: "Refund",
      message: refund,
    });
    const args = [person.account.address, refund, signature] as const;
    await market.done(person.writeContract({ ...earnings, functionName: "refund", args }));
    expect(await account()).to.include({ balance: 17n * USDC, refunded: USDC });
    expect(await lastEvent()).to.include({ kind: "refunded", amount: USDC, balance: 17n * USDC });
    const row = await onlyRow(() => indexer.db.select().from(schema.refund));
    expect(row).to.include({ payee: publisher, serviceId: solc, payer, gateway, amount: USDC, nonce: 7n });
    const earning = await onlyRow(() =>
      indexer.db.select().from(schema.earning).where(eq(schema.earning.serviceId, solc)),
    );
    expect(earning).to.include({ earned: 3_800_000n, refunded: USDC });
  });

  it("follows exacts from the balance, paid and passed over, and the addresses they need", async () => {
    const { admin, settler, doors, vault, payer5 } = market;
    const holder = market.gateway.account.address;
    await market.done(admin.writeContract({ ...doors, functionName: "openCredit", args: [holder] }));
    const payTo = await market.payTo(solc);
    const nonce = sha256(toHex("exact"));
    const exact = await market.exact(payer5, { serviceId: solc, value: 2n * USDC, nonce });
    const settle = { ...vault, functionName: "settleExacts", args: [holder, [exact, exact]] } as const;
    await market.done(settler.writeContract(settle));
    expect(await account()).to.include({ balance: 15n * USDC, claimed: 6n * USDC });

    const { exactPayment } = schema;
    const rows = await indexer.db
      .select()
      .from(exactPayment)
      .where(eq(exactPayment.nonce, nonce))
      .orderBy(exactPayment.number);
    expect(
      rows.map(({ skipped, serviceId, amount, fee }) => [skipped, serviceId, amount, fee]),
    ).to.deep.equal([
      [null, solc, 2n * USDC, 100_000n],
      ["used", null, 0n, 0n],
    ]);
    const credit = await admin.readContract({ ...doors, functionName: "creditOf", args: [holder] });
    expect((await gatewayRow()).credit).to.equal(lower(credit));
    const door = await payToRow();
    expect(door).to.include({ serviceId: solc, address: lower(payTo.address), swept: 0n });
  });

  it("follows what was paid to a service's address by plain transfer", async () => {
    const { admin, usdc } = market;
    const { address } = (await payToRow()) as { address: Hex };
    await market.done(admin.writeContract({ ...usdc, functionName: "mint", args: [address, 5n * USDC] }));
    await market.done(admin.writeContract({ address, abi: payToAbi, functionName: "sweep" }));
    const door = await payToRow();
    expect(door).to.include({ swept: 5n * USDC, fee: 250_000n });
    const events = await indexer.db
      .select()
      .from(schema.earningEvent)
      .where(and(eq(schema.earningEvent.kind, "swept"), eq(schema.earningEvent.serviceId, solc)));
    expect(events.map(({ payee, amount }) => [payee, amount])).to.deep.equal([[publisher, 4_750_000n]]);
  });

  it("follows a release by the gateway, which ends the thaw sooner", async () => {
    const { payer5, vault } = market;
    const release = {
      payer: payer5.account.address,
      gateway: market.gateway.account.address,
      epoch: (await market.accountOf(payer5)).epoch,
      amount: 6n * USDC,
      nonce: 1n,
      deadline: LATER,
    };
    const signature = await market.gateway.signTypedData({
      domain: market.domain,
      types: releaseTypes,
      primaryType: "Release",
      message: release,
    });
    const served = await market.row(payer5, { serviceId: solc, charged: 7n * USDC });
    const receipt = await market.receipt(served);
    await market.done(
      payer5.writeContract({ ...vault, functionName: "release", args: [release, signature] }),
    );
    expect(await account()).to.include({ thawing: 6n * USDC });
    const { accountEvent } = schema;
    const released = await onlyRow(() =>
      indexer.db
        .select()
        .from(accountEvent)
        .where(and(eq(accountEvent.payer, payer), eq(accountEvent.kind, "released"))),
    );
    expect(released).to.include({ amount: 6n * USDC, balance: 15n * USDC });

    await market.pass(9 * HOUR);
    const to = payer5.account.address;
    await market.done(
      payer5.writeContract({ ...vault, functionName: "withdraw", args: [release.gateway, to] }),
    );
    expect(await account()).to.include({ balance: 9n * USDC, epoch: 1 });
    await forceClaim(served, receipt);
  });

  it("follows a bond run from the first claim to the payees' money", async () => {
    // Of the 3 that were charged after the forced claim 5 % are the protocol's; the bond owes the publisher alone.
    const owed = 2_850_000n;
    const { gateways, publisher: person } = market;
    const holder = market.gateway.account.address;
    const before = await gatewayRow();
    expect(before).to.include({ forcedFiled: owed });
    const number = before.openRun!;
    const run = () =>
      onlyRow(() => indexer.db.select().from(schema.bondRun).where(eq(schema.bondRun.run, number)));
    expect(await run()).to.include({ gateway, run: number, filed: owed, cured: 0n, pot: null });

    await market.pass(7 * DAY);
    await market.done(person.writeContract({ ...gateways, functionName: "settleBondRun", args: [holder] }));
    expect(await gatewayRow()).to.include({ bond: before.bond - owed, openRun: null });
    const to = person.account.address;
    const args = [holder, number, to] as const;
    await market.done(person.writeContract({ ...gateways, functionName: "collectBondClaims", args }));
    expect(await run()).to.include({ pot: owed, paid: owed });
    const claim = await onlyRow(() =>
      indexer.db.select().from(schema.bondClaim).where(eq(schema.bondClaim.run, number)),
    );
    expect(claim).to.include({ payee: publisher, filed: owed, cured: 0n, paid: owed });

    // For the tests that follow: below its least bond it may not take new business.
    await market.done(
      market.gateway.writeContract({ ...gateways, functionName: "addBond", args: [holder, owed, NO_PERMIT] }),
    );
    expect((await gatewayRow()).bond).to.equal(before.bond);
  });
});
