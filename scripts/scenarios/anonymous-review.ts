import assert from "node:assert/strict";
import { anonymousReviewsAbi, reputationAbi } from "../../contracts/generated.ts";
import { plainRating } from "../../sdk/reviews/anonymous-review.ts";
import { proveReview } from "../../sdk/reviews/prove-review.ts";
import { readMembers } from "../../sdk/reviews/read-members.ts";
import { readProvingKeys } from "../../sdk/reviews/read-proving-keys.ts";
import { usdc } from "./balances.ts";
import { closeGroup, fundReviewers, joinGroup, PAID, payForCalls, REVIEWERS } from "./reviewers.ts";
import type { Scenario } from "./scenario.ts";

/** What Eve thinks of the service. */
const POINTS = 20;

/** Eight customers join; one of them says what she thinks, and nobody can tell which. */
export const anonymousReview: Scenario = {
  title:
    "Eight who have paid join a group; one reviews, the gateway sends it, and nobody can tell whose it is.",

  async set(market) {
    const serviceId = await market.list("shop/solc");
    const payers = await fundReviewers(market);
    return { market, payers, publishers: { Paula: { person: market.publisher, serviceId } } };
  },

  async play({ market, payers, publishers }, say) {
    const { settler, deployment } = market;
    const { serviceId } = publishers["Paula"]!;
    const reputation = { address: deployment.contracts.Reputation, abi: reputationAbi } as const;
    const reviews = { address: deployment.contracts.AnonymousReviews, abi: anonymousReviewsAbi } as const;
    const read = market.admin.readContract;
    const score = async () => {
      const [mean, weight] = await read({ ...reputation, functionName: "scoreOf", args: [serviceId] });
      return { mean, weight };
    };

    const people = payers as Awaited<ReturnType<typeof fundReviewers>>;
    await payForCalls(market, people, serviceId);
    say(`Each of the eight has paid ${usdc(PAID)} for calls of Paula's service, which the gateway claims.`);

    const { epoch, identities } = await joinGroup(market, people, serviceId);
    const { denomination } = await read({
      ...reviews,
      functionName: "groupOf",
      args: [serviceId, epoch],
    });
    const { credit } = await read({
      ...reputation,
      functionName: "clientOf",
      args: [serviceId, people.Eve.account.address],
    });
    assert.equal(credit, (PAID * 3n) / 100n - BigInt(denomination));
    say(
      `All join the group, in the open, each for ${usdc(BigInt(denomination))} of review credit; ${usdc(credit)} are left to each.`,
    );

    await closeGroup(market, serviceId, epoch);
    say("The month ends, the group closes, and a quiet day passes.");

    const before = await score();
    say(`The service's score is ${points(before.mean)}, of reviews that weigh ${usdc(before.weight)}.`);
    const members = await readMembers(
      market.admin,
      reviews.address,
      { serviceId, epoch },
      BigInt(deployment.startBlock),
    );
    assert.equal(members.length, REVIEWERS.length);
    const review = await proveReview({
      chainId: deployment.chainId,
      contract: reviews.address,
      serviceId,
      epoch,
      members,
      identity: identities.get("Eve")!,
      feedback: plainRating(POINTS),
      keys: readProvingKeys(),
    });
    const call = {
      ...reviews,
      functionName: "giveAnonymousFeedback",
      args: [serviceId, epoch, review.feedback, review.nullifier, review.points],
    } as const;
    const { result } = await settler.simulateContract(call);
    const { gasUsed } = await market.done(settler.writeContract(call));
    const [client] = result;
    say(
      `Eve proves that one of the eight gives ${POINTS} points. The gateway's settler sends it, for ${gasUsed} gas.`,
    );
    say(`On chain its author is ${client}, which is nobody's account.`);

    const after = await score();
    assert.equal(after.weight - before.weight, BigInt(denomination));
    assert.ok(after.mean < before.mean);
    say(`The score is ${points(after.mean)} now, of reviews that weigh ${usdc(after.weight)}.`);

    const again = settler.simulateContract(call);
    await assert.rejects(again, /AnonymousReviewsNullifierUsed/);
    say("The same proof a second time is refused: each member has one review.");
  },
};

const points = (hundredths: number) => (hundredths / 100).toFixed(2);
