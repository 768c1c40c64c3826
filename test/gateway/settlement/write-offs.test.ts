import { expect } from "chai";
import type { LocalAccount } from "viem";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import type { Settlement } from "../../../gateway/settlement/types.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, DAY, HOUR, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { claimedOf, eventually, settlementOf, type SettlementOptions } from "./helpers.ts";

describe("charges that can never be claimed", () => {
  let market: Market;
  let serviceId: bigint;
  let chain: RunningChainView;
  let books: Books;
  let losses: unknown[];
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
    losses = [];
  });
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    chain.stop();
  });

  function settlement(config?: SettlementOptions["config"]): Settlement {
    const log: SettlementOptions["log"] = {
      info: () => undefined,
      error: () => undefined,
      warn: (loss: unknown) => void losses.push(loss),
    };
    const { ledger, writeOffs, store } = books;
    const worker = settlementOf({ market, chain, ledger, writeOffs, store, config, log });
    workers.push(worker);
    return worker;
  }

  /** Takes the whole thaw out, which begins the account's next epoch. */
  async function leave(payer: LocalAccount): Promise<void> {
    await market.send(payer, market.vault, "thaw", [market.gateway.address, CENT]);
    await market.mineAt((await market.now()) + DAY + 60n);
    await market.send(payer, market.vault, "withdraw", [market.gateway.address, payer.address]);
  }

  it("are written off once, each with its reason, and nothing is sent for them", async () => {
    const [late, left, owner, stranger] = [
      await market.payerWith(USDC),
      await market.payerWith(USDC),
      await market.payerWith(USDC),
      await market.payerWith(USDC),
    ];
    const [revoked, unknown] = [await market.person(), await market.person()];
    const validBefore = (await market.now()) + DAY;
    await books.charge({ payer: late, serviceId, price: CENT, voucher: { validBefore } });
    await books.charge({ payer: left, serviceId, price: 2n * CENT });
    await market.grantKey(owner, revoked);
    const long = { validBefore: (await market.now()) + 60n * DAY };
    await books.charge({ payer: owner, key: revoked, serviceId, price: 4n * CENT, voucher: long });
    await books.charge({ payer: stranger, key: unknown, serviceId, price: 8n * CENT, voucher: long });
    await market.send(owner, market.vault, "revokeKey", [market.gateway.address, revoked.address]);
    await leave(left);
    const grace = await market.client.readContract({ ...market.vault, functionName: "CLAIM_GRACE" });
    await market.mineAt((await market.now()) + BigInt(grace));

    const worker = settlement();
    expect(await worker.flush("manual")).to.deep.equal([]);
    const told = [
      { payer: late.address, amount: String(CENT), reason: "Expired" },
      { payer: left.address, amount: String(2n * CENT), reason: "WrongEpoch" },
      { payer: owner.address, amount: String(4n * CENT), reason: "KeyRevoked" },
    ];
    const name = { serviceId: String(serviceId), epoch: 0 };
    expect(losses).to.have.deep.members([
      { ...told[0], ...name, key: late.address },
      { ...told[1], ...name, key: left.address },
      { ...told[2], ...name, key: revoked.address },
    ]);
    expect(worker.status()).to.deep.include({ writtenOff: 7n * CENT, unclaimed: 8n * CENT, ledgers: 1 });
    // A grant may still come for the last one.
    expect(worker.status().shortfalls.map(({ payer, reason }) => [payer, reason])).to.deep.equal([
      [stranger.address, "UnknownKey"],
    ]);

    // Neither later rounds nor later starts read or tell them again.
    await worker.flush("manual");
    await settlement().flush("manual");
    expect(losses).to.have.length(3);
    const open = await books.ledger.claimable();
    expect(open.map(({ voucher }) => voucher.payer)).to.deep.equal([stranger.address]);
  });

  it("are claimed after all when a reorg brings the account's epoch back", async () => {
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 3n * CENT });
    await market.send(payer, market.vault, "thaw", [market.gateway.address, CENT]);
    await market.mineAt((await market.now()) + DAY + 60n);
    const id = await market.client.snapshot();
    await market.send(payer, market.vault, "withdraw", [market.gateway.address, payer.address]);
    const worker = settlement({ interval: 20 });
    worker.start();
    await chain.pollNow();
    await eventually(() => worker.status().writtenOff === 3n * CENT);

    await market.client.revert({ id });
    await market.client.increaseTime({ seconds: 7 });
    await market.mine(3);
    await chain.pollNow();
    await eventually(async () => (await claimedOf(market, payer, serviceId)) === 3n * CENT);
    await eventually(() => worker.status().writtenOff === 0n);
    expect(losses).to.have.length(1);
  });

  it("are carried by the voucher of a later call", async () => {
    const payer = await market.payerWith(USDC);
    const validBefore = (await market.now()) + HOUR;
    await books.charge({ payer, serviceId, price: 3n * CENT, voucher: { validBefore } });
    await market.mineAt(validBefore);
    const worker = settlement();
    await worker.flush("manual");
    expect(worker.status()).to.deep.include({ writtenOff: 3n * CENT, unclaimed: 0n });

    await books.charge({ payer, serviceId, price: 2n * CENT });
    await worker.flush("manual");
    expect(await claimedOf(market, payer, serviceId)).to.equal(5n * CENT);
    expect(worker.status()).to.deep.include({ writtenOff: 0n, unclaimed: 0n, shortfalls: [] });
  });
});
