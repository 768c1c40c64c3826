import { expect } from "chai";
import { and, asc, desc, eq } from "drizzle-orm";
import { encodeFunctionData, keccak256, zeroAddress, type Address, type Hex } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import { DAY, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { assembly, categoryNamed, TREASURY, type Assembly } from "./assembly.ts";

const GRANTS = { category: categoryNamed("grants"), documentHash: keccak256("0x01"), uri: "ipfs://why" };

describe("the index of the treasury", function () {
  this.timeout(600_000);
  let dao: Assembly;
  let payee: Address;
  before(async () => {
    dao = await assembly();
    payee = dao.addressOf(19);
    const { market } = dao;
    const mint = { ...market.usdc, functionName: "mint" } as const;
    await market.done(market.admin.writeContract({ ...mint, args: [dao.treasury.address, 20_000n * USDC] }));
  });

  const rowOf = (id: bigint) => {
    const { treasuryRequest } = schema;
    return dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(treasuryRequest).where(eq(treasuryRequest.id, id)),
    );
  };
  const newest = () => dao.market.admin.readContract({ ...dao.treasury, functionName: "requestCount" });
  const chainState = async (id: bigint) => {
    const { state } = await dao.market.admin.readContract({
      ...dao.treasury,
      functionName: "requestOf",
      args: [id],
    });
    return schema.requestState.enumValues[state];
  };
  /** The request's row, whose state must be the contract's. */
  const request = async (id: bigint) => {
    const row = await rowOf(id);
    expect(row.state).to.equal(await chainState(id));
    return row;
  };
  async function act(
    index: number,
    functionName: "approve" | "pay" | "openGrant" | "openStream" | "withdrawStream" | "payQueued",
    id: bigint,
  ): Promise<void> {
    const who = await dao.person(index);
    await dao.market.done(who.writeContract({ ...dao.treasury, functionName, args: [id] }));
  }
  async function requestPayment(amount: bigint): Promise<bigint> {
    const who = await dao.person(10);
    const args = [1n, payee, amount, GRANTS] as const;
    await dao.market.done(who.writeContract({ ...dao.treasury, functionName: "requestPayment", args }));
    return newest();
  }
  const balanceRow = () => {
    const { treasuryBalance } = schema;
    const usdc = lower(dao.market.usdc.address);
    return dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(treasuryBalance).where(eq(treasuryBalance.token, usdc)),
    );
  };

  it("shows what comes in, and from which of Stoa's contracts", async () => {
    const { market } = dao;
    const id = await market.list("treasured/solc");
    await market.deposit(market.payer, 10n * USDC);
    await market.claim([await market.row(market.payer, { serviceId: id, charged: 4n * USDC })]);
    const fees = await market.admin.readContract({ ...market.earnings, functionName: "treasuryAccrued" });
    expect(fees > 0n).to.equal(true);
    await market.done(market.admin.writeContract({ ...market.earnings, functionName: "sweepTreasury" }));
    await dao.index.indexer.reach();
    const { treasuryInflow } = schema;
    const usdc = lower(market.usdc.address);
    const inflows = await dao.index.indexer.db
      .select()
      .from(treasuryInflow)
      .where(eq(treasuryInflow.token, usdc))
      .orderBy(asc(treasuryInflow.id));
    expect(inflows.map(({ sender, contract, amount }) => [sender, contract, amount])).to.deep.equal([
      [zeroAddress, null, 20_000n * USDC],
      [lower(market.earnings.address), "Earnings", fees],
    ]);
    const row = await balanceRow();
    expect(row.balance).to.equal(await market.balanceOf(dao.treasury.address));
    const stoa = await dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(schema.treasuryBalance)
        .where(eq(schema.treasuryBalance.token, lower(dao.stoa.address))),
    );
    expect(stoa.balance).to.equal(
      await market.admin.readContract({
        ...dao.stoa,
        functionName: "balanceOf",
        args: [dao.treasury.address],
      }),
    );
  });

  it("shows the councils' budgets with their bands and their windows", async () => {
    await dao.index.indexer.reach();
    const count = await dao.market.admin.readContract({ ...dao.treasury, functionName: "budgetCount" });
    const rows = await dao.index.indexer.db.select().from(schema.budget).orderBy(asc(schema.budget.id));
    expect(rows).to.have.length(Number(count));
    for (const row of rows) {
      const [{ council, token, window, cap, bands }, closedAt] = await dao.market.admin.readContract({
        ...dao.treasury,
        functionName: "budgetOf",
        args: [row.id],
      });
      expect(row).to.include({ council: lower(council), token: lower(token), window, cap, closedAt: null });
      expect(closedAt).to.equal(0);
      expect(row.bands).to.deep.equal(
        bands.map(({ maxAmount, ...band }) => ({ ...band, maxAmount: String(maxAmount) })),
      );
    }
  });

  it("follows a payment from the request over the approvals to the money", async () => {
    const id = await requestPayment(500n * USDC);
    expect(await request(id)).to.include({
      budgetId: 1n,
      kind: "payment",
      requester: lower(dao.addressOf(10)),
      recipient: lower(payee),
      amount: 500n * USDC,
      category: "grants",
      documentHash: GRANTS.documentHash,
      uri: "ipfs://why",
      approvals: 1,
      paid: 0n,
    });
    const before = await balanceRow();
    await act(11, "approve", id);
    await act(0, "pay", id);
    expect(await request(id)).to.include({ approvals: 2, paid: 500n * USDC, state: "paid" });
    const approvals = await dao.index.indexer.db
      .select()
      .from(schema.treasuryApproval)
      .where(eq(schema.treasuryApproval.requestId, id));
    expect(approvals.map(({ member }) => member)).to.have.members(
      [10, 11].map((each) => lower(dao.addressOf(each))),
    );
    const payment = await dao.index.onlyRow(() =>
      dao.index.indexer.db
        .select()
        .from(schema.treasuryPayment)
        .where(eq(schema.treasuryPayment.requestId, id)),
    );
    expect(payment).to.include({
      budgetId: 1n,
      recipient: lower(payee),
      amount: 500n * USDC,
      category: "grants",
    });
    const after = await balanceRow();
    expect(before.balance - after.balance).to.equal(500n * USDC);
  });

  it("follows a grant through its milestones until all are paid", async () => {
    const who = await dao.person(10);
    const milestones = [
      { amount: 400n * USDC, hash: keccak256("0x0a") },
      { amount: 600n * USDC, hash: keccak256("0x0b") },
    ];
    await dao.market.done(
      who.writeContract({
        ...dao.treasury,
        functionName: "requestGrant",
        args: [1n, payee, milestones, GRANTS],
      }),
    );
    const grantId = await newest();
    await act(11, "approve", grantId);
    await act(12, "openGrant", grantId);
    expect(await request(grantId)).to.include({ kind: "grant", state: "running", amount: 1_000n * USDC });

    for (const milestone of [0n, 1n]) {
      const args = [grantId, milestone, GRANTS.documentHash, GRANTS.uri] as const;
      await dao.market.done(who.writeContract({ ...dao.treasury, functionName: "requestMilestone", args }));
      const id = await newest();
      await act(12, "approve", id);
      await act(0, "pay", id);
      expect(await request(id)).to.include({ grantId, milestone: Number(milestone), state: "paid" });
      const { grantMilestone } = schema;
      const row = await dao.index.onlyRow(() =>
        dao.index.indexer.db
          .select()
          .from(grantMilestone)
          .where(and(eq(grantMilestone.grantId, grantId), eq(grantMilestone.number, Number(milestone)))),
      );
      expect(row).to.include({ ...milestones[Number(milestone)], requestId: id, paidAt: await dao.now() });
      const state = milestone === 0n ? "running" : "paid";
      expect(await request(grantId)).to.include({ state });
    }
    expect(await request(grantId)).to.include({ paid: 1_000n * USDC });
  });

  it("follows a stream through its withdrawals until its council stops it", async () => {
    const who = await dao.person(10);
    const start = Number(await dao.now()) + 3_600;
    const terms = { ratePerSecond: 1_000n, start, end: start + 10 * DAY };
    await dao.market.done(
      who.writeContract({
        ...dao.treasury,
        functionName: "requestStream",
        args: [1n, payee, terms, GRANTS],
      }),
    );
    const id = await newest();
    expect(await request(id)).to.include({
      kind: "stream",
      amount: 864_000_000n,
      ratePerSecond: 1_000n,
      start: BigInt(start),
      end: BigInt(start + 10 * DAY),
      openedAt: null,
    });
    await act(11, "approve", id);
    await act(11, "openStream", id);
    await dao.market.pass(2 * DAY);
    await act(0, "withdrawStream", id);
    const [, withdrawn] = await dao.market.admin.readContract({
      ...dao.treasury,
      functionName: "streamOf",
      args: [id],
    });
    expect(await request(id)).to.include({ state: "running", paid: withdrawn });

    // All of this can happen within one second, in which nothing accrues.
    await dao.market.pass(60);
    await dao.decide("GrantsCouncil", [10, 12], dao.treasury.address, cancel(id));
    const stopped = await request(id);
    expect(stopped).to.include({
      state: "stopped",
      endedAt: await dao.now(),
      endedBy: lower(dao.council("GrantsCouncil").address),
    });
    // What it accrued until then stays due.
    await act(0, "withdrawStream", id);
    const due = (stopped.endedAt! - stopped.start!) * 1_000n;
    expect(await request(id)).to.include({ state: "stopped", paid: due });
  });

  it("shows what the guardians stopped before it was paid", async () => {
    const id = await requestPayment(900n * USDC);
    const data = encodeFunctionData({ abi: dao.treasury.abi, functionName: "veto", args: [id] });
    await dao.decide("GuardianCouncil", [7, 8], dao.treasury.address, data);
    expect(await request(id)).to.include({
      state: "cancelled",
      paid: 0n,
      endedBy: lower(dao.council("GuardianCouncil").address),
    });
  });

  it("follows what a vote spends, at once and from the queue, and what it says and does beside it", async () => {
    const { market, treasury } = dao;
    const usdc = market.usdc.address;
    const audits = categoryNamed("audits");
    const calls = [
      encodeFunctionData({
        abi: treasury.abi,
        functionName: "spend",
        args: [usdc, payee, 300n * USDC, audits],
      }),
      encodeFunctionData({
        abi: treasury.abi,
        functionName: "spend",
        args: [usdc, payee, 200n * USDC, audits],
      }),
      encodeFunctionData({
        abi: treasury.abi,
        functionName: "publishReport",
        args: [keccak256("0x0c"), "ipfs://first-quarter"],
      }),
      encodeFunctionData({
        abi: treasury.abi,
        functionName: "actAsOwner",
        args: [
          encodeFunctionData({
            abi: market.services.abi,
            functionName: "setAgentURI",
            args: [0n, "https://example.org/stoa.json"],
          }),
        ],
      }),
    ].map((data: Hex) => ({ target: treasury.address, data }));
    const proposed = await dao.propose(4, "Audits", calls);
    await dao.enactByVote(proposed, TREASURY);

    const spent = await dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.treasurySpend));
    expect(spent).to.include({ amount: 300n * USDC, recipient: lower(payee), category: "audits" });
    const queued = () => dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.queuedSpend));
    expect(await queued()).to.include({ id: 1n, amount: 200n * USDC, category: "audits", paidAt: null });
    const report = await dao.index.onlyRow(() => dao.index.indexer.db.select().from(schema.treasuryReport));
    expect(report).to.include({ hash: keccak256("0x0c"), uri: "ipfs://first-quarter" });
    // The newest: the platform's plans were made at the founding.
    const { platformCall } = schema;
    const platform = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(platformCall).orderBy(desc(platformCall.time)).limit(1),
    );
    expect(platform.call).to.deep.include({
      contract: "ServiceRegistry",
      signature: "setAgentURI(uint256,string)",
    });

    await market.pass(31 * DAY);
    await act(0, "payQueued", 1n);
    expect(await queued()).to.include({ paidAt: await dao.now(), droppedAt: null });
  });

  it("shows the queued spend that a vote took back, and from when a budget is closed", async () => {
    const { market, treasury } = dao;
    const audits = categoryNamed("audits");
    // Within the cap, and more than is left of the month: it waits, as number 2.
    const calls = [
      encodeFunctionData({
        abi: treasury.abi,
        functionName: "spend",
        args: [market.usdc.address, payee, 300n * USDC, audits],
      }),
      encodeFunctionData({ abi: treasury.abi, functionName: "dropQueued", args: [2n] }),
      encodeFunctionData({ abi: treasury.abi, functionName: "closeBudget", args: [2n] }),
    ].map((data: Hex) => ({ target: treasury.address, data }));
    const before = await market.balanceOf(treasury.address);
    await dao.enactByVote(await dao.propose(4, "No more audits", calls), TREASURY);

    const at = await dao.now();
    const { queuedSpend, budget } = schema;
    const dropped = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(queuedSpend).where(eq(queuedSpend.id, 2n)),
    );
    expect(dropped).to.include({ amount: 300n * USDC, paidAt: null, droppedAt: at });
    expect(await market.balanceOf(treasury.address)).to.equal(before);
    const closed = await dao.index.onlyRow(() =>
      dao.index.indexer.db.select().from(budget).where(eq(budget.id, 2n)),
    );
    expect(closed.closedAt).to.equal(at);
    const [, closedAt] = await market.admin.readContract({
      ...treasury,
      functionName: "budgetOf",
      args: [2n],
    });
    expect(closedAt).to.equal(Number(at));
  });

  it("adds up: what left by category is what was paid and spent, and what is there is what came less what left", async () => {
    await dao.index.indexer.reach();
    const { db } = dao.index.indexer;
    const usdc = lower(dao.market.usdc.address);
    const payments = await db.select().from(schema.treasuryPayment);
    const outflows = await db.select().from(schema.treasuryOutflow);
    expect(
      outflows.map(({ token, category, fromBudgets, byVote }) => [token, category, fromBudgets, byVote]),
    ).to.have.deep.members([
      [usdc, "grants", payments.reduce((sum, { amount }) => sum + amount, 0n), 0n],
      [usdc, "audits", 0n, 500n * USDC],
    ]);
    const budgets = await db.select().from(schema.budget);
    const { balance, received, sent } = await balanceRow();
    expect(sent).to.equal(budgets.reduce((sum, { paid }) => sum + paid, 500n * USDC));
    expect(balance).to.equal(received - sent);
    expect(balance).to.equal(await dao.market.balanceOf(dao.treasury.address));
  });

  function cancel(id: bigint): Hex {
    return encodeFunctionData({ abi: dao.treasury.abi, functionName: "cancel", args: [id] });
  }
});
