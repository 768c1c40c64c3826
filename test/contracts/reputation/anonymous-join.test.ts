import { expect } from "chai";
import { encodeAbiParameters, keccak256, toHex } from "viem";
import { addressOf, as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { DENOMINATION, USDC } from "../helpers/market.ts";
import { earnCredit, pay } from "../helpers/reputation.ts";
import { CREDIT, EPOCH, join, MIN_SET, reviewers, small, SPENT } from "../helpers/reviewers.ts";

const { loadFixture, setStorageAt, time } = networkHelpers;

const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

describe("joining a group of reviewers", () => {
  it("opens a group for the first, spends one denomination of his credit, and keeps his commitment", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, semaphore, serviceId, epoch, crowd } = parts;
    const [first] = crowd;
    await expect(join(parts, first!))
      .to.emit(anonymous, "ReviewerGroupOpened")
      .withArgs(serviceId, epoch, 0n, DENOMINATION)
      .and.to.emit(reputation, "CreditSpent")
      .withArgs(first!.address, serviceId, DENOMINATION, CREDIT - DENOMINATION, CREDIT - DENOMINATION, 0n, 0n)
      .and.to.emit(anonymous, "ReviewerJoined")
      .withArgs(serviceId, epoch, first!.address, first!.identity.commitment, 0n, DENOMINATION, 0n);
    expect(await anonymous.groupSize(serviceId, epoch)).to.equal(1n);
    expect(await anonymous.hasJoined(serviceId, epoch, first!.address)).to.equal(true);
    expect(await anonymous.hasJoined(serviceId, epoch, crowd[1]!.address)).to.equal(false);
    expect(await semaphore.getMerkleTreeRoot(0n)).to.equal(first!.identity.commitment);
  });

  it("says when the group closes once it has eight members: at the end of the epoch of the eighth", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    // Seven do not close it, however long they wait.
    await time.increase(3n * EPOCH);
    expect(await anonymous.openEpoch(serviceId)).to.equal(epoch);
    const [eighth, ninth] = [crowd[MIN_SET - 1]!, crowd[MIN_SET]!];
    const closesAt = (epoch + 4n) * EPOCH;
    await expect(join(parts, eighth))
      .to.emit(anonymous, "ReviewerJoined")
      .withArgs(serviceId, epoch, eighth.address, eighth.identity.commitment, 7n, DENOMINATION, closesAt);
    await expect(join(parts, ninth))
      .to.emit(anonymous, "ReviewerJoined")
      .withArgs(serviceId, epoch, ninth.address, ninth.identity.commitment, 8n, DENOMINATION, closesAt);
    expect((await anonymous.groupOf(serviceId, epoch)).closesAt).to.equal(closesAt);
  });

  it("opens the next group when the last has closed, in which everybody can join again", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    const eighth = crowd[MIN_SET - 1]!;
    await join(parts, eighth);
    await time.increaseTo((epoch + 1n) * EPOCH - 1n);
    expect(await anonymous.openEpoch(serviceId)).to.equal(epoch);
    await time.increaseTo((epoch + 1n) * EPOCH);
    expect(await anonymous.openEpoch(serviceId)).to.equal(epoch + 1n);
    await earnCredit(parts, eighth, SPENT);
    await join(parts, eighth, { epoch: epoch + 1n });
    expect(await anonymous.groupSize(serviceId, epoch)).to.equal(8n);
    expect(await anonymous.groupSize(serviceId, epoch + 1n)).to.equal(1n);
  });

  it("refuses a group that is not the open one: what was prepared for another month is not spent in this", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    for (const other of [epoch - 1n, epoch + 1n]) {
      await expect(join(parts, crowd[7]!, { epoch: other }))
        .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsNotOpen")
        .withArgs(serviceId, other, epoch);
    }
  });

  it("refuses whoever has paid too little, and tells how little", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, serviceId, other, epoch, crowd } = parts;
    const [first] = crowd;
    // His credit is of another service.
    await expect(join(parts, first!, { quote: other }))
      .to.be.revertedWithCustomError(reputation, "ReputationInsufficientCredit")
      .withArgs(other.serviceId, first!.address, 0n, DENOMINATION);
    await as(anonymous, parts.admin).setDenomination(CREDIT + 1n);
    await expect(join(parts, first!))
      .to.be.revertedWithCustomError(reputation, "ReputationInsufficientCredit")
      .withArgs(serviceId, first!.address, CREDIT, CREDIT + 1n);
    expect(await anonymous.groupSize(serviceId, epoch)).to.equal(0n);
  });

  it("refuses the publisher", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, serviceId, epoch, publisher } = parts;
    await expect(as(anonymous, publisher).joinReviewers(serviceId, epoch, 1n, []))
      .to.be.revertedWithCustomError(reputation, "ReputationSelfFeedback")
      .withArgs(serviceId, publisher.address);
  });

  it("takes each account once, so that eight members are eight who have paid", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    const [first] = crowd;
    await earnCredit(parts, first!, 100n * USDC);
    await expect(as(anonymous, first!).joinReviewers(serviceId, epoch, 12345n, []))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsJoinedAlready")
      .withArgs(serviceId, epoch, first!.address);
  });

  it("refuses a commitment that is another's, or no number of the field", async () => {
    const parts = await loadFixture(small);
    const { anonymous, serviceId, epoch, crowd } = parts;
    const [first] = crowd;
    const eighth = as(anonymous, crowd[7]!);
    await expect(eighth.joinReviewers(serviceId, epoch, first!.identity.commitment, []))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsCommitmentTaken")
      .withArgs(serviceId, epoch, first!.identity.commitment);
    for (const commitment of [0n, FIELD_ORDER]) {
      await expect(eighth.joinReviewers(serviceId, epoch, commitment, []))
        .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsCommitmentInvalid")
        .withArgs(commitment, FIELD_ORDER);
    }
  });

  it("refuses one more than proofs of depth 16 can be about", async () => {
    const parts = await loadFixture(small);
    const { anonymous, semaphore, serviceId, epoch, crowd } = parts;
    // Semaphore's first slot maps groups to trees, whose first slot is their size.
    const words = [{ type: "uint256" }, { type: "uint256" }] as const;
    const slot = keccak256(encodeAbiParameters(words, [0n, 0n]));
    await setStorageAt(await addressOf(semaphore), slot, toHex(2n ** 16n, { size: 32 }));
    await expect(join(parts, crowd[7]!))
      .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsGroupFull")
      .withArgs(serviceId, epoch, 2n ** 16n);
  });

  it("leaves what a group costs and weighs as it was when it opened", async () => {
    const parts = await loadFixture(small);
    const { anonymous, admin, serviceId, epoch, crowd } = parts;
    await expect(as(anonymous, admin).setDenomination(50_000n))
      .to.emit(anonymous, "DenominationSet")
      .withArgs(50_000n);
    await join(parts, crowd[7]!);
    expect((await anonymous.groupOf(serviceId, epoch)).denomination).to.equal(DENOMINATION);
    await time.increaseTo((epoch + 1n) * EPOCH);
    await expect(join(parts, crowd[8]!, { epoch: epoch + 1n }))
      .to.emit(anonymous, "ReviewerGroupOpened")
      .withArgs(serviceId, epoch + 1n, 1n, 50_000n);
  });

  it("has its denomination set by governance alone, within constants", async () => {
    const { anonymous, admin, stranger } = await loadFixture(reviewers);
    await expect(as(anonymous, stranger).setDenomination(50_000n))
      .to.be.revertedWithCustomError(anonymous, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
    for (const amount of [9_999n, USDC + 1n]) {
      await expect(as(anonymous, admin).setDenomination(amount))
        .to.be.revertedWithCustomError(anonymous, "AnonymousReviewsDenominationOutOfBounds")
        .withArgs(amount, 10_000n, USDC);
    }
  });

  it("counts epochs by the chain's clock", async () => {
    const { anonymous, other } = await loadFixture(reviewers);
    expect(await anonymous.openEpoch(other.serviceId)).to.equal((await now()) / EPOCH);
    await time.increase(30n * DAY);
    expect(await anonymous.openEpoch(other.serviceId)).to.equal((await now()) / EPOCH);
  });

  it("collects what was paid in the same transaction, when its ledgers are named", async () => {
    const parts = await loadFixture(reviewers);
    const { anonymous, reputation, serviceId, epoch, stranger } = parts;
    const ledger = await pay(parts, stranger, SPENT);
    await expect(as(anonymous, stranger).joinReviewers(serviceId, epoch, 77n, [ledger]))
      .to.emit(reputation, "FeesCollected")
      .and.to.emit(anonymous, "ReviewerJoined");
    expect((await reputation.clientOf(serviceId, stranger.address)).credit).to.equal(CREDIT - DENOMINATION);
  });
});
