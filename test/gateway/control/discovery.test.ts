import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { expect } from "chai";
import { zeroHash } from "viem";
import { fixture, PUBLIC_URL } from "./fixture.ts";

type Fixture = Awaited<ReturnType<typeof fixture>>;

/** The official client, its requests handed to the app instead of a port. */
async function connect({ app }: Fixture, mode: "auto" | "legacy" = "auto") {
  const client = new Client({ name: "agent", version: "1.0.0" }, { versionNegotiation: { mode } });
  const transport = new StreamableHTTPClientTransport(new URL(`${PUBLIC_URL}/mcp`), {
    fetch: async (url, init) => app.request(String(url), init),
  });
  await client.connect(transport);
  return client;
}

interface Called {
  isError?: boolean;
  content: { type: string; text?: string }[];
  structuredContent?: Record<string, unknown>;
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<Called> {
  await client.listTools();
  return (await client.callTool({ name, arguments: args })) as Called;
}

describe("the marketplace as an MCP server (/mcp)", () => {
  for (const mode of ["auto", "legacy"] as const) {
    it(`offers its three tools with output schemas to a client (${mode})`, async () => {
      const client = await connect(await fixture(), mode);
      expect(client.getProtocolEra()).to.equal(mode === "auto" ? "modern" : "legacy");
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).to.deep.equal(["search_services", "get_service", "quote"]);
      expect(tools.every(({ outputSchema }) => outputSchema !== undefined)).to.equal(true);
      await client.close();
    });
  }

  it("speaks with the SDK's first generation", async () => {
    const { app } = await fixture();
    const client = new LegacyClient({ name: "agent", version: "1.0.0" });
    const transport = new LegacyTransport(new URL(`${PUBLIC_URL}/mcp`), {
      fetch: async (url, init) => app.request(String(url), init),
    });
    await client.connect(transport);
    const found = await client.callTool({ name: "search_services", arguments: { query: "charts" } });
    expect(found.structuredContent).to.have.nested.property("services[0].name", "stoa/chart");
    await client.close();
  });

  it("lets shared caches keep its lists", async () => {
    const { app } = await fixture();
    const bodies: string[] = [];
    const client = new Client({ name: "agent", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    await client.connect(
      new StreamableHTTPClientTransport(new URL(`${PUBLIC_URL}/mcp`), {
        fetch: async (url, init) => {
          const answer = await app.request(String(url), init);
          bodies.push(await answer.clone().text());
          return answer;
        },
      }),
    );
    await client.listTools();
    await client.close();
    expect(bodies.at(-1)).to.include('"ttlMs":3600000').and.to.include('"cacheScope":"public"');
  });

  it("searches by words, category and price", async () => {
    const client = await connect(await fixture());
    const { structuredContent, content } = await call(client, "search_services", {
      category: "visualization",
    });
    expect(structuredContent).to.deep.equal({
      total: 1,
      services: [
        {
          name: "stoa/chart",
          url: `${PUBLIC_URL}/mcp/stoa/chart`,
          title: "chart",
          description: "Turns data into charts.",
          categories: ["visualization"],
          priceModel: "perTool",
          maxPrice: "100000",
          maxPriceText: "0.10 USDC",
          health: "up",
          tools: ["render", "themes"],
        },
      ],
    });
    expect(JSON.parse(content[0]!.text!)).to.deep.equal(structuredContent);
    const cheap = await call(client, "search_services", { maxPrice: "0" });
    expect(cheap.structuredContent).to.have.nested.property("services[0].name", "stoa/everything");
    await client.close();
  });

  it("tells all about a service, each tool with its price in base units and in words", async () => {
    const client = await connect(await fixture());
    const { structuredContent } = await call(client, "get_service", { name: "stoa/chart" });
    expect(structuredContent).to.deep.nested.include({
      url: `${PUBLIC_URL}/mcp/stoa/chart`,
      listed: true,
      verified: false,
      locked: false,
      priceModel: "per-tool",
      "tools[1].price": "1000",
      "tools[1].priceText": "0.001 USDC",
      "tools[0].inputSchema": { type: "object" },
    });
    await client.close();
  });

  it("quotes a call with the offer that an unpaid call would get, and a free one without", async () => {
    const client = await connect(await fixture());
    const paid = await call(client, "quote", { name: "stoa/chart", tool: "render" });
    expect(paid.structuredContent).to.deep.include({
      price: "100000",
      free: false,
      paymentRequired: { x402Version: 2, accepts: [], resource: { url: "stoa/chart render" } },
    });
    const free = await call(client, "quote", { name: "stoa/everything", tool: "themes" });
    expect(free.structuredContent).to.include({ price: "0", free: true, paymentRequired: null });
    await client.close();
  });

  it("shows the plans that cover a service beside its prices", async () => {
    const plan = {
      planId: zeroHash,
      name: "Pad, a month",
      price: 5_000_000n,
      period: 2_592_000,
      notice: 0,
      calls: 1_000,
      serviceIds: [1n],
    };
    const client = await connect(
      await fixture({ plansOf: async (serviceId) => (serviceId === 1n ? [plan] : []) }),
    );
    const shown = [
      {
        planId: zeroHash,
        name: "Pad, a month",
        price: "5000000",
        priceText: "5.00 USDC for 1000 calls in 720 h",
        period: 2_592_000,
        calls: 1_000,
        serviceIds: ["1"],
      },
    ];
    for (const [tool, args] of [
      ["get_service", { name: "stoa/chart" }],
      ["quote", { name: "stoa/chart", tool: "render" }],
    ] as const) {
      const { structuredContent } = await call(client, tool, args);
      expect(structuredContent).to.have.deep.property("plans", shown);
    }
    const other = await call(client, "get_service", { name: "stoa/everything" });
    expect(other.structuredContent).to.have.deep.property("plans", []);
    await client.close();
  });

  it("says what to do about a service or tool that is not there", async () => {
    const client = await connect(await fixture());
    const unknown = await call(client, "get_service", { name: "stoa/nope" });
    expect(unknown.isError).to.equal(true);
    expect(unknown.content[0]?.text).to.match(/no service stoa\/nope here.*search_services/);
    const tool = await call(client, "quote", { name: "stoa/chart", tool: "paint" });
    expect(tool.content[0]?.text).to.equal(
      "Service stoa/chart has no tool paint. Read its tools with get_service.",
    );
    await client.close();
  });

  it("can be called from any page", async () => {
    const { app } = await fixture();
    const preflight = await app.request("/mcp", {
      method: "OPTIONS",
      headers: { origin: "https://agent.example", "access-control-request-method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).to.equal("*");
    expect(preflight.headers.get("access-control-allow-headers")).to.equal("*");
  });
});
