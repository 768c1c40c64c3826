import { expect } from "chai";
import type { ChainChange } from "../../../gateway/chain/types.ts";
import { startFlakyRpc } from "../helpers/flaky-rpc.ts";
import { startMarket, USDC, type Market } from "../helpers/market.ts";
import { viewOf } from "./helpers.ts";

async function rejection(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => expect.fail("it should have been rejected"),
    (error: Error) => error,
  );
}

describe("the chain view's head", () => {
  let market: Market;

  before(async () => {
    market = await startMarket();
  });
  after(() => market.close());

  it("finds new blocks by itself", async () => {
    const view = await viewOf(market, { pollInterval: 20 });
    const changed = new Promise<ChainChange>((resolve) => {
      view.onChange(resolve);
    });
    await market.mine(1);
    expect((await changed).head.number).to.equal((await market.client.getBlock()).number);
    view.stop();
  });

  it("takes the node's own safe block when it is set to", async () => {
    const view = await viewOf(market, { safe: "tag" });
    await market.mine(1);
    await view.pollNow();
    expect(view.safe()).to.equal((await market.client.getBlock({ blockTag: "safe" })).number);
    view.stop();
  });

  it("refuses to start on another chain than the one it is set to", async () => {
    const other = { ...market, deployment: { ...market.deployment, chainId: 1 } };
    expect((await rejection(viewOf(other))).message).to.equal(
      "The RPC is of chain 31337, but the gateway is set to chain 1: check RPC_URL and CHAIN_ID.",
    );
  });

  it("drops a deposit that a reorg took back, and tells of everyone it knew", async () => {
    const view = await viewOf(market, { safe: 12 });
    const payer = await market.person();
    const id = await market.client.snapshot();
    await market.deposit(payer, 5n * USDC);
    await market.mine(2);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceLatest).to.equal(5n * USDC);

    const changes: ChainChange[] = [];
    view.onChange((change) => changes.push(change));
    await market.client.revert({ id });
    await market.client.increaseTime({ seconds: 7 });
    await market.mine(6);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceLatest).to.equal(0n);
    expect(changes.map(({ payers, reset }) => ({ payers, reset }))).to.deep.equal([
      { payers: [payer.address], reset: true },
    ]);
    view.stop();
  });

  it("drops a safe balance when a reorg is deeper than the safe block", async () => {
    const view = await viewOf(market, { safe: 2 });
    const payer = await market.person();
    const id = await market.client.snapshot();
    await market.deposit(payer, 5n * USDC);
    await market.mine(5);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceSafe).to.equal(5n * USDC);
    await market.client.revert({ id });
    await market.client.increaseTime({ seconds: 7 });
    await market.mine(12);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({ balanceSafe: 0n, balanceLatest: 0n });
    view.stop();
  });

  it("takes a node that lags behind for what it is, and not for a reorg", async () => {
    const view = await viewOf(market);
    const id = await market.client.snapshot();
    await market.mine(3);
    await view.pollNow();
    const { number } = view.head();
    const changes: ChainChange[] = [];
    view.onChange((change) => changes.push(change));
    await market.client.revert({ id });
    await view.pollNow();
    expect(view.head().number).to.equal(number);
    expect(changes).to.deep.equal([]);
    view.stop();
  });

  it("reads everything anew after a gap too long to walk", async () => {
    const view = await viewOf(market);
    const payer = await market.person();
    await view.account(payer.address);
    await market.deposit(payer, USDC);
    // One by one: the state of blocks that Hardhat mines in bulk cannot be read.
    for (let block = 0; block < 70; block++) await market.mine(1);
    const changes: ChainChange[] = [];
    view.onChange((change) => changes.push(change));
    await view.pollNow();
    expect(changes.map(({ reset }) => reset)).to.deep.equal([true]);
    expect((await view.account(payer.address)).balanceSafe).to.equal(USDC);
    view.stop();
  });

  it("counts chain time on from the head, and is stalled after a minute without a new one", async () => {
    let milliseconds = 1_000;
    const view = await viewOf(market, { monotonic: () => milliseconds });
    const { timestamp } = view.head();
    milliseconds += 59_999;
    await view.pollNow();
    expect(view.now()).to.equal(timestamp + 59n);
    expect(view.stalled()).to.equal(false);
    milliseconds += 1;
    expect(view.stalled()).to.equal(true);

    await market.mine(1);
    await view.pollNow();
    expect(view.stalled()).to.equal(false);
    expect(view.now()).to.equal(view.head().timestamp);
    view.stop();
  });

  it("waits out a node that does not answer", async () => {
    const rpc = await startFlakyRpc(market.url);
    const view = await viewOf(market, { url: rpc.url });
    const payer = await market.payerWith(2n * USDC);
    rpc.cut();
    await rejection(view.pollNow());
    await rejection(view.account(payer.address));
    rpc.mend();
    await view.pollNow();
    expect((await view.account(payer.address)).balanceLatest).to.equal(2n * USDC);
    view.stop();
    await rpc.close();
  });

  it("tells an account with code from one without", async () => {
    const view = await viewOf(market);
    expect(await view.hasCode(market.vault.address)).to.equal(true);
    expect(await view.hasCode(market.publisher.address)).to.equal(false);
    view.stop();
  });
});
