/** What the index lives through: a kill, a restart, a reorg. */
import { expect } from "chai";
import { service } from "../../indexer/ponder.schema.ts";
import { startIndexer, type Indexer } from "./indexer.ts";
import { openMarket, USDC, type Market } from "./market.ts";

describe("the index lives through", function () {
  this.timeout(600_000);
  let market: Market;
  let indexer: Indexer;
  let id: bigint;

  before(async () => {
    market = await openMarket();
    indexer = await startIndexer(market);
    id = await market.list("acme/solc");
    await market.deposit(market.payer, 20n * USDC);
    await market.claim([await market.row(market.payer, { serviceId: id, charged: USDC })]);
    await indexer.reach();
  });

  after(async () => {
    await indexer?.kill();
    await market?.close();
  });

  it("a reorg: the rows of blocks that are gone go, those of the blocks in their place come", async () => {
    const { chain, payer, payer2 } = market;
    const before = await indexer.rows();
    const snapshot = await chain.snapshot();
    const orphan = await market.list("acme/orphan");
    await market.claim([
      await market.row(payer, { serviceId: id, charged: 2n * USDC }),
      await market.row(payer, { serviceId: orphan, charged: 3n * USDC }),
    ]);
    await market.mine(10);
    await indexer.reach();
    const [gone] = await indexer.db.select().from(service).orderBy(service.id).offset(2);
    expect(gone?.name).to.equal("acme/orphan");

    await chain.revert({ id: snapshot });
    await market.deposit(payer2, 7n * USDC);
    await market.mine(15);
    await indexer.reach();
    const after = await indexer.rows();
    for (const table of ["service", "terms", "claim", "claim_row", "ledger", "earning", "service_day"]) {
      expect(after[table], table).to.deep.equal(before[table]);
    }
    expect(after["account"]).to.have.length(2);
  });

  it("kill -9 and a restart, with what happened in between", async () => {
    const { payer } = market;
    const before = await indexer.rows();
    await indexer.kill();
    await market.claim([await market.row(payer, { serviceId: id, charged: 5n * USDC })]);
    await market.mine(40);

    // The dead process's lock stands for 15 seconds.
    indexer = await startIndexer(market);
    const after = await indexer.rows();
    expect(after["claim"]).to.have.length(2);
    expect(after["account_event"]).to.deep.equal(before["account_event"]);
    const { balance } = await market.accountOf(payer);
    expect(after["account"]).to.deep.include({
      ...(before["account"] as { payer: string }[]).find(
        (row) => row.payer === payer.account.address.toLowerCase(),
      ),
      balance,
      claimed: 5n * USDC,
      lastClaimedAt: (after["claim"] as { time: bigint }[])[1]?.time,
    });

    // Reorg, kill and all: the same rows as an index that saw only the chain as it is now.
    const again = await startIndexer(market, { directory: "again" });
    try {
      expect(after).to.deep.equal(await again.rows());
    } finally {
      await again.stop();
    }
  });
});
