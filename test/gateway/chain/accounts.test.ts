import { expect } from "chai";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { startFlakyRpc } from "../helpers/flaky-rpc.ts";
import { DAY, startMarket, USDC, type Market } from "../helpers/market.ts";
import { viewOf } from "./helpers.ts";

describe("the chain view of an account", () => {
  let market: Market;
  let view: RunningChainView;

  before(async () => {
    market = await startMarket();
  });
  after(() => market.close());
  beforeEach(async () => {
    view = await viewOf(market);
  });
  afterEach(() => view.stop());

  it("credits a deposit only once its block is safe", async () => {
    const payer = await market.person();
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({ balanceSafe: 0n, balanceLatest: 0n });

    await market.deposit(payer, 5n * USDC);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({ balanceSafe: 0n, balanceLatest: 5n * USDC });

    await market.mine(1);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceSafe).to.equal(0n);

    await market.mine(1);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceSafe).to.equal(5n * USDC);
  });

  it("credits a deposit that was made before the view started, once its block is safe", async () => {
    const payer = await market.payerWith(3n * USDC);
    const late = await viewOf(market);
    expect(await late.account(payer.address)).to.include({ balanceSafe: 0n, balanceLatest: 3n * USDC });
    await market.mine(2);
    await late.pollNow();
    expect((await late.account(payer.address)).balanceSafe).to.equal(3n * USDC);
    late.stop();
  });

  it("credits two deposits one by one as each becomes safe", async () => {
    const payer = await market.payerWith(3n * USDC);
    await view.pollNow();
    await view.account(payer.address);
    await market.deposit(payer, 4n * USDC);
    await market.mine(1);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({
      balanceSafe: 3n * USDC,
      balanceLatest: 7n * USDC,
    });
    await market.mine(1);
    await view.pollNow();
    expect((await view.account(payer.address)).balanceSafe).to.equal(7n * USDC);
  });

  it("sees a thaw and its end in the newest block, and that it is taken back", async () => {
    const payer = await market.payerWith(5n * USDC);
    await view.pollNow();
    expect((await view.account(payer.address)).thawing).to.equal(0n);

    await market.send(payer, market.vault, "thaw", [market.gateway.address, 2n * USDC]);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({
      thawing: 2n * USDC,
      thawEnd: (await market.now()) + DAY,
    });

    await market.send(payer, market.vault, "cancelThaw", [market.gateway.address]);
    await view.pollNow();
    expect((await view.account(payer.address)).thawing).to.equal(0n);
  });

  it("debits a withdrawal and raises the epoch in the newest block", async () => {
    const payer = await market.payerWith(5n * USDC);
    await market.mine(2);
    await market.send(payer, market.vault, "thaw", [market.gateway.address, 2n * USDC]);
    await market.mineAt((await market.now()) + DAY);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({ balanceLatest: 5n * USDC, epoch: 0 });
    await market.send(payer, market.vault, "withdraw", [market.gateway.address, payer.address]);
    await view.pollNow();
    expect(await view.account(payer.address)).to.include({ balanceLatest: 3n * USDC, epoch: 1 });
  });

  it("stamps each answer with the head it is true at, changed or not", async () => {
    const payer = await market.payerWith(5n * USDC);
    await view.pollNow();
    const { block } = await view.account(payer.address);
    expect(block).to.equal(view.head().number);
    await market.mine(3);
    await view.pollNow();
    expect((await view.account(payer.address)).block).to.equal(block + 3n);
  });

  it("asks the chain once for an account that does not change", async () => {
    const rpc = await startFlakyRpc(market.url);
    const counted = await viewOf(market, { url: rpc.url });
    const payer = await market.payerWith(5n * USDC);
    await market.mine(2);
    await counted.pollNow();
    await counted.account(payer.address);
    const before = rpc.asked("eth_call");
    await market.mine(2);
    await counted.pollNow();
    // Its first block is safe now: the one time more that it is read.
    await counted.account(payer.address);
    const settled = rpc.asked("eth_call");
    expect(settled).to.be.greaterThan(before);
    for (let block = 0; block < 3; block++) {
      await market.payerWith(USDC);
      await counted.pollNow();
      await Promise.all([counted.account(payer.address), counted.account(payer.address)]);
    }
    expect(rpc.asked("eth_call")).to.equal(settled);
    counted.stop();
    await rpc.close();
  });

  it("reads again what it had no room to keep", async () => {
    const small = await viewOf(market, { payersKept: 1 });
    const [one, other] = [await market.payerWith(USDC), await market.payerWith(2n * USDC)];
    await small.pollNow();
    expect((await small.account(one.address)).balanceLatest).to.equal(USDC);
    expect((await small.account(other.address)).balanceLatest).to.equal(2n * USDC);
    await market.deposit(one, USDC);
    await small.pollNow();
    expect((await small.account(one.address)).balanceLatest).to.equal(2n * USDC);
    small.stop();
  });

  it("names the payers whom a block changed, and nobody of another gateway", async () => {
    const rival = await market.person();
    await market.mine(1);
    await view.pollNow();
    const changes: { payers: readonly string[]; reset: boolean }[] = [];
    const forget = view.onChange(({ payers, reset }) => changes.push({ payers, reset }));
    const payer = await market.payerWith(5n * USDC);
    await market.send(rival, market.vault, "revokeKey", [rival.address, payer.address]);
    await view.pollNow();
    expect(changes).to.deep.equal([{ payers: [payer.address], reset: false }]);
    forget();
    await market.deposit(payer, USDC);
    await view.pollNow();
    expect(changes).to.have.length(1);
  });
});
