import { expect } from "chai";
import { and, eq } from "drizzle-orm";
import { stringToHex, type Hex } from "viem";
import { feeScheduleAbi, payToAbi, treasuryAbi } from "../../contracts/generated.ts";
import { hostingTypes, registryDomain } from "../../contracts/typed-data.ts";
import * as schema from "../../indexer/ponder.schema.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";
import { DAY, PER_CALL, USDC } from "../../scripts/scenarios/market.ts";

const INTEGRATOR = demoAccount(16).address;

describe("the index of earnings", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let gateway: Hex;
  let publisher: Hex;
  let id: bigint;

  before(async () => {
    ({ market, indexer, onlyRow, gateway, publisher } = await indexedMarket());
    const { payer3 } = market;
    id = await market.list("earner/solc");
    await market.deposit(payer3, 10n * USDC);
    const session = await market.grant(payer3, 17, { cap: 9n * USDC, integrator: INTEGRATOR });
    await market.claim([await market.row(payer3, { serviceId: id, charged: 1_234_567n, by: session })]);
    await market.claim([await market.row(payer3, { serviceId: id, charged: 4n * USDC, by: session })]);
  });

  it("follows earnings from the claim to the publisher's wallet", async () => {
    const { earnings, publisher: owner, admin } = market;
    const { earning } = schema;
    const row = () =>
      onlyRow(() =>
        indexer.db
          .select()
          .from(earning)
          .where(and(eq(earning.payee, publisher), eq(earning.serviceId, id))),
      );
    const pending = await admin.readContract({
      ...earnings,
      functionName: "pendingOf",
      args: [publisher, id],
    });
    const matured = await admin.readContract({
      ...earnings,
      functionName: "maturedOf",
      args: [publisher, id],
    });
    expect(await row()).to.include({ earned: pending + matured, withdrawn: 0n });

    await market.pass(5 * DAY);
    const to = demoAccount(15).address;
    await market.done(owner.writeContract({ ...earnings, functionName: "withdraw", args: [[id], to] }));
    const paid = await row();
    expect(paid.withdrawn).to.equal(paid.earned);
    const events = await indexer.db
      .select()
      .from(schema.earningEvent)
      .where(eq(schema.earningEvent.serviceId, id))
      .orderBy(schema.earningEvent.id);
    expect(events.map(({ kind }) => kind)).to.deep.equal(["earned", "earned", "withdrawn"]);
    expect(events.at(-1)).to.include({ amount: paid.earned, recipient: lower(to), maturesAt: null });
    expect(events[0]?.maturesAt).to.be.greaterThan(events[0]?.time ?? 0n);
  });

  it("follows the shares of gateway, integrator and treasury, and what governance spends", async () => {
    const { earnings, gateway: operator, admin, deployment } = market;
    const shareRow = (account: Hex) =>
      onlyRow(() =>
        indexer.db
          .select()
          .from(schema.share)
          .where(eq(schema.share.account, lower(account))),
      );
    for (const account of [gateway, INTEGRATOR]) {
      const held = await admin.readContract({ ...earnings, functionName: "shareOf", args: [account] });
      expect(held > 0n).to.equal(true);
      expect((await shareRow(account)).credited).to.equal(held);
    }
    await market.done(
      operator.writeContract({ ...earnings, functionName: "withdrawShare", args: [gateway] }),
    );
    const mine = await shareRow(gateway);
    expect(mine.withdrawn).to.equal(mine.credited);

    const accrued = await admin.readContract({ ...earnings, functionName: "treasuryAccrued" });
    const rewards = await admin.readContract({ ...earnings, functionName: "rewardsAccrued" });
    await market.done(admin.writeContract({ ...earnings, functionName: "sweepTreasury" }));
    const { treasuryShare, treasurySwept, rewardsShare, rewardsPaid } = await onlyRow(() =>
      indexer.db.select().from(schema.protocol),
    );
    expect({ treasuryShare, treasurySwept }).to.deep.equal({
      treasuryShare: accrued,
      treasurySwept: accrued,
    });
    expect(rewardsShare - rewardsPaid).to.equal(rewards);

    const category = stringToHex("grants", { size: 32 });
    await market.done(
      admin.writeContract({
        address: deployment.contracts.Treasury,
        abi: treasuryAbi,
        functionName: "spend",
        args: [deployment.contracts.USDC, INTEGRATOR, 1n, category],
      }),
    );
    expect(await onlyRow(() => indexer.db.select().from(schema.treasurySpend))).to.include({
      token: lower(deployment.contracts.USDC),
      recipient: lower(INTEGRATOR),
      amount: 1n,
      category: "grants",
    });
  });

  it("follows the host's part of what a hosted service is paid, by claim and by plain transfer", async () => {
    const { earnings, services, doors, usdc, gateway: operator, publisher: owner, payer3, admin } = market;
    const { chainId, contracts } = market.deployment;
    const hosted = await market.list("earner/hosted");
    const terms = { ...PER_CALL, class: 1 } as const;
    const host = operator.account.address;
    const deadline = 4_000_000_000n;
    const signature = await operator.signTypedData({
      domain: registryDomain(chainId, contracts.ServiceRegistry),
      types: hostingTypes,
      primaryType: "Hosting",
      message: { gateway: host, publisher: owner.account.address, name: "earner/hosted", terms, deadline },
    });
    await market.done(
      owner.writeContract({
        ...services,
        functionName: "proposeHostedTerms",
        args: [hosted, terms, { gateway: host, deadline, signature }],
      }),
    );
    await market.pass(8 * DAY);
    const mine = () =>
      onlyRow(() => indexer.db.select().from(schema.share).where(eq(schema.share.account, gateway)));
    const before = await mine();

    const row = await market.row(payer3, { serviceId: hosted, charged: USDC });
    await market.claim([row]);
    const quote = [hosted, row.termsId, row.feeVersion] as const;
    const payTo = await admin.readContract({ ...doors, functionName: "payToOf", args: quote });
    await market.done(owner.writeContract({ ...usdc, functionName: "mint", args: [payTo, 2n * USDC] }));
    await market.done(owner.writeContract({ ...doors, functionName: "openPayTo", args: quote }));
    await market.done(owner.writeContract({ address: payTo, abi: payToAbi, functionName: "sweep" }));

    const after = await mine();
    expect(after.asHost - before.asHost).to.equal(450_000n);
    expect(after.asGateway - before.asGateway).to.equal(15_000n);
    const held = await admin.readContract({ ...earnings, functionName: "shareOf", args: [host] });
    expect(after.credited - after.withdrawn).to.equal(held);
    const rewards = await admin.readContract({ ...earnings, functionName: "rewardsAccrued" });
    const { rewardsShare, rewardsPaid } = await onlyRow(() => indexer.db.select().from(schema.protocol));
    expect(rewardsShare - rewardsPaid).to.equal(rewards);
  });

  it("follows parameters and fees that governance sets", async () => {
    const { vault, admin, deployment } = market;
    await market.done(admin.writeContract({ ...vault, functionName: "setMinDeposit", args: [2n * USDC] }));
    const { parameter } = schema;
    const row = () =>
      onlyRow(() => indexer.db.select().from(parameter).where(eq(parameter.name, "minDeposit")));
    expect((await row()).value).to.equal(2n * USDC);
    expect(await indexer.db.select().from(parameter)).to.have.length(20);

    await market.done(
      admin.writeContract({
        address: deployment.contracts.FeeSchedule,
        abi: feeScheduleAbi,
        functionName: "publishFees",
        args: [1, 1_500, 3_000, 1_000, 1_000],
      }),
    );
    const { feeVersion } = schema;
    const fees = await onlyRow(() =>
      indexer.db
        .select()
        .from(feeVersion)
        .where(and(eq(feeVersion.class, "hosted"), eq(feeVersion.version, 2))),
    );
    expect(fees).to.include({ feeBps: 1_500, baseFeeBps: 500, effectiveAt: fees.time + BigInt(7 * DAY) });
  });
});
