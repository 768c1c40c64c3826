import { expect } from "chai";
import { encodeAbiParameters, getAddress, keccak256, slice, zeroAddress, zeroHash, type Address } from "viem";
import {
  plainRating,
  reviewMessage,
  reviewScope,
  type AnonymousReview,
  type Feedback,
} from "../../../sdk/reviews/anonymous-review.ts";
import { addressOf, as, ethers, inOneBlock, networkHelpers } from "../helpers/chain.ts";
import { DENOMINATION } from "../helpers/market.ts";
import { meanOf, scoreOf } from "../helpers/reputation.ts";
import {
  EPOCH,
  give,
  join,
  MIN_SET,
  proved,
  QUIET,
  reviewable,
  reviewers,
  small,
} from "../helpers/reviewers.ts";

const { loadFixture, time } = networkHelpers;

/** As readers of ERC-8004 see the author. */
function pseudonymOf({ nullifier }: AnonymousReview): Address {
  return getAddress(slice(keccak256(encodeAbiParameters([{ type: "uint256" }], [nullifier])), 12));
}

describe("an anonymous review", function () {
  // A proof takes some seconds of a busy machine.
  this.timeout(120_000);

  it("counts with the group's denomination, under a name that is nobody's", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, reputation, serviceId, epoch, crowd } = parts;
    const review = await proved(parts, crowd[3]!);
    const client = pseudonymOf(review);
    const before = await scoreOf(parts);
    await expect(give(parts, review))
      .to.emit(anonymous, "AnonymousFeedbackGiven")
      .withArgs(serviceId, epoch, client, review.nullifier)
      .and.to.emit(reputation, "NewFeedback")
      .and.to.emit(reputation, "FeedbackWeighed");
    expect(before).to.deep.equal([5_000n, 0n, 0n]);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([80n, DENOMINATION]), DENOMINATION, 1n]);
    expect(await reputation.weightOf(serviceId, client, 1n)).to.equal(DENOMINATION);
    expect(await anonymous.isNullifierUsed(serviceId, review.nullifier)).to.equal(true);
    // As any reader of the standard finds it.
    expect(await reputation.getClients(serviceId)).to.deep.equal([client]);
    expect([...(await reputation.readFeedback(serviceId, client, 1n))]).to.deep.equal([
      80n,
      0n,
      "starred",
      "",
      false,
    ]);
  });

  it("is rewarded to nobody", async () => {
    const parts = await loadFixture(reviewable);
    const { reputation, serviceId, crowd, stranger } = parts;
    const review = await proved(parts, crowd[3]!);
    await expect(give(parts, review)).not.to.emit(reputation, "CreditSpent");
    for (const account of [pseudonymOf(review), stranger.address, crowd[3]!.address])
      expect((await reputation.clientOf(serviceId, account)).reward).to.equal(0n);
  });

  it("is the only one of its member, whatever else he would say", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, serviceId, epoch, crowd } = parts;
    const first = await proved(parts, crowd[3]!);
    const second = await proved(parts, crowd[3]!, { feedback: plainRating(100) });
    expect(second.nullifier).to.equal(first.nullifier);
    await give(parts, first);
    for (const again of [first, second]) {
      await expect(give(parts, again))
        .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsNullifierUsed")
        .withArgs(serviceId, epoch, first.nullifier);
    }
    expect((await scoreOf(parts))[2]).to.equal(1n);
  });

  it("comes from no group of fewer than eight", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    await time.increase(2n * EPOCH);
    const review = await proved(parts, crowd[3]!);
    await expect(give(parts, review))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsSetTooSmall")
      .withArgs(serviceId, epoch, 7n, 8n);
  });

  it("comes from no group that nobody has joined", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, serviceId, epoch } = parts;
    const points = Array(8).fill(1n) as unknown as AnonymousReview["points"];
    const review = { serviceId, epoch, feedback: plainRating(1), nullifier: 1n, points };
    await expect(give(parts, review))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsUnknownGroup")
      .withArgs(serviceId, epoch);
  });

  it("is not given in the block of its joining, nor before the group has been closed for a day", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd, stranger } = parts;
    const eighth = crowd[MIN_SET - 1]!;
    const review = await proved(parts, eighth);
    const earliest = (epoch + 1n) * EPOCH + QUIET;
    const words = [serviceId, epoch, review.feedback, review.nullifier, review.points] as const;
    const gasLimit = 1_000_000n;
    const sent: { readonly hash: string }[] = [];
    await inOneBlock(async () => {
      const { commitment } = eighth.identity;
      sent.push(await as(anonymous, eighth).joinReviewers(serviceId, epoch, commitment, [], { gasLimit }));
      sent.push(await as(anonymous, stranger).giveAnonymousFeedback(...words, { gasLimit }));
    });
    const [joined, reviewed] = await Promise.all(
      sent.map(({ hash }) => ethers.provider.getTransactionReceipt(hash)),
    );
    expect(reviewed?.blockNumber).to.equal(joined?.blockNumber);
    expect([joined?.status, reviewed?.status]).to.deep.equal([1, 0]);
    expect(await anonymous.groupSize(serviceId, epoch)).to.equal(8n);
    await time.setNextBlockTimestamp(earliest - 1n);
    await expect(give(parts, review))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsTooEarly")
      .withArgs(earliest - 1n, earliest);
    await time.setNextBlockTimestamp(earliest);
    await give(parts, review);
  });

  it("says what was proved and nothing else: one altered field, and the proof is of something else", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, serviceId, epoch, crowd } = parts;
    const review = await proved(parts, crowd[3]!);
    const scope = await anonymous.scopeOf(serviceId, epoch);
    const changes: readonly Partial<Feedback>[] = [
      { value: 100n },
      { tag2: "speed" },
      { endpoint: "https://other.example" },
      { feedbackURI: "https://other.example/review.json" },
      { feedbackHash: `0x${"11".repeat(32)}` },
    ];
    for (const change of changes) {
      const feedback = { ...review.feedback, ...change };
      await expect(give(parts, { ...review, feedback }))
        .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsInvalidProof")
        .withArgs(serviceId, epoch, scope, reviewMessage(feedback));
    }
    await expect(give(parts, { ...review, nullifier: review.nullifier + 1n })).to.be.revertedWithCustomError(
      anonymous,
      "AnonymousReviewsInvalidProof",
    );
  });

  it("is of its own group: a proof with another scope is none", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, serviceId, epoch, crowd, other } = parts;
    // Of another service, and of another month: the same members, the same words.
    const foreign = [
      await proved(parts, crowd[3]!, { quote: other }),
      await proved(parts, crowd[3]!, { epoch: epoch + 1n }),
    ];
    for (const review of foreign) {
      await expect(give(parts, { ...review, serviceId, epoch })).to.be.revertedWithCustomError(
        anonymous,
        "AnonymousReviewsInvalidProof",
      );
    }
  });

  it("is of the whole group: a proof of the root before the last joined is none", async () => {
    const parts = await loadFixture(small);
    const { anonymous, epoch, crowd } = parts;
    await join(parts, crowd[7]!);
    const stale = await proved(parts, crowd[3]!);
    await join(parts, crowd[8]!);
    await time.increaseTo((epoch + 1n) * EPOCH + QUIET);
    await expect(give(parts, stale)).to.be.revertedWithCustomError(anonymous, "AnonymousReviewsInvalidProof");
    await give(parts, await proved(parts, crowd[3]!, { members: crowd }));
  });

  it("is checked for depth 16, for which a proof of another depth is none", async () => {
    const parts = await loadFixture(reviewable);
    const { semaphore, crowd } = parts;
    const { points, nullifier, feedback, serviceId, epoch } = await proved(parts, crowd[3]!);
    const root = await semaphore.getMerkleTreeRoot(0n);
    const scope = await parts.anonymous.scopeOf(serviceId, epoch);
    const verify = semaphore.getFunction("verifyProof");
    const proof = [root, nullifier, reviewMessage(feedback), scope, points];
    expect(await parts.anonymous.DEPTH()).to.equal(16n);
    expect(await verify.staticCall(0n, [16n, ...proof])).to.equal(true);
    for (const depth of [3n, 15n, 17n])
      expect(await verify.staticCall(0n, [depth, ...proof])).to.equal(false);
  });

  it("is no sum of guesses: numbers that are no proof are refused like any", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, crowd } = parts;
    const review = await proved(parts, crowd[3]!);
    for (const points of [Array(8).fill(0n), Array(8).fill(2n ** 256n - 1n), review.points.toReversed()]) {
      await expect(
        give(parts, { ...review, points: points as unknown as AnonymousReview["points"] }),
      ).to.be.revertedWithCustomError(anonymous, "AnonymousReviewsInvalidProof");
    }
  });

  it("is a rating that the score reads: a member has no review to waste", async () => {
    const parts = await loadFixture(reviewable);
    const { reputation, crowd } = parts;
    for (const change of [{ value: 101n }, { tag1: "uptime" }]) {
      const feedback = { ...plainRating(80), ...change };
      await expect(give(parts, await proved(parts, crowd[3]!, { feedback })))
        .to.be.revertedWithCustomError(reputation, "ReputationNotARating")
        .withArgs(feedback.value, feedback.valueDecimals, feedback.tag1);
    }
  });

  it("cannot be kept out by using its proof up at Semaphore first", async () => {
    const parts = await loadFixture(reviewable);
    const { anonymous, semaphore, serviceId, epoch, crowd, rival } = parts;
    const review = await proved(parts, crowd[3]!);
    const root = await semaphore.getMerkleTreeRoot(0n);
    const scope = await anonymous.scopeOf(serviceId, epoch);
    const proof = [16n, root, review.nullifier, reviewMessage(review.feedback), scope, review.points];
    await as(semaphore, rival).validateProof(0n, proof);
    await expect(give(parts, review)).to.emit(anonymous, "AnonymousFeedbackGiven");
  });

  it("lets nobody but AnonymousReviews into its group", async () => {
    const { semaphore, stranger } = await loadFixture(reviewable);
    await expect(as(semaphore, stranger).addMember(0n, 5n)).to.be.revertedWithCustomError(
      semaphore,
      "Semaphore__CallerIsNotTheGroupAdmin",
    );
  });

  it("has the scope and message that the SDK computes", async () => {
    const { anonymous, serviceId, epoch } = await loadFixture(reviewers);
    const feedback: Feedback = {
      value: -5n,
      valueDecimals: 2,
      tag1: "starred",
      tag2: "schnell, günstig",
      endpoint: "https://a.example/mcp",
      feedbackURI: "ipfs://x",
      feedbackHash: `0x${"ab".repeat(32)}`,
    };
    expect(await anonymous.messageOf(feedback)).to.equal(reviewMessage(feedback));
    const parts = { chainId: 31337, contract: await addressOf(anonymous), serviceId, epoch };
    expect(await anonymous.scopeOf(serviceId, epoch)).to.equal(reviewScope(parts));
    const elsewhere = { ...parts, contract: zeroAddress };
    expect(reviewScope(elsewhere)).not.to.equal(reviewScope(parts));
    expect(plainRating(7)).to.include({ value: 7n, feedbackHash: zeroHash });
    expect((await ethers.provider.getNetwork()).chainId).to.equal(31337n);
  });

  it("is the AnonymousReviews contract's alone to give: nobody else spends credit or records", async () => {
    const parts = await loadFixture(reviewers);
    const { reputation, serviceId, crowd } = parts;
    const [client] = crowd;
    const own = as(reputation, client!);
    for (const call of [
      () => own.spendCredit(client!.address, serviceId, 1n),
      () => own.recordAnonymous(serviceId, client!.address, plainRating(100), 10n ** 12n),
    ]) {
      await expect(call())
        .to.be.revertedWithCustomError(reputation, "ReputationNotAnonymousReviews")
        .withArgs(client!.address);
    }
  });
});
