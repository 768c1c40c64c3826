import { expect } from "chai";
import { readIndex } from "../../gateway/catalogue/read-index.ts";
import { indexedMarket, type Indexed } from "./fixture.ts";
import { manifestOf } from "../../scripts/scenarios/market.ts";

describe("the gateway's reader of the index", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];

  before(async () => {
    ({ market, indexer } = await indexedMarket());
  });

  it("reads each listed service with its manifest, terms and stake", async () => {
    const first = await market.list("reader/first");
    const second = await market.list("reader/second");
    await indexer.reach();
    const problems: string[] = [];
    const services = await readIndex(indexer.url, (problem) => problems.push(problem));
    // Listings that lie are passed over, and only those.
    expect(problems.filter((problem) => !problem.includes("liar/"))).to.deep.equal([]);
    const own = services.filter(({ id }) => id === first || id === second);
    expect(own.map(({ id, name }) => [id, name])).to.deep.equal([
      [first, "reader/first"],
      [second, "reader/second"],
    ]);
    expect(own[0]).to.deep.include({
      status: "active",
      model: "perCall",
      class: "selfHosted",
      maxPrice: 20_000n,
      versionNumber: 1,
      nextTermsAt: null,
      gross: 0n,
      manifest: manifestOf("reader/first"),
    });
    expect(Number(own[0]?.stake)).to.be.greaterThan(0);
  });
});
