import { setTimeout as delay } from "node:timers/promises";
import { indexedBlock } from "../../indexer/command.ts";
import { node, site, visit } from "./site.ts";

/** Blocks by which this test keeps the index behind: the site speaks of it from a dozen on. */
const BEHIND = 80;

/** Mines as many blocks as it takes for the index to be that far behind now. */
async function stayAhead(): Promise<void> {
  const head = Number(await node().getBlockNumber({ cacheTime: 0 }));
  const missing = (await indexedBlock(site().stack.indexUrl)) + BEHIND - head;
  // One by one: blocks that this node mines many at once lack their parent's hash, and no index takes them.
  for (let mined = 0; mined < missing; mined += 1) await node().mine({ blocks: 1 });
}

describe("the index", function () {
  this.timeout(300_000);

  it("says by how many blocks it is behind the chain, until it has caught up", async () => {
    const { page } = await visit("/");
    await page.getByText("up to date").waitFor();
    const banner = page.getByRole("status").getByText(/\d+ blocks behind/);
    while (!(await banner.isVisible())) {
      await stayAhead();
      await delay(50);
    }
    await banner.waitFor({ state: "detached" });
    await page.getByText("up to date").waitFor();
  });
});
