import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { deployMarket, NO_PERMIT, type Market } from "../helpers/market.ts";
import {
  agree,
  at,
  BALANCE,
  makePlan,
  MONTH,
  NO_ALLOWANCE,
  PRICE,
  subscribe,
  type Planned,
} from "../helpers/subscription.ts";

const { loadFixture, time } = networkHelpers;

async function skimmingMarket() {
  const parts = await deployMarket("SkimmingToken");
  await as(parts.token, parts.payer).approve(parts.subscriptions, BALANCE);
  return { ...parts, planId: await makePlan(parts) };
}
async function turningMarket() {
  return running("TurningToken");
}
async function lyingMarket() {
  return running("FalseToken");
}
async function reenteringMarket() {
  return running("ReenteringToken");
}
async function blockingMarket() {
  return running("BlockingToken");
}

/** A subscription from the account and one from the wallet, in this token. */
async function running(token: string) {
  const parts = await deployMarket(token);
  const { vault, payer, gateway, subscriptions } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, BALANCE, NO_PERMIT);
  await as(parts.token, payer).approve(subscriptions, BALANCE);
  const ready: Planned = { ...parts, planId: await makePlan(parts) };
  const byAccount = await subscribe(ready);
  const byWallet = await subscribe(ready, { fromWallet: true });
  return { ...ready, byAccount, byWallet, end: (await now()) + MONTH };
}

/** The token's extra method, which the market's own tokens do not have. */
function tricks<Name extends string>({ token }: Market): Callable<Name> {
  return token as unknown as Callable<Name>;
}

describe("A subscription in a token that keeps a part of each transfer", () => {
  it("is refused at the door", async () => {
    const parts = await loadFixture(skimmingMarket);
    const { subscriptions, token } = parts;
    const signed = await agree(parts, { fromWallet: true });
    await expect(subscriptions.subscribe(...signed, NO_ALLOWANCE))
      .to.be.revertedWithCustomError(subscriptions, "PrepaidTransferShort")
      .withArgs((PRICE * 99n) / 100n, PRICE);
    expect(await token.balanceOf(subscriptions)).to.equal(0n);
  });
});

describe("A subscription in a token that begins to keep a part", () => {
  it("stops whole charges, releases and refunds: no book promises more than is there", async () => {
    const parts = await loadFixture(turningMarket);
    const { subscriptions, vault, settler, payer, token, byAccount, byWallet, end } = parts;
    await tricks<"turn">(parts).turn();
    await time.increaseTo(end);
    const short = (PRICE * 99n) / 100n;
    await expect(as(subscriptions, settler).renew(byAccount))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTransferShort")
      .withArgs(short, PRICE);
    await expect(subscriptions.renew(byWallet))
      .to.be.revertedWithCustomError(subscriptions, "PrepaidTransferShort")
      .withArgs(short, PRICE);
    await expect(subscriptions.release(byAccount))
      .to.be.revertedWithCustomError(subscriptions, "PrepaidTransferShort")
      .withArgs(short, PRICE);
    expect(await token.balanceOf(subscriptions)).to.equal(2n * PRICE);
    expect(await subscriptions.heldFor(byAccount)).to.deep.equal([PRICE, 0n]);
    await as(subscriptions, payer).cancel(byAccount, zeroAddress);
  });

  it("gives an account nothing back that did not arrive", async () => {
    const parts = await loadFixture(turningMarket);
    const { subscriptions, payer, byAccount, end } = parts;
    await tricks<"turn">(parts).turn();
    await at(end - MONTH / 2n);
    await expect(as(subscriptions, payer).cancel(byAccount, zeroAddress)).to.be.revertedWithCustomError(
      subscriptions,
      "PrepaidTransferShort",
    );
  });
});

describe("A subscription in a token that answers false", () => {
  it("changes nothing", async () => {
    const parts = await loadFixture(lyingMarket);
    const { subscriptions, settler, payer, byAccount, byWallet, end } = parts;
    await tricks<"turn">(parts).turn();
    const refused = (call: Promise<unknown>) =>
      expect(call).to.be.revertedWithCustomError(subscriptions, "SafeERC20FailedOperation");
    await time.increaseTo(end - MONTH / 2n);
    await refused(as(subscriptions, payer).cancel(byWallet, payer.address));
    await refused(subscriptions.release(byAccount));
    await time.increaseTo(end);
    await refused(as(subscriptions, settler).renew(byAccount));
    await refused(subscriptions.renew(byWallet));
    const { periodIndex } = await subscriptions.subscriptionOf(byAccount);
    expect(periodIndex).to.equal(1n);
  });
});

describe("A subscription in a token that calls back", () => {
  it("cannot be renewed, released or cancelled from within", async () => {
    const parts = await loadFixture(reenteringMarket);
    const { subscriptions, payer, byAccount, byWallet, end } = parts;
    const victim = await addressOf(subscriptions);
    const call = (name: string, args: unknown[]) => subscriptions.interface.encodeFunctionData(name, args);
    await at(end);
    for (const again of [
      call("release", [byWallet]),
      call("renew", [byWallet]),
      call("cancel", [byWallet, payer.address]),
    ]) {
      await tricks<"arm">(parts).arm(victim, again);
      await expect(subscriptions.release(byAccount)).to.be.revertedWithCustomError(
        subscriptions,
        "ReentrancyGuardReentrantCall",
      );
    }
  });
});

describe("A subscription in a token that blocks accounts", () => {
  it("lets a blocked wallet's payer name another receiver, and stops nobody else", async () => {
    const parts = await loadFixture(blockingMarket);
    const { subscriptions, token, payer, stranger, byAccount, byWallet, end } = parts;
    await tricks<"block_">(parts).block_(payer.address);
    await at(end - MONTH / 2n);
    await expect(as(subscriptions, payer).cancel(byWallet, payer.address))
      .to.be.revertedWithCustomError(token, "BlockingTokenBlocked")
      .withArgs(payer.address);
    await as(subscriptions, payer).cancel(byWallet, stranger.address);
    await subscriptions.release(byAccount);
    await subscriptions.release(byWallet);
    expect(await subscriptions.heldFor(byWallet)).to.deep.equal([0n, 0n]);
  });
});
