import { expect } from "chai";
import { marketplaceSearchSchema, servicesQuery } from "../../web/src/lib/marketplace-search.ts";
import { toService, type ServiceRow, type TermsRow } from "../../web/src/lib/service-row.ts";

const HEX = `0x${"11".repeat(32)}` as const;
const OWNER = "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65";

function row(over: Partial<ServiceRow>): ServiceRow {
  return {
    id: 1n,
    name: "stoa/chart",
    namespace: "stoa",
    owner: OWNER,
    agentWallet: null,
    payee: OWNER,
    agentUri: "",
    status: "active",
    registeredAt: 100n,
    tenure: 0,
    versionNumber: 1,
    version: "1.0.0",
    codeHash: HEX,
    manifestHash: HEX,
    publishedAt: 100n,
    manifestValid: true,
    manifestProblem: null,
    manifest: null,
    title: "Chart",
    description: "Draws charts",
    categories: ["data"],
    language: "typescript",
    license: "MIT",
    author: null,
    endpoint: null,
    toolsHash: null,
    searchText: "chart draws charts data",
    termsId: HEX,
    model: "perCall",
    class: "selfHosted",
    chargeOnError: false,
    direct: false,
    host: null,
    maxPrice: 100_000n,
    nextTermsId: null,
    nextTermsAt: null,
    stake: 0n,
    stakeThawing: 0n,
    stakeThawEnd: 0n,
    openLocks: 0,
    slashed: 0n,
    gross: 0n,
    subscribed: 0n,
    streamed: 0n,
    fee: 0n,
    net: 0n,
    claimedRows: 0,
    payers: 0,
    lastClaimedAt: null,
    reviews: 0,
    score: null,
    scoreWeight: 0n,
    scoreReviews: 0,
    scoredAt: null,
    ...over,
  };
}

describe("the marketplace's filters", () => {
  it("ask the gateway for one page of what people can find, what was paid most first", () => {
    expect(servicesQuery({}, 6)).to.equal("status=listed&sort=popular&limit=24&offset=0");
  });

  it("become the gateway's parameters, prices in base units", () => {
    const query = new URLSearchParams(
      servicesQuery({ q: "draw charts", price: "paid", max: 0.02, health: "up", sort: "price", page: 3 }, 6),
    );
    expect(Object.fromEntries(query)).to.deep.equal({
      status: "listed",
      sort: "price",
      limit: "24",
      offset: "48",
      q: "draw charts",
      price: "paid",
      health: "up",
      maxPrice: "20000",
    });
  });

  it("drop what the URL says wrongly, and keep the rest", () => {
    expect(
      marketplaceSearchSchema.parse({ q: "x", price: "cheap", max: "-3", sort: "worst", page: "0" }),
    ).to.deep.equal({
      q: "x",
      price: undefined,
      max: undefined,
      sort: undefined,
      page: undefined,
    });
  });
});

describe("a service's terms", () => {
  const next: TermsRow = {
    termsId: `0x${"22".repeat(32)}`,
    serviceId: 1n,
    model: "free",
    class: "selfHosted",
    chargeOnError: false,
    direct: false,
    host: null,
    maxPrice: 0n,
    pricesHash: HEX,
    effectiveAt: 1_000n,
    time: 1n,
    block: 1n,
    transactionHash: HEX,
  };

  it("change at their time, without an event", () => {
    const before = toService(row({}), next, 999n);
    expect(before?.terms?.maxPrice).to.equal(100_000n);
    expect(before?.nextTerms).to.equal(next);
    const after = toService(row({}), next, 1_000n);
    expect(after?.terms).to.equal(next);
    expect(after?.nextTerms).to.equal(undefined);
  });

  it("are absent until some are published, and a nameless agent is no service", () => {
    expect(toService(row({ model: null }), null, 0n)?.terms).to.equal(undefined);
    expect(toService(row({ name: null }), null, 0n)).to.equal(undefined);
  });
});
