import { expect } from "chai";
import { pino } from "pino";
import type { Identity } from "@semaphore-protocol/identity";
import { createChainClient } from "../../../gateway/chain/client.ts";
import { createReviewRelay } from "../../../gateway/reviews/relay.ts";
import { sendTransaction, type Transaction } from "../../../gateway/settlement/transaction.ts";
import { anonymousReviewsAbi } from "../../../contracts/generated.ts";
import {
  closeGroup,
  fundReviewers,
  joinGroup,
  payForCalls,
  type ReviewerName,
} from "../../../scripts/scenarios/reviewers.ts";
import { openMarket, type Market } from "../../../scripts/scenarios/market.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { plainRating, type AnonymousReview, type Feedback } from "../../../sdk/reviews/anonymous-review.ts";
import { proveReview } from "../../../sdk/reviews/prove-review.ts";
import { readMembers } from "../../../sdk/reviews/read-members.ts";
import { readProvingKeys } from "../../../sdk/reviews/read-proving-keys.ts";

const settler = demoAccount(2);
const keys = readProvingKeys();

describe("the relay of anonymous reviews", function () {
  this.timeout(240_000);
  let market: Market;
  let group: { readonly serviceId: bigint; readonly epoch: bigint };
  let identities: ReadonlyMap<ReviewerName, Identity>;
  const sent: Transaction[] = [];

  before(async () => {
    market = await openMarket();
    const serviceId = await market.list("shop/solc");
    const people = await fundReviewers(market);
    await payForCalls(market, people, serviceId);
    const joined = await joinGroup(market, people, serviceId);
    group = { serviceId, epoch: joined.epoch };
    identities = joined.identities;
  });
  after(() => market.close());
  beforeEach(() => {
    sent.length = 0;
  });

  function relayOf(send?: (transaction: Transaction) => ReturnType<typeof sendTransaction>) {
    const client = createChainClient(market.rpcUrl, market.deployment.chainId);
    const log = pino({ level: "silent" });
    const { signal } = new AbortController();
    const deps = { client, account: settler, replaceAfter: 60_000, signal, log };
    return createReviewRelay({
      client,
      contract: market.deployment.contracts.AnonymousReviews,
      settler: settler.address,
      send:
        send ??
        ((transaction) => {
          sent.push(transaction);
          return sendTransaction(deps, transaction);
        }),
    });
  }

  async function reviewOf(
    name: ReviewerName,
    feedback: Feedback = plainRating(90),
  ): Promise<AnonymousReview> {
    const { chainId, contracts, startBlock } = market.deployment;
    const contract = contracts.AnonymousReviews;
    const members = await readMembers(market.admin, contract, group, BigInt(startBlock));
    const identity = identities.get(name)!;
    return proveReview({ chainId, contract, ...group, identity, members, feedback, keys });
  }

  it("says until when a group waits, and sends nothing", async () => {
    const outcome = await relayOf().relay(await reviewOf("Ada"));
    const { closesAt } = await market.admin.readContract({
      address: market.deployment.contracts.AnonymousReviews,
      abi: anonymousReviewsAbi,
      functionName: "groupOf",
      args: [group.serviceId, group.epoch],
    });
    expect(outcome).to.have.nested.property("refusal.code", "review_too_early");
    expect(outcome).to.have.nested.property("refusal.details.earliest", BigInt(closesAt) + 86_400n);
    expect(sent).to.deep.equal([]);
    await closeGroup(market, group.serviceId, group.epoch);
  });

  it("sends a member's review from the settler, once, however often it is asked for at once", async () => {
    const review = await reviewOf("Ada");
    const relay = relayOf();
    const [first, second] = await Promise.all([relay.relay(review), relay.relay(review)]);
    expect(first.kind).to.equal("relayed");
    expect(second).to.deep.equal(first);
    expect(sent).to.have.length(1);
    const hash = first.kind === "relayed" ? first.transaction : "0x";
    const { from, status } = await market.admin.getTransactionReceipt({ hash });
    expect([from.toLowerCase(), status]).to.deep.equal([settler.address.toLowerCase(), "success"]);
    const again = await relay.relay(review);
    expect(again).to.deep.equal({
      kind: "refused",
      refusal: { code: "review_given_already", details: group },
    });
    expect(sent).to.have.length(1);
  });

  it("refuses what the contract would, before it costs gas, and says which", async () => {
    const relay = relayOf();
    const review = await reviewOf("Ben");
    const { serviceId, epoch } = group;
    const cases = [
      [{ ...review, feedback: plainRating(10) }, "review_proof_invalid", { serviceId, epoch }],
      [{ ...review, epoch: epoch + 1n }, "review_group_unknown", { serviceId, epoch: epoch + 1n }],
      [
        await reviewOf("Ben", plainRating(101)),
        "review_not_a_rating",
        { value: 101n, valueDecimals: 0, tag1: "starred" },
      ],
    ] as const;
    for (const [asked, code, details] of cases) {
      expect(await relay.relay(asked)).to.deep.equal({ kind: "refused", refusal: { code, details } });
    }
    expect(sent).to.deep.equal([]);
  });

  it("pays for no more gas than a review needs", async () => {
    const feedback = { ...plainRating(50), feedbackURI: `https://long.example/${"x".repeat(20_000)}` };
    const outcome = await relayOf().relay(await reviewOf("Ben", feedback));
    expect(outcome).to.have.nested.property("refusal.code", "review_too_long");
    expect(sent).to.deep.equal([]);
  });

  it("asks to try again when another replica has the settler", async () => {
    const outcome = await relayOf(async () => undefined).relay(await reviewOf("Ben"));
    expect(outcome).to.have.nested.property("refusal.code", "gateway_busy");
  });
});
