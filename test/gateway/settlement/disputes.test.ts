import { rm } from "node:fs/promises";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { zeroHash } from "viem";
import { chargeDisputesAbi } from "../../../contracts/generated.ts";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import type { Settlement } from "../../../gateway/settlement/types.ts";
import { claimRecordOf, type ClaimRecord } from "../../../sdk/claim-record.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, DAY, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { eventually, settlementOf } from "./helpers.ts";

const NO_PERMIT = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;
const NO_SUCH_CALL = 0;
const STATE = { answered: 2, dismissed: 5 };

describe("A disputed charge", () => {
  let market: Market;
  let books: Books;
  let chain: RunningChainView;
  let serviceId: bigint;
  let workers: Settlement[];
  let problems: unknown[];

  before(async () => {
    market = await startMarket();
    serviceId = await market.list("acme/solidity", USDC);
  });
  after(async () => {
    await market.close();
  });
  beforeEach(async () => {
    chain = await viewOf(market);
    books = await openBooks(market);
    workers = [];
    problems = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    chain.stop();
    await books.remove();
  });

  const court = () =>
    ({ address: market.deployment.contracts.ChargeDisputes, abi: chargeDisputesAbi }) as const;

  function settlement(from: Books = books): Settlement {
    const { ledger, writeOffs, store } = from;
    const log = {
      info: () => undefined,
      warn: (problem: unknown) => void problems.push(problem),
      error: (problem: unknown) => void problems.push(problem),
    };
    const worker = settlementOf({ market, chain, ledger, writeOffs, store, config: { interval: 20 }, log });
    workers.push(worker);
    return worker;
  }

  async function claim(from: Books = books): Promise<ClaimRecord> {
    const [claimed] = await settlement(from).flush("manual");
    const { logs, blockNumber } = await market.client.getTransactionReceipt({ hash: claimed!.hash });
    const { timestamp } = await market.client.getBlock({ blockNumber });
    return claimRecordOf(logs, market.vault.address, timestamp);
  }

  /** The payer disputes one unit of his row. */
  async function dispute(payer: LocalAccount, record: ClaimRecord, position: bigint): Promise<bigint> {
    const row = record.rows.find((one) => one.payer === payer.address)!;
    await market.send(payer, market.usdc, "mint", [payer.address, 5n * USDC]);
    await market.send(payer, market.usdc, "approve", [court().address, 5n * USDC]);
    await market.send(payer, court(), "open", [record.claim, row, position, NO_SUCH_CALL, NO_PERMIT]);
    return market.client.readContract({ ...court(), functionName: "disputeCount" });
  }

  async function stateOf(disputeId: bigint): Promise<number> {
    const { state } = await market.client.readContract({
      ...court(),
      functionName: "disputeOf",
      args: [disputeId],
    });
    return state;
  }

  async function charge(payer: LocalAccount, calls: number): Promise<void> {
    for (let call = 0; call < calls; call++)
      await books.charge({ payer, serviceId, price: CENT + BigInt(call) });
  }

  it("is answered by the gateway itself, whichever of a claim's many it is", async () => {
    const [payer, other] = [await market.payerWith(USDC), await market.payerWith(USDC)];
    await charge(payer, 5);
    await charge(other, 3);
    const record = await claim();
    settlement().start();
    // Of the first call, of the last, and of a middle one of another payer.
    for (const [who, position] of [
      [payer, 1n],
      [other, 2n * CENT],
      [payer, 5n * CENT + 10n],
    ] as const) {
      const disputeId = await dispute(who, record, position);
      await eventually(async () => (await stateOf(disputeId)) === STATE.answered);
    }
    expect(problems).to.deep.equal([]);
  });

  it("is answered by a gateway that was started after it, and the bond is the gateway's once the answer stood", async () => {
    const payer = await market.payerWith(USDC);
    await charge(payer, 3);
    const record = await claim();
    const disputeId = await dispute(payer, record, CENT);
    await books.close();
    books = await openBooks(market, books.folder);
    settlement().start();
    await eventually(async () => (await stateOf(disputeId)) === STATE.answered);
    await market.mineAt((await market.now()) + 2n * DAY + 1n);
    await chain.pollNow();
    // The gateway ends the disputes that earlier tests left as well.
    for (let each = 1n; each <= disputeId; each++)
      await eventually(async () => (await stateOf(each)) === STATE.dismissed);
    const owed = await market.client.readContract({
      ...court(),
      functionName: "owedTo",
      args: [market.gateway.address],
    });
    expect(owed).to.equal(disputeId * 5n * USDC);
  });

  it("is answered where the balance cut a charge in two", async () => {
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 60n * CENT });
    await books.charge({ payer, serviceId, price: 60n * CENT, balance: 2n * USDC });
    const record = await claim();
    expect(record.rows.map(({ charged }) => charged)).to.deep.equal([USDC]);
    settlement().start();
    const disputeId = await dispute(payer, record, USDC);
    await eventually(async () => (await stateOf(disputeId)) === STATE.answered);
  });

  it("is answered in each of the claims that a batch was split into", async () => {
    const payers = [await market.payerWith(USDC), await market.payerWith(USDC)];
    for (const payer of payers) await charge(payer, 2);
    const { ledger, writeOffs, store } = books;
    const worker = settlementOf({ market, chain, ledger, writeOffs, store, config: { maxRows: 1 } });
    workers.push(worker);
    const claims = await worker.flush("manual");
    expect(claims).to.have.length(2);
    settlement().start();
    for (const { hash } of claims) {
      const { logs, blockNumber } = await market.client.getTransactionReceipt({ hash });
      const { timestamp } = await market.client.getBlock({ blockNumber });
      const record = claimRecordOf(logs, market.vault.address, timestamp);
      const payer = payers.find(({ address }) => address === record.rows[0]!.payer)!;
      const disputeId = await dispute(payer, record, CENT + 1n);
      await eventually(async () => (await stateOf(disputeId)) === STATE.answered);
    }
  });

  it("has no answer from a gateway that lost its books: its bond owes the payer the row", async () => {
    const payer = await market.payerWith(USDC);
    await charge(payer, 3);
    const record = await claim();
    const disputeId = await dispute(payer, record, CENT);
    const lost = books;
    await lost.close();
    await rm(lost.folder, { recursive: true, force: true });
    books = await openBooks(market);
    settlement().start();
    await eventually(() => problems.length > 0);
    expect(problems).to.deep.equal([
      { disputeId: String(disputeId), payer: payer.address, claimId: String(record.claim.claimId) },
    ]);
    await market.mineAt((await market.now()) + 3n * DAY + 1n);
    await market.send(payer, court(), "conclude", [disputeId]);
    const run = await market.client.readContract({
      ...market.gateways,
      functionName: "bondRunCount",
      args: [market.gateway.address],
    });
    const [filed] = await market.client.readContract({
      ...market.gateways,
      functionName: "bondClaimOf",
      args: [market.gateway.address, run, payer.address],
    });
    expect(filed).to.equal(3n * CENT + 3n);
  });
});
