/** What the index lives through: a reorg, being built again, a kill. It has the events of all files before this one. */
import { expect } from "chai";
import { gt } from "drizzle-orm";
import { zeroHash } from "viem";
import { subscription } from "../../indexer/ponder.schema.ts";
import { lower, type Indexed } from "./fixture.ts";
import { startIndexer, type Indexer } from "./indexer.ts";
import { trustedMarket, type Trusted } from "./trusted.ts";
import { USDC } from "../../scripts/scenarios/market.ts";

interface Account {
  readonly payer: string;
  readonly balance: bigint;
}

describe("the index lives through", function () {
  this.timeout(600_000);
  let trusted: Trusted;
  let indexed: Indexed;
  let market: Indexed["market"];
  /** Built from nothing when the chain was long already; it follows the head from then on. */
  let reference: Indexer | undefined;
  let id: bigint;

  before(async () => {
    trusted = await trustedMarket();
    ({ indexed, market } = trusted);
    id = await market.list("acme/survivor");
    await market.deposit(market.payer4, 20n * USDC);
    await market.claim([await market.row(market.payer4, { serviceId: id, charged: USDC })]);
    await indexed.indexer.reach();
  });

  after(() => reference?.stop());

  /** Over GraphQL: Ponder keeps answers of SQL queries until rows are written, and a reorg only takes rows away. */
  async function orphans(): Promise<unknown> {
    const { services } = await indexed.indexer.graphql(
      `{ services(where: { name: "acme/orphan" }) { items { name } } }`,
    );
    return (services as { items: unknown }).items;
  }

  /** A review, and money of a subscription that is passed on, so that a reorg has rows of each kind to take back. */
  async function reviewAndRelease(): Promise<void> {
    const { done, payer4 } = market;
    const feedback = [id, 60n, 0, "starred", "", "", "", zeroHash] as const;
    await done(payer4.writeContract({ ...trusted.reputation, functionName: "giveFeedback", args: feedback }));
    const [running] = await indexed.indexer.db.select().from(subscription).where(gt(subscription.held, 0n));
    const args = [running!.id] as const;
    await done(payer4.writeContract({ ...trusted.subscriptions, functionName: "release", args }));
  }

  it("a reorg: the rows of blocks that are gone go, those of the blocks in their place come", async () => {
    const { indexer } = indexed;
    const { chain, payer3, payer4 } = market;
    const before = await indexer.rows();
    const snapshot = await chain.snapshot();
    const orphan = await market.list("acme/orphan");
    await market.claim([
      await market.row(payer4, { serviceId: id, charged: 2n * USDC }),
      await market.row(payer4, { serviceId: orphan, charged: 3n * USDC }),
    ]);
    await reviewAndRelease();
    await market.mine(10);
    await indexer.reach();
    expect(await orphans()).to.have.length(1);

    await chain.revert({ id: snapshot });
    await market.deposit(payer3, 7n * USDC);
    await market.mine(15);
    await indexer.reach();
    expect(await orphans()).to.deep.equal([]);
    const after = await indexer.rows();
    const unchanged = [
      "service",
      "terms",
      "claim",
      "claim_row",
      "ledger",
      "earning",
      "service_day",
      "customer",
    ];
    const prepaid = ["plan", "subscription", "subscription_period", "subscription_release", "stream"];
    const trust = ["review", "reviewer", "score_period", "court_case", "bounty"];
    for (const table of [...unchanged, ...prepaid, ...trust]) {
      expect(before[table], table).to.not.have.length(0);
      expect(after[table], table).to.deep.equal(before[table]);
    }
    const depositor = lower(payer3.account.address);
    const others = (rows: unknown[] | undefined) =>
      (rows as Account[]).filter(({ payer }) => payer !== depositor);
    expect(others(after["account"])).to.deep.equal(others(before["account"]));
    const { balance } = await market.accountOf(payer3);
    expect(balance >= 7n * USDC).to.equal(true);
    expect((after["account"] as Account[]).find(({ payer }) => payer === depositor)).to.include({ balance });
  });

  it("kill -9: built again from nothing, far behind the head, it has the same rows", async () => {
    await market.mine(40);
    await indexed.indexer.reach();
    const before = await indexed.indexer.rows();
    await indexed.indexer.kill();
    reference = await startIndexer(market, { directory: "again" });
    expectSame(await reference.rows(), before);
  });

  it("a restart after the kill, with what happened in between", async () => {
    const { payer4 } = market;
    await market.claim([await market.row(payer4, { serviceId: id, charged: 5n * USDC })]);
    await market.mine(40);

    // The dead process's lock stands for 15 seconds from its death, which was before the reference was built.
    await indexed.restart();
    await reference!.reach();
    const after = await indexed.indexer.rows();
    const { balance } = await market.accountOf(payer4);
    expect(balance).to.equal(15n * USDC);
    expect(
      (after["account"] as Account[]).find(({ payer }) => payer === lower(payer4.account.address)),
    ).to.include({
      balance,
      claimed: 5n * USDC,
      lastClaimedAt: (after["claim"] as { time: bigint }[]).at(-1)?.time,
    });
    expectSame(after, await reference!.rows());
  });
});

/** Table by table, so that a failure says where. */
function expectSame(tables: Record<string, unknown[]>, wanted: Record<string, unknown[]>): void {
  expect(Object.keys(tables)).to.deep.equal(Object.keys(wanted));
  for (const [table, rows] of Object.entries(wanted)) expect(tables[table], table).to.deep.equal(rows);
}
