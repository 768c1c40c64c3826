import { expect } from "chai";
import { keccak256, toHex, zeroHash } from "viem";
import { as, ethers, networkHelpers, now } from "../helpers/chain.ts";
import { REPUTATION, USDC } from "../helpers/market.ts";
import {
  earnCredit,
  meanOf,
  PAID,
  paid,
  pay,
  PERIOD,
  reputed,
  REWARD_WINDOW,
  rewardFor,
  rewardOf,
  say,
  scoreOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";

const { loadFixture, time } = networkHelpers;
const SHARE = treasuryShareOf(PAID);
const HASH = keccak256(toHex("a file with more"));

describe("Reputation.giveFeedback", () => {
  it("keeps what ERC-8004 keeps, counted from 1, and tells the rest", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, services, service, alice } = parts;
    const words = {
      value: 9977n,
      decimals: 2,
      tag1: "uptime",
      tag2: "month",
      endpoint: "https://acme.example/mcp",
      uri: "ipfs://bafy",
      hash: HASH,
    };
    await expect(say(parts, alice, words))
      .to.emit(reputation, "NewFeedback")
      .withArgs(
        service.serviceId,
        alice.address,
        1n,
        9977n,
        2,
        "uptime",
        "uptime",
        "month",
        "https://acme.example/mcp",
        "ipfs://bafy",
        HASH,
      );
    await say(parts, alice, { value: -3n, tag1: "" });
    const read = (index: bigint) => reputation.readFeedback(service.serviceId, alice.address, index);
    expect([...(await read(1n))]).to.deep.equal([9977n, 2n, "uptime", "month", false]);
    expect([...(await read(2n))]).to.deep.equal([-3n, 0n, "", "", false]);
    expect(await reputation.getLastIndex(service.serviceId, alice.address)).to.equal(2n);
    expect([...(await reputation.getClients(service.serviceId))]).to.deep.equal([alice.address]);
    expect(await reputation.getIdentityRegistry()).to.equal(await services.getAddress());
  });

  it("is open to everybody, and weighs nothing without fees", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, service, stranger } = parts;
    await expect(star(parts, stranger, 0n)).not.to.emit(reputation, "FeedbackWeighed");
    expect(await reputation.weightOf(service.serviceId, stranger.address, 1n)).to.equal(0n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
    expect([...(await reputation.readFeedback(service.serviceId, stranger.address, 1n))]).to.deep.equal([
      0n,
      0n,
      "starred",
      "",
      false,
    ]);
  });

  it("weighs a rating by the fees that its author paid and has not reviewed, and rewards it", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    const rating = star(parts, alice, 80n);
    await expect(rating)
      .to.emit(reputation, "FeedbackWeighed")
      .withArgs(service.serviceId, alice.address, 1n, SHARE, (await now()) / PERIOD, 0n);
    await expect(rating)
      .to.emit(reputation, "CreditSpent")
      .withArgs(alice.address, service.serviceId, SHARE, 0n, 0n, rewardFor(SHARE), rewardFor(SHARE));
    expect(await scoreOf(parts)).to.deep.equal([meanOf([80n, SHARE]), SHARE, 1n]);
    const period = (await now()) / PERIOD;
    expect([...(await reputation.reviewOf(service.serviceId, alice.address, 1n))]).to.deep.equal([
      80n,
      0n,
      SHARE,
      period,
      0n,
      true,
      false,
      false,
    ]);
  });

  it("spends a fee once: the next rating weighs nothing, until more is paid", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    await star(parts, alice, 80n);
    await expect(star(parts, alice, 100n)).not.to.emit(reputation, "FeedbackWeighed");
    await earnCredit(parts, alice, 10n * USDC);
    await star(parts, alice, 20n);
    const more = treasuryShareOf(10n * USDC);
    expect(await reputation.weightOf(service.serviceId, alice.address, 3n)).to.equal(more);
    expect(await scoreOf(parts)).to.deep.equal([meanOf([80n, SHARE], [20n, more]), SHARE + more, 2n]);
  });

  it("weighs a review no more than governance lets it, and leaves the rest for the next", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    const most = 2n * USDC;
    await reputation.setMaxWeight(most);
    await star(parts, alice, 80n);
    await star(parts, alice, 90n);
    const weights = await Promise.all(
      [1n, 2n].map((index) => reputation.weightOf(service.serviceId, alice.address, index)),
    );
    expect(weights).to.deep.equal([most, SHARE - most]);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(most) + rewardFor(SHARE - most));
  });

  it("spends nothing on what the score does not read: other tags, decimals, or points above 100 or below 0", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    for (const words of [
      { value: 80n, tag1: "uptime" },
      { value: 80n, tag1: "Starred" },
      { value: 80n, tag1: "" },
      { value: 800n, decimals: 1 },
      { value: 101n },
      { value: -1n },
    ]) {
      await expect(say(parts, alice, words)).not.to.emit(reputation, "FeedbackWeighed");
    }
    expect((await reputation.clientOf(service.serviceId, alice.address)).credit).to.equal(SHARE);
    for (const value of [0n, 100n]) {
      await earnCredit(parts, alice, USDC);
      await expect(say(parts, alice, { value })).to.emit(reputation, "FeedbackWeighed");
    }
  });

  it("rewards the same for every rating, until the last second of the window and not after", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice, bob } = parts;
    await earnCredit(parts, bob, PAID);
    const until = async (who: typeof alice) =>
      (await reputation.clientOf(service.serviceId, who.address)).freshUntil as bigint;
    await time.setNextBlockTimestamp(await until(alice));
    await star(parts, alice, 0n);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(SHARE));
    await time.increaseTo(await until(bob));
    await star(parts, bob, 100n);
    expect(await rewardOf(parts, bob)).to.equal(0n);
    expect(await reputation.weightOf(service.serviceId, bob.address, 1n)).to.equal(SHARE);
  });

  it("rewards of a mixed credit what is fresh, and that once", async () => {
    const parts = await loadFixture(paid);
    const { reputation, service, alice } = parts;
    await time.increase(REWARD_WINDOW + 1n);
    await earnCredit(parts, alice, 10n * USDC);
    await star(parts, alice, 80n);
    const fresh = treasuryShareOf(10n * USDC);
    expect(await reputation.weightOf(service.serviceId, alice.address, 1n)).to.equal(SHARE + fresh);
    expect(await rewardOf(parts, alice)).to.equal(rewardFor(fresh));
  });

  it("collects and reviews in one transaction", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, service, alice } = parts;
    const key = await pay(parts, alice, PAID);
    const calls = [
      reputation.interface.encodeFunctionData("collect", [alice.address, service.serviceId, [key]]),
      reputation.interface.encodeFunctionData("giveFeedback", [
        service.serviceId,
        80n,
        0,
        "starred",
        "",
        "",
        "",
        zeroHash,
      ]),
    ];
    await as(reputation, alice).multicall(calls);
    expect(await reputation.weightOf(service.serviceId, alice.address, 1n)).to.equal(SHARE);
  });

  it("takes values and decimals up to the standard's bounds, and refuses what is beyond", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, alice } = parts;
    const most = 10n ** 38n;
    for (const value of [most, -most]) await say(parts, alice, { value, decimals: 18, tag1: "revenues" });
    for (const value of [most + 1n, -most - 1n]) {
      await expect(say(parts, alice, { value, tag1: "revenues" }))
        .to.be.revertedWithCustomError(reputation, "ReputationValueOutOfBounds")
        .withArgs(value, -most, most);
    }
    await expect(say(parts, alice, { value: 1n, decimals: 19 }))
      .to.be.revertedWithCustomError(reputation, "ReputationDecimalsTooMany")
      .withArgs(19n, 18n);
  });

  it("refuses the owner, his operators and the payee, who would rate themselves", async () => {
    const parts = await loadFixture(reputed);
    const { reputation, services, service, publisher, bob, carol, stranger } = parts;
    await as(services, publisher).approve(bob.address, service.serviceId);
    await as(services, publisher).setApprovalForAll(carol.address, true);
    const deadline = (await now()) + 60n;
    const signature = await stranger.account.signTypedData({
      domain: {
        name: "ERC8004IdentityRegistry",
        version: "1",
        chainId: Number((await ethers.provider.getNetwork()).chainId),
        verifyingContract: (await services.getAddress()) as `0x${string}`,
      },
      types: {
        AgentWalletSet: [
          { name: "agentId", type: "uint256" },
          { name: "newWallet", type: "address" },
          { name: "owner", type: "address" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "AgentWalletSet",
      message: {
        agentId: service.serviceId,
        newWallet: stranger.address,
        owner: publisher.address,
        deadline,
      },
    });
    await as(services, publisher).setAgentWallet(service.serviceId, stranger.address, deadline, signature);
    for (const who of [publisher, bob, carol, stranger]) {
      await expect(star(parts, who, 100n))
        .to.be.revertedWithCustomError(reputation, "ReputationSelfFeedback")
        .withArgs(service.serviceId, who.address);
    }
  });

  it("refuses a service that is not there", async () => {
    const parts = await loadFixture(reputed);
    await expect(star(parts, parts.alice, 80n, { ...parts.service, serviceId: 99n }))
      .to.be.revertedWithCustomError(parts.services, "ERC721NonexistentToken")
      .withArgs(99n);
  });

  it("starts at the prior, which one small review hardly moves", async () => {
    const parts = await loadFixture(reputed);
    await earnCredit(parts, parts.alice, USDC);
    await star(parts, parts.alice, 100n);
    const [mean] = await scoreOf(parts);
    expect(mean).to.equal(meanOf([100n, treasuryShareOf(USDC)]));
    expect(mean < REPUTATION.priorMean * 100n + 50n).to.equal(true);
  });
});
