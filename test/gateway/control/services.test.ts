import { expect } from "chai";
import { fixture, GATEWAY, json, listingOf, PUBLIC_URL, TOKEN } from "./fixture.ts";

interface Page {
  total: number;
  services: { name: string; url: string; maxPrice: string; health: unknown }[];
  categories: Record<string, number>;
}

async function names(query: string): Promise<string[]> {
  const { app } = await fixture();
  const answer = await app.request(`/v1/services${query}`);
  expect(answer.status).to.equal(200);
  return ((await answer.json()) as Page).services.map(({ name }) => name);
}

describe("GET /v1/config", () => {
  it("says which chain, contracts, gateway and token, with money as strings", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/config", { headers: { origin: "https://elsewhere.example" } });
    expect(answer.headers.get("access-control-allow-origin")).to.equal("*");
    expect(await answer.json()).to.deep.include({
      chainId: 31337,
      gateway: GATEWAY,
      token: { address: TOKEN, symbol: "USDC", decimals: 6 },
      minRow: "10000",
      claimAge: 60,
      mcpUrl: `${PUBLIC_URL}/mcp`,
      rpc: "/rpc",
      local: true,
    });
  });
});

describe("GET /v1/services", () => {
  it("lists what is active, what earned most first", async () => {
    expect(await names("")).to.deep.equal(["acme/solc", "stoa/chart", "stoa/everything"]);
  });

  it("finds by words in name, title, description and tools", async () => {
    expect(await names("?q=REFERENCE%20server")).to.deep.equal(["stoa/everything"]);
    expect(await names("?q=solidity")).to.deep.equal(["acme/solc"]);
    expect(await names("?q=themes")).to.have.members(["stoa/chart", "stoa/everything", "acme/solc"]);
    expect(await names("?q=nothing-like-it")).to.deep.equal([]);
  });

  it("filters by category, price model, price and status", async () => {
    expect(await names("?category=blockchain")).to.deep.equal(["acme/solc"]);
    expect(await names("?model=free")).to.deep.equal(["stoa/everything"]);
    expect(await names("?maxPrice=20000")).to.have.members(["acme/solc", "stoa/everything"]);
    expect(await names("?status=inactive")).to.deep.equal(["acme/closed"]);
    expect(await names("?status=all")).to.have.length(4);
  });

  it("sorts by name, age, price and use", async () => {
    expect(await names("?sort=name")).to.deep.equal(["acme/solc", "stoa/chart", "stoa/everything"]);
    expect(await names("?sort=newest")).to.deep.equal(["acme/solc", "stoa/everything", "stoa/chart"]);
    expect(await names("?sort=price")).to.deep.equal(["stoa/everything", "acme/solc", "stoa/chart"]);
    expect(await names("?sort=popular&q=charts")).to.deep.equal(["stoa/chart"]);
  });

  it("pages, counts all, and counts each category as if it were not chosen", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/services?sort=name&limit=1&offset=1&category=visualization");
    const { total, services, categories } = (await answer.json()) as Page;
    expect(total).to.equal(1);
    expect(services).to.deep.equal([]);
    expect(categories).to.deep.equal({
      visualization: 1,
      reference: 1,
      "developer-tools": 1,
      blockchain: 1,
    });
  });

  it("narrows by price, health, language and class, and counts what each other choice would leave", async () => {
    expect(await names("?price=free")).to.deep.equal(["stoa/everything"]);
    expect(await names("?price=paid&sort=name")).to.deep.equal(["acme/solc", "stoa/chart"]);
    expect(await names("?health=down")).to.deep.equal([]);
    expect(await names("?language=go")).to.deep.equal([]);
    expect(await names("?class=selfHosted")).to.have.length(3);
    expect(await names("?status=listed")).to.have.length(3);

    const { app } = await fixture();
    const answer = await app.request("/v1/services?q=acme&price=free&limit=1");
    expect(await answer.json()).to.deep.include({
      total: 0,
      of: 3,
      facets: {
        // Of the one service with that word, which is paid: nothing but another price brings it in.
        price: { paid: 1 },
        category: {},
        health: {},
        language: {},
        class: {},
      },
    });
  });

  it("takes terms to come for the price once their date has passed", async () => {
    const terms = { model: "free", class: "selfHosted", maxPrice: 0n } as const;
    const listings = [1_800_000_001n, 1_800_000_002n].map((nextTermsAt, index) =>
      listingOf(BigInt(index), `stoa/n${index}`, { nextTerms: terms, nextTermsAt }),
    );
    const home = await fixture();
    const { app } = await fixture({ catalogue: { ...home.deps.catalogue, all: () => listings } });
    const { services } = (await (await app.request("/v1/services?price=free")).json()) as Page;
    expect(services.map(({ name, maxPrice }) => [name, maxPrice])).to.deep.equal([["stoa/n0", "0"]]);
  });

  it("answers for five thousand services within what a person waits for", async () => {
    const listings = Array.from({ length: 5_000 }, (_, index) =>
      listingOf(BigInt(index), `stoa/n${index}`, { gross: BigInt(index) }),
    );
    const home = await fixture();
    const { app } = await fixture({ catalogue: { ...home.deps.catalogue, all: () => listings } });
    const started = performance.now();
    const answer = await app.request("/v1/services?q=stoa%20charts&sort=popular&limit=24&offset=4800");
    const { total, services } = (await answer.json()) as Page;
    expect(total).to.equal(5_000);
    expect(services[0]?.name).to.equal("stoa/n199");
    expect(performance.now() - started).to.be.lessThan(1_000);
  });

  it("says what is wrong with a query", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/services?sort=best&maxPrice=1.5");
    expect(answer.status).to.equal(400);
    const { error } = (await answer.json()) as { error: { code: string; message: string } };
    expect(error.code).to.equal("input_invalid");
    expect(error.message).to.match(/maxPrice: token base units.*sort: /);
  });
});

