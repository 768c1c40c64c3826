/** What the index of the DAO lives through. It has the events of all files of this folder before this one. */
import { expect } from "chai";
import { startIndexer } from "../indexer.ts";
import { assembly, STOA, type Assembly } from "./assembly.ts";

describe("the index of the DAO lives through", function () {
  this.timeout(600_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
  });

  it("a reorg: a transfer of blocks that are gone leaves no trace in balances, power and totals", async () => {
    const { market, stoa, index } = dao;
    await index.indexer.reach();
    const before = await index.indexer.rows();
    const snapshot = await market.chain.snapshot();
    const who = await dao.person(4);
    await market.done(
      who.writeContract({ ...stoa, functionName: "transfer", args: [dao.addressOf(5), 5n * STOA] }),
    );
    await market.done(who.writeContract({ ...stoa, functionName: "delegate", args: [dao.addressOf(6)] }));
    await market.mine(5);
    await index.indexer.reach();
    expect((await index.indexer.rows())["holder"]).to.not.deep.equal(before["holder"]);

    await market.chain.revert({ id: snapshot });
    await market.mine(10);
    await index.indexer.reach();
    expect(await index.indexer.rows()).to.deep.equal(before);
  });

  it("being built again from nothing: it has the same rows", async () => {
    const { market, index } = dao;
    await market.mine(40);
    await index.indexer.reach();
    const before = await index.indexer.rows();
    const again = await startIndexer(market, { directory: "again" });
    try {
      expect(await again.rows()).to.deep.equal(before);
    } finally {
      await again.stop();
    }
    for (const table of ["proposal", "ballot", "electorate_change", "member", "holder", "operation"]) {
      expect(before[table], table).to.not.have.length(0);
    }
  });
});
