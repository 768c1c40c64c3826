import { Group } from "@semaphore-protocol/group";
import { Identity } from "@semaphore-protocol/identity";
import { expect } from "chai";
import { and, asc, eq } from "drizzle-orm";
import * as schema from "../../../indexer/ponder.schema.ts";
import { plainRating } from "../../../sdk/reviews/anonymous-review.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { DAY, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { proveApart } from "./prove-apart.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const REVIEWERS = [8, 9, 11, 12, 13, 14, 15, 16];

describe("the index of anonymous reviews", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let people: ChainClient[];
  let solc: bigint;
  let epoch: bigint;
  const identities = REVIEWERS.map((index) => new Identity(`reviewer ${index}`));

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    solc = await market.list("anonymous/solc");
    people = [];
    for (const index of REVIEWERS) people.push(await trusted.person(index));
    for (const who of people) await market.deposit(who, 10n * USDC);
    const rows = await Promise.all(
      people.map(async (who) => {
        const { epoch: account } = await market.accountOf(who);
        return market.row(who, { serviceId: solc, charged: 10n * USDC, epoch: account });
      }),
    );
    await market.claim(rows);
    for (const who of people) {
      const keys = [{ gateway: market.gateway.account.address, key: who.account.address }];
      const args = [who.account.address, solc, keys] as const;
      await market.done(who.writeContract({ ...trusted.reputation, functionName: "collect", args }));
    }
    epoch = await market.admin.readContract({
      ...trusted.anonymous,
      functionName: "openEpoch",
      args: [solc],
    });
  });

  const groupRow = () =>
    onlyRow(() =>
      db
        .select()
        .from(schema.reviewerGroup)
        .where(and(eq(schema.reviewerGroup.serviceId, solc), eq(schema.reviewerGroup.epoch, epoch))),
    );

  it("follows a group from its first member to its closing, and what joining cost each", async () => {
    const credit = () =>
      onlyRow(() =>
        db
          .select()
          .from(schema.reviewCredit)
          .where(
            and(
              eq(schema.reviewCredit.serviceId, solc),
              eq(schema.reviewCredit.payer, lower(people[0]!.account.address)),
            ),
          ),
      );
    const before = await credit();
    for (const [at, who] of people.entries()) {
      const args = [solc, epoch, identities[at]!.commitment, []] as const;
      await market.done(who.writeContract({ ...trusted.anonymous, functionName: "joinReviewers", args }));
      if (at === 0) expect(await groupRow()).to.include({ members: 1, closesAt: null });
    }
    const known = await market.admin.readContract({
      ...trusted.anonymous,
      functionName: "groupOf",
      args: [solc, epoch],
    });
    expect(await groupRow()).to.include({
      semaphoreId: known.semaphoreId,
      denomination: BigInt(known.denomination),
      closesAt: BigInt(known.closesAt),
      members: REVIEWERS.length,
      reviews: 0,
    });
    expect((await credit()).credit).to.equal(before.credit - BigInt(known.denomination));
  });

  it("has all that a member needs to prove his membership, and the review under its pseudonym", async () => {
    const members = await db
      .select()
      .from(schema.reviewerGroupMember)
      .where(and(eq(schema.reviewerGroupMember.serviceId, solc), eq(schema.reviewerGroupMember.epoch, epoch)))
      .orderBy(asc(schema.reviewerGroupMember.index));
    const commitments = members.map(({ commitment }) => commitment);
    expect(new Group(commitments).root).to.equal(
      new Group(identities.map(({ commitment }) => commitment)).root,
    );

    const { closesAt } = await groupRow();
    await market.pass(Number(closesAt! - (await trusted.now())) + DAY + 1);
    const proven = await proveApart({
      chainId: market.deployment.chainId,
      contract: trusted.anonymous.address,
      serviceId: solc,
      epoch,
      secret: `reviewer ${REVIEWERS[3]}`,
      members: commitments,
      feedback: plainRating(75),
    });
    const args = [solc, epoch, proven.feedback, proven.nullifier, proven.points] as const;
    const call = { ...trusted.anonymous, functionName: "giveAnonymousFeedback", args } as const;
    const {
      result: [pseudonym, feedbackIndex],
    } = await market.settler.simulateContract(call);
    await market.done(market.settler.writeContract(call));

    const { denomination } = await groupRow();
    const review = await onlyRow(() =>
      db
        .select()
        .from(schema.review)
        .where(and(eq(schema.review.serviceId, solc), eq(schema.review.client, lower(pseudonym)))),
    );
    expect(review).to.include({
      feedbackIndex,
      value: 75n,
      anonymous: true,
      weight: denomination,
    });
    const proof = await onlyRow(() =>
      db
        .select()
        .from(schema.anonymousReview)
        .where(eq(schema.anonymousReview.client, lower(pseudonym))),
    );
    expect(proof).to.include({ epoch, nullifier: proven.nullifier });
    expect((await groupRow()).reviews).to.equal(1);
    const reviewer = await onlyRow(() =>
      db
        .select()
        .from(schema.reviewer)
        .where(eq(schema.reviewer.account, lower(pseudonym))),
    );
    expect(reviewer).to.include({ anonymous: true, reviews: 1 });
  });
});
