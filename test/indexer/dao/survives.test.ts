/** What the index of the DAO lives through. It has the events of all files of this folder before this one. */
import { expect } from "chai";
import { EXCLUDED } from "../../../indexer/excluded.ts";
import * as schema from "../../../indexer/ponder.schema.ts";
import { GAS_OF_VOTES } from "../../../contracts/votes-gas.ts";
import { DAY } from "../../../scripts/scenarios/market.ts";
import { startIndexer } from "../indexer.ts";
import { ABSTAIN, assembly, STOA, type Assembly } from "./assembly.ts";

describe("the index of the DAO lives through", function () {
  this.timeout(600_000);
  let dao: Assembly;
  before(async () => {
    dao = await assembly();
    const proposed = await dao.propose(4, "Live", [{ target: dao.market.vault.address, data: "0x12345678" }]);
    await dao.market.pass(3 * DAY + 1);
    await dao.vote(6, proposed, ABSTAIN);
  });

  async function send(from: number, to: number, amount: bigint) {
    const who = await dao.person(from);
    const args = [dao.addressOf(to), amount] as const;
    return dao.market.done(
      who.writeContract({ ...dao.stoa, functionName: "transfer", args, gas: GAS_OF_VOTES }),
    );
  }

  it("a reorg: tokens and votes that moved in blocks that are gone have not moved", async () => {
    const { market, stoa, index } = dao;
    const snapshot = await market.chain.snapshot();
    const { transactionHash: orphan } = await send(4, 8, 5n * STOA);
    await dao.delegate(4, dao.addressOf(6));
    await market.mine(5);
    await index.indexer.reach();
    const { db } = index.indexer;
    const known = await db.select().from(schema.balanceChange);
    expect(known.map(({ transactionHash }) => transactionHash)).to.include(orphan);

    await market.chain.revert({ id: snapshot });
    // Ponder keeps answers of queries until rows of the table are written, and a reorg only takes rows away.
    await send(8, 5, STOA);
    await dao.delegate(5, dao.addressOf(5));
    await market.mine(10);
    await index.indexer.reach();
    const changes = await db.select().from(schema.balanceChange);
    expect(changes.map(({ transactionHash }) => transactionHash)).to.not.include(orphan);
    const { admin } = market;
    const holders = await db.select().from(schema.holder);
    for (const { account, balance, votes } of holders) {
      const args = [account] as const;
      expect(balance).to.equal(await admin.readContract({ ...stoa, functionName: "balanceOf", args }));
      expect(votes).to.equal(await admin.readContract({ ...stoa, functionName: "getVotes", args }));
    }
    const electorate = await index.onlyRow(() => db.select().from(schema.electorate));
    expect(electorate).to.include({
      excluded: await admin.readContract({ ...stoa, functionName: "getVotes", args: [EXCLUDED] }),
      delegated: holders.reduce((sum, { votes }) => sum + votes, 0n),
    });
  });

  it("being built again from nothing: it has the same rows", async () => {
    const { market, index } = dao;
    await market.mine(40);
    await index.indexer.reach();
    const before = await index.indexer.rows();
    const again = await startIndexer(market, { directory: "again" });
    try {
      const rows = await again.rows();
      for (const [table, built] of Object.entries(rows)) {
        expect(built, table).to.deep.equal(before[table]);
      }
    } finally {
      await again.stop();
    }
    for (const table of ["proposal", "ballot", "electorate_change", "member", "holder", "role"]) {
      expect(before[table], table).to.not.have.length(0);
    }
  });
});
