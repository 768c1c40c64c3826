import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import { keccak256, toHex, zeroHash } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { claimServed, dispute, serve } from "../../../scripts/scenarios/answerable.ts";
import { DAY, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const HASH = keccak256(toHex("a file"));

describe("the index of reviews", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let ada: ChainClient;
  let bob: ChainClient;
  let solc: bigint;

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    ada = await trusted.person(13);
    bob = await trusted.person(14);
    solc = await market.list("reviewed/solc");
    for (const who of [ada, bob]) {
      await market.deposit(who, 100n * USDC);
      await market.claim([await market.row(who, { serviceId: solc, charged: 40n * USDC })]);
      await collect(who);
    }
  });

  const send = (who: ChainClient, functionName: string, args: readonly unknown[]) =>
    market.done(who.writeContract({ ...trusted.reputation, functionName, args } as never));

  const collect = (who: ChainClient) =>
    send(who, "collect", [
      who.account.address,
      solc,
      [{ gateway: market.gateway.account.address, key: who.account.address }],
    ]);
  const rate = (who: ChainClient, points: bigint, uri = "") =>
    send(who, "giveFeedback", [solc, points, 0, "starred", "", "", uri, uri ? HASH : zeroHash]);
  const creditRow = (who: ChainClient) =>
    onlyRow(() =>
      db
        .select()
        .from(schema.reviewCredit)
        .where(
          and(
            eq(schema.reviewCredit.serviceId, solc),
            eq(schema.reviewCredit.payer, lower(who.account.address)),
          ),
        ),
    );
  const reviewerRow = (who: ChainClient) =>
    onlyRow(() =>
      db
        .select()
        .from(schema.reviewer)
        .where(eq(schema.reviewer.account, lower(who.account.address))),
    );

  /** The row, after it was compared with the contract. */
  async function review(who: ChainClient, feedbackIndex: bigint) {
    const client = lower(who.account.address);
    const row = await onlyRow(() =>
      db
        .select()
        .from(schema.review)
        .where(
          and(
            eq(schema.review.serviceId, solc),
            eq(schema.review.client, client),
            eq(schema.review.feedbackIndex, feedbackIndex),
          ),
        ),
    );
    const of = { ...trusted.reputation, args: [solc, client, feedbackIndex] } as const;
    const known = await market.admin.readContract({ ...of, functionName: "reviewOf" });
    const [helpful, unhelpful] = await market.admin.readContract({ ...of, functionName: "helpfulOf" });
    expect(row).to.include({
      value: known.value,
      valueDecimals: known.valueDecimals,
      weight: BigInt(known.weight),
      helpful,
      unhelpful,
    });
    expect(row.revokedAt !== null).to.equal(known.revoked);
    expect(row.struckAt !== null).to.equal(known.struck);
    return row;
  }

  /** Compares what is kept of the score, and what is served of it, with the contract. */
  async function score() {
    const [mean, weight, reviews] = await market.admin.readContract({
      ...trusted.reputation,
      functionName: "scoreOf",
      args: [solc],
    });
    await trusted.indexed.indexer.reach();
    const response = await fetch(new URL(`/scores/services/${solc}`, trusted.indexed.indexer.url));
    expect(await response.json()).to.deep.equal({ mean, weight: String(weight), reviews });
    return { mean, weight, reviews };
  }
  async function credit(who: ChainClient) {
    const row = await creditRow(who);
    const args = [solc, who.account.address] as const;
    const of = { ...trusted.reputation, args } as const;
    const known = await market.admin.readContract({ ...of, functionName: "clientOf" });
    const debt = await market.admin.readContract({ ...of, functionName: "debtOf" });
    expect(row).to.include({
      credit: known.credit,
      fresh: BigInt(known.fresh),
      freshUntil: BigInt(known.freshUntil),
      debt,
    });
    return row;
  }

  it("shows what somebody has paid and not reviewed", async () => {
    const { credit: unreviewed, counted } = await credit(ada);
    expect(unreviewed > 0n).to.equal(true);
    const ledger = await onlyRow(() =>
      db
        .select()
        .from(schema.ledger)
        .where(and(eq(schema.ledger.payer, lower(ada.account.address)), eq(schema.ledger.serviceId, solc))),
    );
    expect({ unreviewed, counted }).to.deep.equal({ unreviewed: ledger.fees, counted: ledger.fees });
  });

  it("follows a review, its weight, its reward and the score of the service", async () => {
    const before = await credit(ada);
    await rate(ada, 90n, "https://ada.example/review.json");
    const row = await review(ada, 1n);
    expect(row).to.include({
      tag1: "starred",
      uri: "https://ada.example/review.json",
      hash: HASH,
      weightGiven: before.credit,
      tenure: 0,
      anonymous: false,
    });
    expect((await credit(ada)).credit).to.equal(0n);
    const { mean, weight } = await score();
    expect(await trusted.indexed.serviceRow(solc)).to.include({
      reviews: 1,
      score: mean,
      scoreWeight: weight,
      scoreReviews: 1,
      scoredAt: row.time,
    });
    const known = await market.admin.readContract({
      ...trusted.reputation,
      functionName: "clientOf",
      args: [solc, ada.account.address],
    });
    const owed = BigInt(known.reward);
    expect(owed > 0n).to.equal(true);
    expect((await credit(ada)).reward).to.equal(owed);
    expect(await reviewerRow(ada)).to.include({ reviews: 1, weight: before.credit, rewarded: owed });

    await send(ada, "collectReward", [solc, ada.account.address]);
    expect(await reviewerRow(ada)).to.include({ rewarded: owed, collected: owed });
    const paid = await onlyRow(() => db.select().from(schema.rewardPayment));
    expect(paid).to.include({ account: lower(ada.account.address), serviceId: solc, amount: owed, left: 0n });
    const { rewardsShare, rewardsPaid } = await onlyRow(() => db.select().from(schema.protocol));
    const accrued = await market.admin.readContract({
      ...market.earnings,
      functionName: "rewardsAccrued",
    });
    expect([rewardsPaid, rewardsShare - rewardsPaid]).to.deep.equal([owed, accrued]);
  });

  it("has feedback that no fees stand behind, and texts that PostgreSQL refuses or cannot index", async () => {
    const { gateway } = market;
    const long = "t".repeat(9_000);
    await send(gateway, "giveFeedback", [solc, -5n, 2, long, "a\0b", long, long, HASH]);
    const row = await onlyRow(() =>
      db
        .select()
        .from(schema.review)
        .where(eq(schema.review.client, lower(gateway.account.address))),
    );
    expect(row).to.include({
      value: -5n,
      valueDecimals: 2,
      tag1: long,
      tag2: "ab",
      weight: 0n,
      period: null,
    });
  });

  it("shows who answered, the publisher or somebody else, and who finds a review helpful", async () => {
    const answer = (who: ChainClient) =>
      send(who, "appendResponse", [solc, ada.account.address, 1n, "https://answer.example", HASH]);
    await answer(bob);
    await answer(market.publisher);
    expect((await review(ada, 1n)).responses).to.equal(2);
    const responses = await db
      .select()
      .from(schema.reviewResponse)
      .where(eq(schema.reviewResponse.serviceId, solc))
      .orderBy(asc(schema.reviewResponse.number));
    expect(responses.map(({ responder, fromPublisher }) => [responder, fromPublisher])).to.deep.equal([
      [lower(bob.account.address), false],
      [lower(market.publisher.account.address), true],
    ]);

    const mark = (helpful: boolean) => send(bob, "markHelpful", [solc, ada.account.address, 1n, helpful]);
    await mark(true);
    expect(await review(ada, 1n)).to.include({ helpful: 1, unhelpful: 0 });
    await mark(false);
    expect(await review(ada, 1n)).to.include({ helpful: 0, unhelpful: 1 });
    expect(await reviewerRow(ada)).to.include({ helpful: 0, unhelpful: 1 });
    expect(await reviewerRow(bob)).to.include({ votes: 1, reviews: 0 });
    const response = await fetch(
      new URL(`/scores/reviewers/${ada.account.address}`, trusted.indexed.indexer.url),
    );
    // Five votes at the prior's 50 points, and one against him.
    expect(await response.json()).to.deep.equal({
      mean: Math.floor((5 * 50 * 100) / 6),
      reviews: 1,
      helpful: 0,
      unhelpful: 1,
      struck: 0,
    });
  });

  it("takes the weight of a review that its author takes back or the Court strikes", async () => {
    await rate(bob, 20n);
    expect(await score()).to.include({ reviews: 2 });
    await send(market.admin, "strike", [solc, bob.account.address, 1n]);
    // A ruling may come twice.
    await send(market.admin, "strike", [solc, bob.account.address, 1n]);
    expect((await review(bob, 1n)).weightGiven > 0n).to.equal(true);
    expect(await score()).to.include({ reviews: 1 });
    expect(await reviewerRow(bob)).to.include({ struck: 1, weight: 0n });

    await market.claim([await market.row(bob, { serviceId: solc, charged: 60n * USDC })]);
    await collect(bob);
    await rate(bob, 70n);
    expect(await score()).to.include({ reviews: 2 });
    await send(bob, "revokeFeedback", [solc, 2n]);
    await review(bob, 2n);
    expect(await score()).to.include({ reviews: 1 });
    expect(await reviewerRow(bob)).to.include({ reviews: 2, revoked: 1, weight: 0n });
    expect((await trusted.indexed.serviceRow(solc)).reviews).to.equal(2);
  });

  it("takes from a review what its author got back by a dispute", async () => {
    const { disputes } = market;
    const id = await market.list("reviewed/chart");
    const claim = await claimServed(market, [
      await serve(market, ada, { serviceId: id, prices: [20_000n, 20_000n] }),
    ]);
    await send(ada, "collect", [
      ada.account.address,
      id,
      [{ gateway: market.gateway.account.address, key: ada.account.address }],
    ]);
    await send(ada, "giveFeedback", [id, 80n, 0, "starred", "", "", "", zeroHash]);
    const asked = await dispute(market, ada, claim, 1n);
    await market.pass(3 * DAY + 1);
    await market.done(ada.writeContract({ ...disputes, functionName: "conclude", args: [asked] }));
    const [termsId, feeVersion] = await market.admin.readContract({
      ...market.services,
      functionName: "currentTerms",
      args: [id],
    });
    await send(ada, "discount", [claim.record.claim, claim.record.rows[0], termsId, feeVersion]);
    const row = () =>
      onlyRow(() => db.select().from(schema.reviewCredit).where(eq(schema.reviewCredit.serviceId, id)));
    const { debt, discounted } = await row();
    expect(debt > 0n).to.equal(true);
    expect(discounted).to.equal(debt);
    const of = () => onlyRow(() => db.select().from(schema.review).where(eq(schema.review.serviceId, id)));
    const { weight } = await of();
    await send(ada, "lighten", [id, ada.account.address, 1n]);
    expect((await row()).debt).to.equal(0n);
    expect(await of()).to.include({ weight: weight - debt, weightGiven: weight });
    // The gateway makes it good, and is open again for the other files.
    const args = [market.gateway.account.address, ada.account.address] as const;
    const cure = { ...market.gateways, functionName: "cureBondClaims", args } as const;
    await market.done(market.gateway.writeContract(cure));
  });

  it("keeps the score as the contract does, while it gets old and after a sale", async () => {
    await market.pass(45 * DAY);
    const fresh = await score();
    await market.pass(90 * DAY);
    const old = await score();
    expect(old.weight < fresh.weight).to.equal(true);
    const { publisher, publisher2, services } = market;
    const args = [publisher.account.address, publisher2.account.address, solc] as const;
    await market.done(publisher.writeContract({ ...services, functionName: "transferFrom", args }));
    expect(await score()).to.include({ weight: 0n, reviews: 0 });
    expect(await trusted.indexed.serviceRow(solc)).to.include({ score: null, scoreWeight: 0n });
  });
});
