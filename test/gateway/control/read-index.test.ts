import { expect } from "chai";
import { readIndex } from "../../../gateway/catalogue/read-index.ts";
import { startIndexer } from "../../indexer/indexer.ts";
import { openMarket } from "../../indexer/market.ts";

describe("readIndex, on the real index of a real chain", function () {
  this.timeout(90_000);
  let market: Awaited<ReturnType<typeof openMarket>>;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;

  before(async () => {
    market = await openMarket();
    indexer = await startIndexer(market);
  });

  after(async () => {
    await indexer?.stop();
    await market?.close();
  });

  it("reads each listed service with its manifest, terms and stake", async () => {
    const first = await market.list("acme/first");
    const second = await market.list("acme/second");
    await indexer.reach();
    const problems: string[] = [];
    const services = await readIndex(indexer.url, (problem) => problems.push(problem));
    expect(problems).to.deep.equal([]);
    expect(services.map(({ id, name }) => [id, name])).to.deep.equal([
      [first, "acme/first"],
      [second, "acme/second"],
    ]);
    expect(services[0]).to.deep.include({
      status: "active",
      model: "perCall",
      class: "selfHosted",
      maxPrice: 20_000n,
      versionNumber: 1,
      nextTermsAt: null,
      gross: 0n,
    });
    expect(services[0]?.manifest.remotes[0]?.url).to.equal("http://127.0.0.1:4101/mcp");
    expect(Number(services[0]?.stake)).to.be.greaterThan(0);
  });
});
