import { expect } from "chai";
import { countWith, filterServices, type ListedService } from "../../web/src/lib/marketplace-filter.ts";
import { marketplaceSearchSchema } from "../../web/src/lib/marketplace-search.ts";
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
    maxPrice: 100_000n,
    nextTermsId: null,
    nextTermsAt: null,
    stake: 0n,
    stakeThawing: 0n,
    stakeThawEnd: 0n,
    gross: 0n,
    fee: 0n,
    net: 0n,
    claimedRows: 0,
    payers: 0,
    lastClaimedAt: null,
    ...over,
  };
}

function listed(over: Partial<ServiceRow>, health: ListedService["health"] = "up"): ListedService {
  const service = toService(row(over), null, 0n);
  if (!service) throw new Error("a test service needs a name");
  return { service, health };
}

const ENTRIES = [
  listed({ name: "stoa/chart", gross: 5n, registeredAt: 3n }),
  listed({
    name: "stoa/solidity",
    searchText: "compiles solidity",
    maxPrice: 20_000n,
    gross: 9n,
    language: "go",
  }),
  listed(
    { name: "acme/free", searchText: "free things", model: "free", maxPrice: 0n, registeredAt: 200n },
    "down",
  ),
];
const names = (search: Parameters<typeof filterServices>[1]) =>
  filterServices(ENTRIES, search, 6).map(({ service }) => service.name);

describe("the marketplace's filters", () => {
  it("find every word, in the name or in the text", () => {
    expect(names({ q: "stoa compiles" })).to.deep.equal(["stoa/solidity"]);
    expect(names({ q: "CHART" })).to.deep.equal(["stoa/chart"]);
    expect(names({ q: "nothing" })).to.deep.equal([]);
  });

  it("narrow by price, health and language, all at once", () => {
    expect(names({ price: "free" })).to.deep.equal(["acme/free"]);
    expect(names({ price: "paid", max: 0.02 })).to.deep.equal(["stoa/solidity"]);
    expect(names({ health: "down" })).to.deep.equal(["acme/free"]);
    expect(names({ language: "go", price: "free" })).to.deep.equal([]);
  });

  it("order by what was paid unless told otherwise", () => {
    expect(names({})).to.deep.equal(["stoa/solidity", "stoa/chart", "acme/free"]);
    expect(names({ sort: "newest" })[0]).to.equal("acme/free");
    expect(names({ sort: "price" })).to.deep.equal(["acme/free", "stoa/solidity", "stoa/chart"]);
    expect(names({ sort: "name" })[0]).to.equal("acme/free");
  });

  it("count what another choice would leave, with the other filters kept", () => {
    expect(countWith(ENTRIES, { q: "stoa" }, "price", "paid", 6)).to.equal(2);
    expect(countWith(ENTRIES, { q: "stoa" }, "price", "free", 6)).to.equal(0);
  });

  it("drop what the URL says wrongly, and keep the rest", () => {
    expect(marketplaceSearchSchema.parse({ q: "x", price: "cheap", max: "-3", sort: "worst" })).to.deep.equal(
      {
        q: "x",
        price: undefined,
        max: undefined,
        sort: undefined,
      },
    );
  });
});

describe("a service's terms", () => {
  const next: TermsRow = {
    termsId: `0x${"22".repeat(32)}`,
    serviceId: 1n,
    model: "free",
    class: "selfHosted",
    chargeOnError: false,
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
