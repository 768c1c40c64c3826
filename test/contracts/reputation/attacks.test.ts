import { expect } from "chai";
import { earningsDomain, refundTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, networkHelpers, now, person, type Person } from "../helpers/chain.ts";
import { listService, NO_PERMIT, USDC, type Market, type Quote } from "../helpers/market.ts";
import {
  earnCredit,
  meanOf,
  PAID,
  pay,
  reputed,
  reviewed,
  rewardFor,
  rewardOf,
  scoreOf,
  star,
  treasuryShareOf,
} from "../helpers/reputation.ts";
import { discountArgs, refund, served, SHARE } from "./fixture.ts";

const { loadFixture } = networkHelpers;

/** A publisher of his own, and Bob, who is a friend of his. Their gateway is the one that settles. */
async function colluding() {
  const parts = await reputed();
  const ownService = await listService({ ...parts, publisher: parts.rival }, "rival/mirror");
  return { ...parts, ownService };
}

/** All that publisher, payer and gateway have between them, wherever it lies. */
async function wealthOf(parts: Market, payer: Person, publisher: Person, { serviceId }: Quote) {
  const { token, vault, earnings, gateway } = parts;
  const held: bigint[] = await Promise.all([
    token.balanceOf(payer.address),
    token.balanceOf(publisher.address),
    vault.accountOf(payer.address, gateway.address).then(({ balance }) => balance as bigint),
    earnings.pendingOf(publisher.address, serviceId),
    earnings.maturedOf(publisher.address, serviceId),
    earnings.shareOf(gateway.address),
  ]);
  return held.reduce((sum, amount) => sum + amount, 0n);
}

describe("Attacks on reputation", () => {
  it("wash trading: who pays himself through a gateway of his own loses more than his reviews weigh", async () => {
    const parts = await loadFixture(colluding);
    const { token, reputation, rival, bob, ownService } = parts;
    await token.mint(bob.address, PAID + USDC);
    const before = await wealthOf(parts, bob, rival, ownService);
    await as(token, bob).approve(parts.vault, PAID + USDC);
    await as(parts.vault, bob).deposit(bob.address, parts.gateway.address, PAID + USDC, NO_PERMIT);
    await earnCredit(parts, bob, PAID, ownService);
    await star(parts, bob, 100n, ownService);
    await as(reputation, bob).collectReward(ownService.serviceId, bob.address);

    const [, weight] = await scoreOf(parts, ownService);
    const lost = before - (await wealthOf(parts, bob, rival, ownService));
    expect(weight).to.equal(treasuryShareOf(PAID));
    // The treasury's part, and of the rewards' what the review did not bring back.
    expect(lost).to.equal(weight + PAID / 200n - rewardFor(weight));
    expect(lost >= weight).to.equal(true);
  });

  it("Sybil reviewers: splitting a sum among many accounts weighs what one account's review of it does", async () => {
    const parts = await loadFixture(colluding);
    const { bob, ownService, service } = parts;
    await earnCredit(parts, bob, PAID);
    await star(parts, bob, 100n);
    for (let i = 0; i < 5; ++i) {
      const sybil = await person(14 + i);
      await earnCredit(parts, sybil, PAID / 5n, ownService);
      await star(parts, sybil, 100n, ownService);
    }
    const [mean, weight] = await scoreOf(parts, service);
    expect((await scoreOf(parts, ownService)).slice(0, 2)).to.deep.equal([mean, weight]);
    expect(mean).to.equal(meanOf([100n, treasuryShareOf(PAID)]));
  });

  it("Sybil reviewers: reviews without fees move nothing, however many there are", async () => {
    const parts = await loadFixture(reviewed);
    const before = await scoreOf(parts);
    for (let i = 0; i < 5; ++i) {
      const sybil = await person(14 + i);
      await star(parts, sybil, 0n);
    }
    expect(await scoreOf(parts)).to.deep.equal(before);
  });

  it("self-review: what a publisher pays to himself counts never, not by himself and not after a sale", async () => {
    const parts = await loadFixture(colluding);
    const { reputation, services, rival, stranger, ownService } = parts;
    const key = await pay(parts, rival, PAID, ownService);
    await reputation.collect(rival.address, ownService.serviceId, [key]);
    await as(services, rival).transferFrom(rival.address, stranger.address, ownService.serviceId);
    await star(parts, rival, 100n, ownService);
    expect(await scoreOf(parts, ownService)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("review after refund: money that the gateway's bond gave back weighs nothing, reviewed before or after", async () => {
    const parts = await loadFixture(served);
    const { reputation, service, alice } = parts;
    await star(parts, alice, 100n);
    expect((await scoreOf(parts))[1]).to.equal(SHARE);
    await refund(parts);
    await reputation.discount(...discountArgs(parts));
    await reputation.lighten(service.serviceId, alice.address, 1n);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
    // The treasury has its part all the same: the gateway has paid it.
    expect(await parts.earnings.treasuryAccrued()).to.equal(SHARE);
  });

  it("review after refund: a publisher who gives the price back has lost the fee, which is what weighs", async () => {
    const parts = await loadFixture(colluding);
    const { token, vault, earnings, rival, bob, gateway, ownService } = parts;
    await token.mint(bob.address, PAID);
    const before = await wealthOf(parts, bob, rival, ownService);
    await as(token, bob).approve(vault, PAID);
    await as(vault, bob).deposit(bob.address, gateway.address, PAID, NO_PERMIT);
    await earnCredit(parts, bob, PAID, ownService);
    const message = {
      serviceId: ownService.serviceId,
      payer: bob.address,
      gateway: gateway.address,
      amount: (PAID * 95n) / 100n,
      nonce: 1n,
      deadline: (await now()) + DAY,
    };
    const signature = await rival.account.signTypedData({
      domain: earningsDomain(31337, await addressOf(earnings)),
      types: refundTypes,
      primaryType: "Refund",
      message,
    });
    await earnings.refund(rival.address, message, signature);
    await star(parts, bob, 100n, ownService);
    const [, weight] = await scoreOf(parts, ownService);
    const lost = before - (await wealthOf(parts, bob, rival, ownService));
    expect(weight).to.equal(treasuryShareOf(PAID));
    expect(lost).to.equal(weight + PAID / 200n);
    expect(weight <= (await earnings.treasuryAccrued())).to.equal(true);
  });

  it("a service that is sold: the buyer buys no reputation with it", async () => {
    const parts = await loadFixture(reviewed);
    const { services, service, publisher, stranger } = parts;
    expect((await scoreOf(parts))[2]).to.equal(1n);
    await as(services, publisher).transferFrom(publisher.address, stranger.address, service.serviceId);
    expect(await scoreOf(parts)).to.deep.equal([meanOf(), 0n, 0n]);
  });

  it("a bought review: its author is rewarded the same whatever he says, so the reward buys no stars", async () => {
    const parts = await loadFixture(colluding);
    const rewards: bigint[] = [];
    for (const [who, points] of [
      [parts.alice, 0n],
      [parts.bob, 100n],
    ] as const) {
      await earnCredit(parts, who, PAID);
      await star(parts, who, points);
      rewards.push(await rewardOf(parts, who));
    }
    expect(rewards[0]).to.equal(rewards[1]);
  });
});
