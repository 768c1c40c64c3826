import { expect } from "chai";
import { as, HOUR, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import type { Market } from "../helpers/market.ts";
import {
  BALANCE,
  booksOf,
  DEPOSIT,
  nextAt,
  offeredIn,
  open,
  openFromWallet,
  RATE,
  type Opened,
} from "../helpers/stream.ts";

const { loadFixture } = networkHelpers;

async function skimming() {
  return offeredIn("TurningToken");
}
async function turning() {
  return openedIn("TurningToken");
}
async function lying() {
  return openedIn("FalseToken");
}
async function blocking() {
  return openedIn("BlockingToken");
}
async function reentering() {
  return openedIn("ReenteringToken");
}

/** A stream from the account, and one from the wallet. */
async function openedIn(token: string): Promise<Opened> {
  const parts = await offeredIn(token);
  await openFromWallet(parts);
  await open(parts);
  return { ...parts, start: await now() };
}

function tricks<Name extends string>({ token }: Market): Callable<Name> {
  return token as unknown as Callable<Name>;
}

/** Both streams, ended by the publisher after an hour. */
async function end(parts: Opened): Promise<void> {
  await nextAt(parts, HOUR);
  for (const streamId of [1n, 2n]) await as(parts.streams, parts.publisher).closeAtOnce(streamId);
}

describe("A stream in a token that keeps a part", () => {
  it("is not opened: nothing is promised that is not there", async () => {
    const parts = await loadFixture(skimming);
    const { streams, vault } = parts;
    await tricks<"turn">(parts).turn();
    const received = (DEPOSIT * 99n) / 100n;
    await expect(openFromWallet(parts))
      .to.be.revertedWithCustomError(streams, "PermitTransferShort")
      .withArgs(received, DEPOSIT);
    await expect(open(parts))
      .to.be.revertedWithCustomError(vault, "EscrowVaultTransferShort")
      .withArgs(received, DEPOSIT);
  });

  it("stops whole when the token begins to: neither settlement nor refund leaves books that lie", async () => {
    const parts = await loadFixture(turning);
    const { streams } = parts;
    await end(parts);
    await tricks<"turn">(parts).turn();
    const earned: bigint = await streams.earnedOf(2n);
    await expect(streams.settle(2n))
      .to.be.revertedWithCustomError(streams, "PrepaidTransferShort")
      .withArgs(earned - earned / 100n, earned);
    const left = DEPOSIT - earned;
    await expect(streams.refund(2n))
      .to.be.revertedWithCustomError(streams, "PrepaidTransferShort")
      .withArgs(left - left / 100n, left);
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });
});

describe("A stream in a token that answers false", () => {
  it("moves nothing: settlement, refund and collection fail whole", async () => {
    const parts = await loadFixture(lying);
    const { streams, token, payer } = parts;
    await end(parts);
    await streams.refund(1n);
    await tricks<"turn">(parts).turn();
    for (const attempt of [
      () => streams.settle(2n),
      () => streams.refund(2n),
      () => as(streams, payer).collect(payer.address),
    ]) {
      await expect(attempt())
        .to.be.revertedWithCustomError(streams, "SafeERC20FailedOperation")
        .withArgs(await token.getAddress());
    }
    const { held, owed } = await booksOf(parts);
    expect(held).to.equal(owed);
  });
});

describe("A stream in a token that blocks somebody", () => {
  it("pays the publisher though it blocks the payer, who collects at another address", async () => {
    const parts = await loadFixture(blocking);
    const { streams, token, payer, stranger } = parts;
    await end(parts);
    await tricks<"block_">(parts).block_(payer.address);
    await streams.settle(1n);
    await streams.refund(1n);
    await expect(as(streams, payer).collect(payer.address))
      .to.be.revertedWithCustomError(tricks<"block_">(parts), "BlockingTokenBlocked")
      .withArgs(payer.address);
    const owed: bigint = await streams.owedTo(payer.address);
    await as(streams, payer).collect(stranger.address);
    expect(await token.balanceOf(stranger.address)).to.equal(owed);
  });

  it("gives the payer his money back though it blocks what publishers earn, and the other way round", async () => {
    const parts = await loadFixture(blocking);
    const { streams, earnings, vault, payer, gateway } = parts;
    await end(parts);
    const snapshot = await networkHelpers.takeSnapshot();
    await tricks<"block_">(parts).block_(await earnings.getAddress());
    await streams.refund(2n);
    const earned: bigint = await streams.earnedOf(2n);
    expect((await vault.accountOf(payer.address, gateway.address)).balance).to.equal(BALANCE - earned);
    await snapshot.restore();
    await tricks<"block_">(parts).block_(await vault.getAddress());
    await streams.settle(2n);
    expect((await streams.streamOf(2n)).settled).to.equal(earned);
  });
});

describe("A stream in a token that calls back", () => {
  it("lets it into no function that moves money", async () => {
    const parts = await loadFixture(reentering);
    const { streams, payer } = parts;
    await end(parts);
    await streams.refund(1n);
    for (const name of ["settle", "refund"] as const) {
      const again = streams.interface.encodeFunctionData(name, [2n]);
      for (const attempt of [
        () => streams.settle(2n),
        () => streams.refund(2n),
        () => as(streams, payer).collect(payer.address),
      ]) {
        await tricks<"arm">(parts).arm(streams, again);
        await expect(attempt()).to.be.revertedWithCustomError(streams, "ReentrancyGuardReentrantCall");
      }
    }
    expect(await streams.earnedOf(2n)).to.equal(RATE * (HOUR + 1n));
  });
});
