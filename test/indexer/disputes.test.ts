import { expect } from "chai";
import { eq } from "drizzle-orm";
import { keccak256, toHex, type Hex } from "viem";
import * as schema from "../../indexer/ponder.schema.ts";
import { claimServed, dispute, serve, type Answerable } from "../../scripts/scenarios/answerable.ts";
import { DAY, USDC } from "../../scripts/scenarios/market.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";

const PRICE = 20_000n;
const BOND = 5n * USDC;

describe("the index of charge disputes", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let gateway: Hex;
  let serviceId: bigint;
  let claim: Answerable;
  let payer: Indexed["market"]["payer"];

  before(async () => {
    ({ market, indexer, onlyRow, gateway } = await indexedMarket());
    serviceId = await market.list("disputed/solc");
    // One of its own: the other files read what becomes of theirs.
    payer = market.payer6;
    await market.deposit(payer, 10n * USDC);
    claim = await claimServed(market, [
      await serve(market, payer, { serviceId, prices: [PRICE, PRICE, PRICE] }),
    ]);
  });

  const rowOf = (disputeId: bigint) =>
    onlyRow(() =>
      indexer.db.select().from(schema.chargeDispute).where(eq(schema.chargeDispute.id, disputeId)),
    );
  const purseOf = (account: Hex) =>
    onlyRow(() =>
      indexer.db
        .select()
        .from(schema.disputePurse)
        .where(eq(schema.disputePurse.account, lower(account))),
    );

  it("follows a dispute through its answer to the gateway's bond, and what is collected of it", async () => {
    const { disputes, gateway: operator, settler } = market;
    const asked = await dispute(market, payer, claim, PRICE + 1n);
    const opened = await rowOf(asked);
    const { deadline } = await market.admin.readContract({
      ...disputes,
      functionName: "disputeOf",
      args: [asked],
    });
    expect(opened).to.include({
      payer: lower(payer.account.address),
      gateway,
      claimId: claim.record.claim.claimId,
      row: 0,
      serviceId,
      before: 0n,
      charged: 3n * PRICE,
      position: PRICE + 1n,
      reason: "noSuchCall",
      state: "open",
      bond: BOND,
      deadline: BigInt(deadline),
      answeredAt: null,
      refunded: 0n,
      endedAt: null,
    });

    await claim.answer(asked, 0, 1);
    expect(await rowOf(asked)).to.include({
      state: "answered",
      answeredBy: lower(settler.account.address),
      price: PRICE,
    });

    await market.pass(2 * DAY + 1);
    await market.done(payer.writeContract({ ...disputes, functionName: "conclude", args: [asked] }));
    expect(await rowOf(asked)).to.include({ state: "dismissed", refunded: 0n });
    expect(await purseOf(gateway)).to.include({ owed: BOND, collected: 0n });
    await market.done(operator.writeContract({ ...disputes, functionName: "collect", args: [gateway] }));
    expect(await purseOf(gateway)).to.include({ owed: 0n, collected: BOND });
  });

  it("shows what silence costs the gateway", async () => {
    const { disputes } = market;
    const late = await claimServed(market, [
      await serve(market, payer, { serviceId: await market.list("disputed/chart"), prices: [PRICE] }),
    ]);
    const unanswered = await dispute(market, payer, late, 1n);
    await market.pass(3 * DAY + 1);
    await market.done(payer.writeContract({ ...disputes, functionName: "conclude", args: [unanswered] }));
    expect(await rowOf(unanswered)).to.include({ state: "refunded", refunded: PRICE, callId: null });
    expect(await purseOf(payer.account.address)).to.include({ owed: BOND });
    const filed = await indexer.db
      .select()
      .from(schema.bondClaim)
      .where(eq(schema.bondClaim.payee, lower(payer.account.address)));
    expect(filed.map((row) => row.filed)).to.deep.equal([PRICE]);
    // The gateway makes it good, and is open again for the other files.
    const { gateway: operator, gateways } = market;
    const args = [gateway, payer.account.address] as const;
    await market.done(operator.writeContract({ ...gateways, functionName: "cureBondClaims", args }));
  });

  it("shows a contested charge, frozen and ruled on", async () => {
    const { disputes, admin, publisher } = market;
    const id = await market.list("disputed/image");
    const served = await serve(market, payer, { serviceId: id, prices: [PRICE] });
    const contested = await claimServed(market, [served]);
    const asked = await dispute(market, payer, contested, 1n);
    await contested.answer(asked, 0, 0);
    const [receipt] = served.receipts[0]!;
    const noPermit = { deadline: 0n, v: 0, r: keccak256(toHex("")), s: keccak256(toHex("")) };
    const args = [asked, receipt, noPermit] as const;
    await market.done(payer.writeContract({ ...disputes, functionName: "contest", args }));
    const payee = lower(publisher.account.address);
    // 95 % of the price is all that was earned.
    const net = (PRICE * 95n) / 100n;
    expect(await rowOf(asked)).to.include({ state: "contested", bond: 2n * BOND, payee, frozen: net });
    const earning = () =>
      onlyRow(() => indexer.db.select().from(schema.earning).where(eq(schema.earning.serviceId, id)));
    expect(await earning()).to.include({ earned: net, frozen: net, refunded: 0n });

    await market.done(admin.writeContract({ ...disputes, functionName: "rule", args: [asked, true] }));
    expect(await rowOf(asked)).to.include({ state: "refunded", refunded: net });
    expect(await earning()).to.include({ frozen: 0n, refunded: net });
    expect(await purseOf(payer.account.address)).to.include({ owed: 3n * BOND });
  });
});
