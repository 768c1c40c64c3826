import { expect } from "chai";
import { and, asc, eq, isNull } from "drizzle-orm";
import { keccak256, toHex, zeroAddress, zeroHash } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import { decayed, periodOf } from "../../../indexer/scores/score.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { claimServed, dispute, serve } from "../../../scripts/scenarios/answerable.ts";
import { DAY, NO_PERMIT, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const PRICE = 20_000n;
const UPHELD = 1n;
const REJECTED = 2n;
const STATES = ["none", "open", "answered", "ruled", "appealed", "decided", "closed"];
const OUTCOMES = ["refused", "upheld", "rejected"];
const REPLIES = ["silent", "answered", "conceded"];
const WORD = { hash: keccak256(toHex("what happened")), uri: "https://evidence.example/1" };

describe("the index of the Court's cases", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let challenger: ChainClient;
  let payer: ChainClient;
  let solc: bigint;

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    challenger = await trusted.person(15);
    payer = await trusted.person(16);
    solc = await market.list("accused/solc");
    await market.deposit(payer, 50n * USDC);
    await market.claim([await market.row(payer, { serviceId: solc, charged: 20n * USDC })]);
  });

  type Call = "openStake" | "openBond" | "openCharge" | "openReview" | "answer" | "appeal" | "execute";
  async function send(who: ChainClient, functionName: Call, args: readonly unknown[]): Promise<bigint> {
    await market.done(who.writeContract({ ...trusted.court, functionName, args } as never));
    return market.admin.readContract({ ...trusted.court, functionName: "caseCount" });
  }
  const rule = async (id: bigint, ruling: bigint) => {
    const { disputeId } = await caseRow(id);
    const args = [disputeId, ruling] as const;
    await market.done(
      market.admin.writeContract({ ...trusted.arbitrator, functionName: "giveRuling", args }),
    );
  };
  const caseRow = (id: bigint) =>
    onlyRow(() => db.select().from(schema.courtCase).where(eq(schema.courtCase.id, id)));

  /** The row, after it was compared with the contract. */
  async function compared(id: bigint) {
    const row = await caseRow(id);
    const known = await market.admin.readContract({
      ...trusted.court,
      functionName: "caseOf",
      args: [id],
    });
    expect(row).to.include({
      state: STATES[known.state],
      reply: REPLIES[known.reply],
      challenger: lower(known.challenger),
      respondent: lower(known.respondent),
      appellant: known.appellant === zeroAddress ? null : lower(known.appellant),
      amount: known.amount,
      bond: known.bond,
      arbitrator: lower(known.arbitrator),
      disputeId: known.disputeId,
      ruleBy: BigInt(known.ruleBy),
    });
    if (row.ruling) expect(row.ruling).to.equal(OUTCOMES[known.ruling]);
    if (row.outcome) expect(row.outcome).to.equal(OUTCOMES[known.outcome]);
    if (row.ruledAt) expect(row.deadline).to.equal(BigInt(known.deadline));
    return row;
  }
  /** Compares what is owed to everybody with the contract, and with what it holds. */
  async function purses(): Promise<void> {
    await trusted.indexed.indexer.reach();
    const rows = await db.select().from(schema.courtPurse);
    for (const { account, owed } of rows) {
      const args = [account] as const;
      const known = await market.admin.readContract({ ...trusted.court, functionName: "owedTo", args });
      expect(owed).to.equal(known);
    }
    const cases = await db.select().from(schema.courtCase);
    const running = cases
      .filter(({ state }) => state !== "closed")
      .reduce((sum, { bond, respondentBond, appealBond }) => sum + bond + respondentBond + appealBond, 0n);
    const owed = rows.reduce((sum, row) => sum + row.owed, 0n);
    expect(running + owed).to.equal(await market.balanceOf(trusted.court.address));
  }
  const stepsOf = async (id: bigint) => {
    const steps = await db
      .select()
      .from(schema.caseStep)
      .where(eq(schema.caseStep.caseId, id))
      .orderBy(asc(schema.caseStep.id));
    return steps.map(({ kind }) => kind);
  };

  it("shows who may rule, and how long each step takes", async () => {
    const court = await onlyRow(() => db.select().from(schema.court));
    expect(court.arbitrator).to.equal(lower(trusted.arbitrator.address));
    const [answer, ruling, appeal] = await market.admin.readContract({
      ...trusted.court,
      functionName: "windows",
    });
    const parameters = await db.select().from(schema.parameter);
    const valueOf = (name: string) => parameters.find((row) => row.name === name)?.value;
    expect(["Answer", "Rule", "Appeal"].map((name) => valueOf(`court${name}Window`))).to.deep.equal(
      [answer, ruling, appeal].map(BigInt),
    );
  });

  it("follows a stake's case through evidence, answer, ruling and an appeal that comes to nothing", async () => {
    const { publisher, gateway } = market;
    const harmed = {
      payer: payer.account.address,
      gateway: gateway.account.address,
      key: payer.account.address,
      epoch: 0,
      amount: 5n * USDC,
    };
    const id = await send(challenger, "openStake", [solc, 20n * USDC, [harmed], WORD, NO_PERMIT]);
    expect(await compared(id)).to.include({
      kind: "stake",
      state: "open",
      serviceId: solc,
      lockId: 1n,
      amount: 20n * USDC,
      respondent: lower(publisher.account.address),
      outcome: null,
    });
    const named = await onlyRow(() =>
      db.select().from(schema.caseHarmed).where(eq(schema.caseHarmed.caseId, id)),
    );
    expect(named).to.include({ payer: lower(payer.account.address), amount: 5n * USDC });

    await send(publisher, "answer", [id, { ...WORD, uri: "https://evidence.example/2" }, NO_PERMIT]);
    const answered = await compared(id);
    expect(answered).to.include({ state: "answered", respondentBond: answered.bond });
    const given = await db
      .select()
      .from(schema.evidence)
      .where(eq(schema.evidence.caseId, id))
      .orderBy(asc(schema.evidence.id));
    expect(given.map(({ party, uri }) => [party, uri])).to.deep.equal([
      [lower(challenger.account.address), "https://evidence.example/1"],
      [lower(publisher.account.address), "https://evidence.example/2"],
    ]);

    await rule(id, UPHELD);
    expect(await compared(id)).to.include({ state: "ruled", ruling: "upheld" });
    await send(publisher, "appeal", [id, NO_PERMIT]);
    const appealed = await compared(id);
    expect(appealed).to.include({
      state: "appealed",
      proposedOutcome: "rejected",
      appealBond: 2n * answered.bond,
    });
    const proposal = await onlyRow(() =>
      db.select().from(schema.proposal).where(eq(schema.proposal.id, appealed.proposalId!)),
    );
    expect(proposal.proposer).to.equal(lower(trusted.court.address));
    await purses();

    await market.pass(22 * DAY);
    await send(challenger, "execute", [id]);
    const closed = await compared(id);
    expect(closed).to.include({ state: "closed", outcome: "upheld", done: true, taken: 20n * USDC });
    expect(closed.toChallenger + closed.toTreasury).to.equal(4n * answered.bond);
    expect(await stepsOf(id)).to.deep.equal(["opened", "answered", "ruled", "appealed", "closed"]);
    expect(await trusted.indexed.serviceRow(solc)).to.include({ stake: 80n * USDC, openLocks: 0 });
    const hearing = await onlyRow(() =>
      db.select().from(schema.hearing).where(eq(schema.hearing.id, closed.disputeId)),
    );
    expect(hearing).to.include({ arbitrable: lower(trusted.court.address), ruling: UPHELD });
    await purses();
    await market.done(
      challenger.writeContract({
        ...trusted.court,
        functionName: "collect",
        args: [challenger.account.address],
      }),
    );
    await purses();
  });

  it("follows a review's case whose ruling a vote turns round", async () => {
    const keys = [{ gateway: market.gateway.account.address, key: payer.account.address }];
    const { reputation } = trusted;
    const collect = [payer.account.address, solc, keys] as const;
    await market.done(payer.writeContract({ ...reputation, functionName: "collect", args: collect }));
    const feedback = [solc, 10n, 0, "starred", "", "", "", zeroHash] as const;
    await market.done(payer.writeContract({ ...reputation, functionName: "giveFeedback", args: feedback }));
    const review = () =>
      onlyRow(() =>
        db
          .select()
          .from(schema.review)
          .where(eq(schema.review.client, lower(payer.account.address))),
      );
    const open = () => send(challenger, "openReview", [solc, payer.account.address, 1n, WORD, NO_PERMIT]);

    const spared = await open();
    await market.pass(3 * DAY + 1);
    await rule(spared, UPHELD);
    await send(payer, "appeal", [spared, NO_PERMIT]);
    await market.done(
      market.admin.writeContract({
        ...trusted.court,
        functionName: "resolveAppeal",
        args: [spared, REJECTED],
      }),
    );
    expect(await compared(spared)).to.include({ state: "decided", ruling: "upheld", outcome: "rejected" });
    await send(payer, "execute", [spared]);
    const closed = await compared(spared);
    expect(closed).to.include({ kind: "review", feedbackIndex: 1n, done: true, reply: "silent" });
    expect(closed.toAppellant).to.equal(closed.appealBond);
    expect((await review()).struckAt).to.equal(null);

    const struck = await open();
    await market.pass(3 * DAY + 1);
    await rule(struck, UPHELD);
    await market.pass(3 * DAY + 1);
    await send(payer, "execute", [struck]);
    expect(await compared(struck)).to.include({ outcome: "upheld", taken: 0n });
    expect(await review()).to.include({ struckAt: await trusted.now(), weight: 0n });
    await purses();
  });

  it("follows a charge's case, which has no bonds here and no appeal", async () => {
    const { disputes } = market;
    const id = await market.list("accused/chart");
    const served = await serve(market, payer, { serviceId: id, prices: [PRICE] });
    const claim = await claimServed(market, [served]);
    const asked = await dispute(market, payer, claim, 1n);
    await claim.answer(asked, 0, 0);
    const args = [asked, served.receipts[0]![0], NO_PERMIT] as const;
    await market.done(payer.writeContract({ ...disputes, functionName: "contest", args }));
    const caseId = await send(challenger, "openCharge", [asked, WORD]);
    expect(await compared(caseId)).to.include({
      kind: "charge",
      serviceId: id,
      gateway: lower(market.gateway.account.address),
      chargeDisputeId: asked,
      bond: 0n,
      challenger: lower(payer.account.address),
      opener: lower(challenger.account.address),
    });
    await market.pass(3 * DAY + 1);
    await rule(caseId, UPHELD);
    expect(await compared(caseId)).to.include({ state: "decided" });
    await send(challenger, "execute", [caseId]);
    expect(await compared(caseId)).to.include({ state: "closed", done: true });
    const ruled = await onlyRow(() =>
      db.select().from(schema.chargeDispute).where(eq(schema.chargeDispute.id, asked)),
    );
    expect(ruled.state).to.equal("refunded");
    await purses();
  });

  it("follows a bond's case: the run is held, and what was forged is void", async () => {
    const { disputes, gateway } = market;
    const id = await market.list("accused/image");
    const claim = await claimServed(market, [await serve(market, payer, { serviceId: id, prices: [PRICE] })]);
    const asked = await dispute(market, payer, claim, 1n);
    await market.pass(3 * DAY + 1);
    await market.done(payer.writeContract({ ...disputes, functionName: "conclude", args: [asked] }));
    const gatewayRow = () => onlyRow(() => db.select().from(schema.gateway));
    const { openRun: number } = await gatewayRow();
    const run = () => onlyRow(() => db.select().from(schema.bondRun).where(eq(schema.bondRun.run, number!)));

    const caseId = await send(gateway, "openBond", [payer.account.address, PRICE, WORD, NO_PERMIT]);
    expect(await compared(caseId)).to.include({
      kind: "bond",
      run: number,
      gateway: lower(gateway.account.address),
      serviceId: null,
      respondent: lower(payer.account.address),
    });
    expect(await run()).to.include({ filed: PRICE, holds: 1, voided: 0n });
    await market.pass(3 * DAY + 1);
    await rule(caseId, UPHELD);
    await market.pass(3 * DAY + 1);
    await send(gateway, "execute", [caseId]);
    expect(await compared(caseId)).to.include({ state: "closed", taken: PRICE });
    expect(await run()).to.include({ filed: PRICE, holds: 0, voided: PRICE });
    expect((await gatewayRow()).openRun).to.equal(null);
    await purses();
  });

  it("scores the gateway by its fees against what was filed and the disputes that it lost", async () => {
    await trusted.indexed.indexer.reach();
    const { gateway } = market;
    const url = new URL(`/scores/gateways/${gateway.account.address}`, trusted.indexed.indexer.url);
    const score = (await (await fetch(url)).json()) as Record<string, string>;
    // What was filed was forged; the silence that lost the dispute cost its bond, and is getting old.
    const lost = await db
      .select()
      .from(schema.chargeDispute)
      .where(and(eq(schema.chargeDispute.state, "refunded"), isNull(schema.chargeDispute.payee)));
    const present = periodOf(await trusted.now());
    const aged = lost.map(({ bond, endedAt }) => decayed(bond, present - periodOf(endedAt!)));
    expect(score).to.include({ filed: "0", lost: String(aged.reduce((sum, bond) => sum + bond, 0n)) });
    expect(lost).to.not.have.length(0);
    expect(Number(score["mean"])).to.be.greaterThan(0);
    expect((await fetch(new URL("/scores/gateways/nobody", url))).status).to.equal(404);
  });
});