describe("GET /v1/services/{namespace}/{name}", () => {
  it("gives tools with schema and price, the chain's terms, and how to connect", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/services/stoa/chart");
    const detail = (await answer.json()) as Record<string, unknown> & {
      tools: { name: string; price: string; inputSchema: unknown }[];
    };
    expect(detail).to.deep.include({
      serviceId: "1",
      status: "active",
      listed: true,
      url: `${PUBLIC_URL}/mcp/stoa/chart`,
    });
    expect(detail["terms"]).to.include({ model: "per-tool", maxPrice: "100000" });
    expect(detail.tools.map(({ name, price }) => [name, price])).to.deep.equal([
      ["render", "100000"],
      ["themes", "1000"],
    ]);
    expect(detail["connect"]).to.deep.equal({
      url: `${PUBLIC_URL}/mcp/stoa/chart`,
      command: `claude mcp add --transport http stoa-chart ${PUBLIC_URL}/mcp/stoa/chart`,
      config: { mcpServers: { "stoa-chart": { type: "http", url: `${PUBLIC_URL}/mcp/stoa/chart` } } },
    });
  });

  it("takes the status from the chain, not from the index", async () => {
    const { app } = await fixture({
      chainView: {
        service: async (serviceId) => ({ serviceId, status: "maintenance", listed: false, terms: undefined }),
      },
    });
    expect(await (await app.request("/v1/services/stoa/chart")).json()).to.deep.include({
      status: "maintenance",
      listed: false,
      terms: null,
    });
  });

  it("says whether it is verified, which part is missing, and whether a case holds its stake", async () => {
    const parts = { staked: true, domain: true, audit: true, unlocked: true, reviewed: true };
    for (const changes of [{}, { audit: false }, { unlocked: false }]) {
      const standing = { ...parts, ...changes };
      const verified = Object.values(standing).every(Boolean);
      const { app } = await fixture({ chainView: { standing: async () => ({ ...standing, verified }) } });
      expect(await (await app.request("/v1/services/stoa/chart")).json()).to.deep.include({
        verified,
        standing,
        locked: !standing.unlocked,
      });
    }
  });

  it("refuses an unknown name, and says so when the chain cannot be read", async () => {
    const { app } = await fixture();
    const unknown = await app.request("/v1/services/stoa/nope");
    expect(unknown.status).to.equal(404);
    expect(await unknown.json()).to.deep.equal({
      error: {
        code: "service_unknown",
        message: "There is no service stoa/nope here. Search with the tool search_services at /mcp.",
        remedy: "fix",
        details: { name: "stoa/nope" },
      },
    });
    const cut = await fixture({ chainView: { service: () => Promise.reject(new Error("no route")) } });
    const answer = await cut.app.request("/v1/services/stoa/chart");
    expect(answer.status).to.equal(502);
    expect(await answer.json()).to.have.nested.include({
      "error.code": "part_unreachable",
      "error.details.part": "chain",
    });
  });
});

describe("POST /v1/probe", () => {
  it("reports what the probe found as an answer, not as an error", async () => {
    const { app } = await fixture();
    const answer = await app.request("/v1/probe", json({ endpoint: "https://mcp.example/mcp" }));
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.deep.equal({
      ok: false,
      problem: "unreachable",
      message: "nothing at https://mcp.example/mcp",
    });
  });

  it("refuses what is no URL, and a ninth probe at once", async () => {
    const held = Promise.withResolvers<void>();
    const { app } = await fixture({
      probe: async () => {
        await held.promise;
        return { ok: false, problem: "timeout", message: "" };
      },
    });
    const wrong = await app.request("/v1/probe", json({ endpoint: "mcp.example" }));
    expect(wrong.status).to.equal(400);
    const running = Array.from({ length: 8 }, () =>
      app.request("/v1/probe", json({ endpoint: "https://mcp.example/mcp" })),
    );
    const ninth = await app.request("/v1/probe", json({ endpoint: "https://mcp.example/mcp" }));
    expect(ninth.status).to.equal(503);
    expect(await ninth.json()).to.have.nested.property("error.code", "gateway_busy");
    held.resolve();
    expect((await Promise.all(running)).map(({ status }) => status)).to.deep.equal(Array(8).fill(200));
  });
});
