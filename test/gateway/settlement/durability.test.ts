import { expect } from "chai";
import type { LocalAccount } from "viem";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import type { Settlement } from "../../../gateway/settlement/types.ts";
import { viewOf } from "../chain/helpers.ts";
import { startFlakyRpc } from "../helpers/flaky-rpc.ts";
import { CENT, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { claimedOf, eventually, settlementOf, type SettlementOptions } from "./helpers.ts";

describe("a settlement loses nothing", () => {
  let market: Market;
  let serviceId: bigint;
  let payer: LocalAccount;
  let books: Books;
  let chain: RunningChainView;
  const workers: Settlement[] = [];

  before(async () => {
    market = await startMarket();
    serviceId = await market.list("acme/solidity", USDC);
    books = await openBooks(market);
  });
  after(async () => {
    await books.remove();
    await market.close();
  });
  beforeEach(async () => {
    chain = await viewOf(market);
    await books.clear();
    payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 3n * CENT });
  });
  afterEach(async () => {
    await market.client.setAutomine(true);
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    chain.stop();
  });

  function worker(config?: SettlementOptions["config"], url?: string): Settlement {
    const created = settlementOf({
      market,
      chain,
      ledger: books.ledger,
      writeOffs: books.writeOffs,
      store: books.store,
      config,
      url,
    });
    workers.push(created);
    return created;
  }

  const claimed = () => claimedOf(market, payer, serviceId);
  const unmined = async () => (await market.client.getBlock({ blockTag: "pending" })).transactions;
  const claims = async () => {
    const logs = await market.client.getContractEvents({
      ...market.vault,
      eventName: "RowClaimed",
      args: { payer: payer.address },
      fromBlock: 0n,
    });
    return logs.map(({ args }) => args.delta);
  };

  /** Leaves the claim of a worker that ended right after it sent in the node's pool. */
  async function sendAndDie(): Promise<void> {
    await market.client.setAutomine(false);
    const dying = worker();
    const flush = dying.flush("manual").catch(() => undefined);
    await eventually(async () => (await unmined()).length === 1);
    await dying.stop();
    await flush;
  }

  it("when it ends between sending and the receipt, and the claim is mined meanwhile", async () => {
    await sendAndDie();
    await market.mine(1);
    await market.client.setAutomine(true);
    expect(await books.ledger.claimable()).to.have.length(1);

    expect(await worker().flush("manual")).to.deep.equal([]);
    expect(await books.ledger.claimable()).to.deep.equal([]);
    expect(await claims()).to.deep.equal([3n * CENT]);
  });

  it("when it ends between sending and the receipt, and the claim still waits", async () => {
    await sendAndDie();
    await books.charge({ payer, serviceId, price: 2n * CENT });
    const [first] = await unmined();
    const flush = worker().flush("manual");
    // The second takes the nonce of the first, with a higher fee.
    await eventually(async () => (await unmined())[0] !== first);
    expect(await unmined()).to.have.length(1);
    await market.mine(1);
    await flush;
    expect(await claims()).to.deep.equal([5n * CENT]);
    expect(await books.ledger.claimable()).to.deep.equal([]);
  });

  it("when a claim is not mined for long: it is sent again with a higher fee", async () => {
    await market.client.setAutomine(false);
    const flush = worker({ replaceAfter: 100 }).flush("manual");
    const pending = () => market.client.getBlock({ blockTag: "pending", includeTransactions: true });
    const feeOf = async () => (await pending()).transactions[0]?.maxFeePerGas ?? 0n;
    await eventually(async () => (await feeOf()) > 0n);
    const first = await feeOf();
    await eventually(async () => (await feeOf()) > first);
    await market.mine(1);
    expect(await flush).to.have.length(1);
    expect(await claims()).to.deep.equal([3n * CENT]);
  });

  it("when a reorg takes a claim back: it is booked as open and claimed again", async () => {
    const settlement = worker({ interval: 20 });
    const id = await market.client.snapshot();
    await settlement.flush("manual");
    expect(await books.ledger.claimable()).to.deep.equal([]);

    await market.client.revert({ id });
    await market.client.increaseTime({ seconds: 7 });
    await market.mine(3);
    expect(await claimed()).to.equal(0n);
    settlement.start();
    await chain.pollNow();
    await eventually(async () => (await books.ledger.claimable()).length === 1);
    await settlement.flush("manual");
    expect(await claims()).to.deep.equal([3n * CENT]);
  });

  it("when it starts on books that say more is claimed than the vault does", async () => {
    await books.ledger.setClaimed(payer.address, payer.address, serviceId, 0, 3n * CENT, 1n);
    expect(await books.ledger.claimable()).to.deep.equal([]);
    expect(await worker().flush("manual")).to.have.length(1);
    expect(await claims()).to.deep.equal([3n * CENT]);
  });

  it("when a claim that was right when it was sent reverts: it is put off, then claimed", async () => {
    await market.client.setAutomine(false);
    const settlement = worker();
    const flush = settlement.flush("manual");
    await eventually(async () => (await unmined()).length === 1);
    // Mined before it, for its higher fee: the gateway names another settler.
    const setSettler = { ...market.gateways, functionName: "setSettler", account: market.gateway } as const;
    await market.client.writeContract({
      ...setSettler,
      chain: null,
      args: [market.publisher.address],
      maxFeePerGas: 10n ** 12n,
      maxPriorityFeePerGas: 10n ** 11n,
    });
    await market.mine(1);
    expect(await flush).to.deep.equal([]);
    expect(settlement.status().blocked.map(({ reason }) => reason)).to.deep.equal(["Reverted"]);

    await market.client.setAutomine(true);
    await market.client.writeContract({ ...setSettler, chain: null, args: [market.settler.address] });
    await settlement.flush("manual");
    expect(await claims()).to.deep.equal([3n * CENT]);
  });

  it("when two workers claim at once", async () => {
    await Promise.allSettled([worker().flush("manual"), worker().flush("manual")]);
    expect(await claims()).to.deep.equal([3n * CENT]);
    await worker().flush("manual");
    expect(await claims()).to.deep.equal([3n * CENT]);
    expect(await books.ledger.claimable()).to.deep.equal([]);
  });

  it("when the chain does not answer for a while", async () => {
    const rpc = await startFlakyRpc(market.url);
    const settlement = worker({ interval: 20, claimAge: 1 }, rpc.url);
    rpc.cut();
    settlement.start();
    await eventually(() => settlement.status().problem !== undefined);
    rpc.mend();
    await market.mineAt((await market.now()) + 60n);
    await chain.pollNow();
    await eventually(async () => (await claimed()) === 3n * CENT);
    await eventually(() => settlement.status().problem === undefined);
    await rpc.close();
  });

  it("and books a claim only when the chain view has the balance after it", async () => {
    const balances: bigint[] = [];
    const ledger: Books["ledger"] = {
      ...books.ledger,
      async setClaimed(...booking) {
        balances.push((await chain.account(payer.address)).balanceLatest);
        await books.ledger.setClaimed(...booking);
      },
    };
    await chain.account(payer.address);
    await settlementOf({ market, chain, ledger, writeOffs: books.writeOffs, store: books.store }).flush(
      "manual",
    );
    expect(balances.at(-1)).to.equal(97n * CENT);
  });
});
