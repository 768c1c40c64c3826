/** The gateway as it is put together, on a real chain, a real index and a real service: only the ports are the test's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect } from "chai";
import { pino } from "pino";
import { encodeFunctionData, erc20Abi, sha256, toHex, zeroHash, type Hex } from "viem";
import { manifestBytes } from "../../../contracts/manifest.ts";
import { createGateway, type Gateway } from "../../../gateway/app.ts";
import { probe } from "../../../gateway/catalogue/probe.ts";
import { readEnv } from "../../../gateway/env.ts";
import { openPurse } from "../../../scripts/agents/open-purse.ts";
import { readGatewayConfig } from "../../../scripts/agents/gateway-config.ts";
import { demoKey } from "../../../scripts/start/accounts.ts";
import { withPayment as fetchWithPayment } from "../../../sdk/fetch-with-payment.ts";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import type { RunningService } from "../../../services/serve.ts";
import { startService } from "../../../services/start-service.ts";
import { newStoreFolder } from "../../helpers/store-folder.ts";
import { startIndexer } from "../../indexer/indexer.ts";
import { manifestOf, openMarket, PER_CALL, USDC } from "../../../scripts/scenarios/market.ts";
import { freePort } from "../../helpers/free-ports.ts";

type Market = Awaited<ReturnType<typeof openMarket>>;

const PRICE = 20_000n;
const CALLDATA = encodeFunctionData({
  abi: erc20Abi,
  functionName: "transfer",
  args: ["0x70997970C51812dc3A010C7d01b50e0d17dc79C8", 5n],
});
const DECODE = { name: "decode_calldata", arguments: { data: CALLDATA } };

describe("the gateway as a whole", function () {
  this.timeout(180_000);
  let market: Market;
  let indexer: Awaited<ReturnType<typeof startIndexer>>;
  let service: RunningService;
  let gateway: Gateway;
  let url: string;
  let settings: Record<string, string>;
  let heartbeat: NodeJS.Timeout;

  before(async () => {
    market = await openMarket();
    // Blocks come on their own, as on every chain: without them the gateway would take no payments.
    heartbeat = setInterval(() => void market.mine(1).catch(() => undefined), 1_000);
    const port = await freePort();
    url = `http://localhost:${port}`;
    service = await startService(
      "stoa/chain",
      {
        host: "127.0.0.1",
        port: 0,
        publicUrl: undefined,
        gateways: [{ issuer: url }],
        gatewayRegistry: undefined,
        rpcUrl: market.rpcUrl,
      },
      0,
    );
    await list("acme/decoder", PER_CALL);
    await list("acme/free", {
      model: 0,
      class: 0,
      chargeOnError: false,
      direct: false,
      maxPrice: 0n,
      pricesHash: zeroHash,
    });
    await market.deposit(market.payer, 5n * USDC);
    indexer = await startIndexer(market);
    settings = {
      GATEWAY_PORT: String(port),
      PUBLIC_URL: url,
      RPC_URL: market.rpcUrl,
      INDEX_URL: indexer.url,
      DEPLOYMENT_FILE: market.deploymentFile,
      STORE_DIR: join(market.folder, "store"),
      GATEWAY_ADDRESS: market.gateway.account.address,
      SETTLER_KEY: demoKey(2),
      RECEIPT_KEY: demoKey(3),
      SAFE: "1",
      CLAIM_AGE: "3600",
      MIN_ROW: "10000",
      LOG_LEVEL: "warn",
    };
    await start();
  });

  after(async () => {
    await gateway?.close();
    await indexer?.stop();
    await service?.close();
    clearInterval(heartbeat);
    await market?.close();
  });

  async function start(): Promise<void> {
    gateway = await createGateway(readEnv(settings), pino({ level: "silent" }));
    await gateway.listen();
  }

  /** Why a gateway with other settings does not start. */
  async function refusal(over: Record<string, string>): Promise<string> {
    try {
      const started = await createGateway(readEnv({ ...settings, ...over }), pino({ level: "silent" }));
      try {
        await started.listen();
      } finally {
        await started.close();
      }
    } catch (problem) {
      return (problem as Error).message;
    }
    return "started";
  }

  async function list(name: string, terms: typeof PER_CALL | Record<string, unknown>): Promise<void> {
    const found = await probe(service.url, { privateUpstreams: true });
    if (!found.ok) throw new Error(found.message);
    const { _meta } = manifestOf(name);
    const manifest = manifestOf(name, {
      title: "Calldata decoder",
      description: "Decodes calldata and logs.",
      remotes: [{ type: "streamable-http", url: service.url }],
      _meta: { "dev.stoa/listing": { ..._meta["dev.stoa/listing"], toolsHash: found.toolsHash } },
    });
    const listing = {
      name,
      agentURI: "",
      terms: terms as typeof PER_CALL,
      release: { semver: "1.0.0", codeHash: sha256("0x02"), uri: "https://example.org/decoder.tgz" },
      manifest: toHex(manifestBytes(manifest)),
      stake: 100n * USDC,
    };
    const permit = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash };
    const call = { ...market.services, functionName: "list", args: [listing, permit] } as const;
    await market.done(market.publisher.writeContract(call));
  }

  async function connect(name: string): Promise<Client> {
    const client = new Client({ name: "agent", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp/${name}`)));
    return client;
  }

  async function purse() {
    const config = await readGatewayConfig(url);
    return openPurse(market.payer, config, { cap: USDC, maxPerCall: PRICE, life: 86_400n });
  }

  const flush = () => fetch(`${url}/v1/settlement/flush`, { method: "POST" });
  const balance = async () => (await market.accountOf(market.payer)).balance;

  it("serves a free call with the gateway's token, which the service asks for", async () => {
    const direct = new Client({ name: "agent", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    await direct.connect(new StreamableHTTPClientTransport(new URL(service.url)));
    const refused = await direct.callTool(DECODE).then(
      () => "answered",
      () => "refused",
    );
    await direct.close();
    expect(refused).to.equal("refused");

    const client = await connect("acme/free");
    const { structuredContent } = await client.callTool(DECODE);
    expect(structuredContent).to.include({ name: "transfer" });
    await client.close();
  });

  it("names the price of a paid call, takes the payment, answers, and claims it on chain", async () => {
    const client = await connect("acme/decoder");
    const unpaid = await client.callTool(DECODE);
    expect(unpaid).to.have.nested.property("_meta.x402/error.accepts[0].amount", PRICE.toString());

    const signer = await purse();
    const paid = await withPayment(client, signer).callTool(DECODE);
    await client.close();
    expect(paid.structuredContent).to.include({ name: "transfer" });
    expect(signer.charged()).to.equal(PRICE);
    const { receipt } = (paid._meta!["x402/payment-response"] as { extra: { receipt: { callId: Hex } } })
      .extra;
    const kept = await (await fetch(`${url}/v1/receipts/${receipt.callId}`)).json();
    expect(kept).to.have.nested.property("receipt.price", PRICE.toString());

    const before = await balance();
    expect(await (await flush()).json()).to.have.nested.property("claims[0].gross", PRICE.toString());
    expect(await balance()).to.equal(before - PRICE);
  });

  it("sells the same call over plain HTTP", async () => {
    const call = { service: "acme/decoder", tool: DECODE.name, arguments: DECODE.arguments };
    const request = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(call),
    };
    const unpaid = await fetch(`${url}/v1/invoke`, request);
    expect(unpaid.status).to.equal(402);
    const signer = await purse();
    const answer = await fetchWithPayment(fetch, signer)(`${url}/v1/invoke`, request);
    expect(answer.status).to.equal(200);
    expect(await answer.json()).to.have.nested.property("result.structuredContent.name", "transfer");
    expect(signer.charged()).to.equal(PRICE);
    const free = { ...request, body: JSON.stringify({ ...call, service: "acme/free" }) };
    expect(await (await fetch(`${url}/v1/invoke`, free)).json()).to.have.property("payment", null);
  });

  it("lists and quotes what is on chain", async () => {
    const detail = async () =>
      (await (await fetch(`${url}/v1/services/acme/decoder`)).json()) as { health: { state: string } };
    while ((await detail()).health.state === "unknown");
    const listed = await detail();
    expect(listed).to.deep.nested.include({
      listed: true,
      "terms.model": "per-call",
      "health.drifted": false,
    });
    const client = await connect("");
    const { structuredContent } = await client.callTool({
      name: "quote",
      arguments: { name: "acme/decoder", tool: DECODE.name },
    });
    expect(structuredContent).to.have.nested.property("paymentRequired.accepts[0].amount", PRICE.toString());
    await client.close();
  });

  it("moves the local chain's clock after it has claimed", async () => {
    await flush();
    const before = await balance();
    const client = await connect("acme/decoder");
    await withPayment(client, await purse()).callTool(DECODE);
    const moved = await fetch(`${url}/v1/time`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ seconds: 86_400 }),
    });
    expect(moved.status).to.equal(200);
    // The call's price, claimed before the jump.
    expect(await balance()).to.equal(before - PRICE);
    const again = await withPayment(client, await purse()).callTool(DECODE);
    expect(again.isError ?? false).to.equal(false);
    await client.close();
  });

  it("starts again without the index, knows its services, and goes on selling", async () => {
    await gateway.close();
    await indexer.stop();
    await start();
    const health = await (await fetch(`${url}/health`)).json();
    expect(health).to.have.nested.property("index.problem");
    expect(health).to.have.nested.property("services.known", 2);
    const client = await connect("acme/decoder");
    const paid = await withPayment(client, await purse()).callTool(DECODE);
    expect(paid.structuredContent).to.include({ name: "transfer" });
    await client.close();
  });

  it("refuses a second gateway on its store, keys that are not registered, and a taken port", async () => {
    expect(await refusal({})).to.match(/is open in process \d+/);
    const STORE_DIR = await newStoreFolder();
    expect(await refusal({ STORE_DIR, SETTLER_KEY: demoKey(9) })).to.match(
      /SETTLER_KEY, is no settler of gateway/,
    );
    expect(await refusal({ STORE_DIR, RECEIPT_KEY: demoKey(9) })).to.match(/RECEIPT_KEY, is no receipt key/);
    expect(await refusal({ STORE_DIR, CHAIN_ID: "1" })).to.match(/not deployed on chain 1|of chain 31337/);
    expect(await refusal({ STORE_DIR })).to.match(/EADDRINUSE/);
    rmSync(STORE_DIR, { recursive: true, force: true });
  });

  it("as a process: says what is live, and on SIGTERM claims what it earned and ends", async () => {
    await gateway.close();
    const child = spawn(process.execPath, ["gateway/main.ts"], {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    let output = "";
    const live = Promise.withResolvers<void>();
    child.stdout!.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(" services\n")) live.resolve();
    });
    await Promise.race([live.promise, once(child, "exit")]);
    expect(output).to.match(
      /gateway 0x\w{40} at http:\/\/localhost:\d+ · chain 31337 at block \d+ · store pglite · signatures \w+ · 2 services/,
    );
    const client = await connect("acme/decoder");
    await withPayment(client, await purse()).callTool(DECODE);
    await client.close();
    const before = await balance();
    child.kill("SIGTERM");
    expect(await once(child, "exit")).to.deep.equal([0, null]);
    expect(Number(await balance())).to.be.lessThan(Number(before));
  });

  it("as a process: ends when its supervisor is gone, and names what is wrong with its settings", async () => {
    const orphan = spawn(process.execPath, ["gateway/main.ts"], {
      env: { ...process.env, ...settings },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    });
    await once(orphan.stdout!, "data");
    orphan.disconnect();
    expect(await once(orphan, "exit")).to.deep.equal([0, null]);

    const wrong = spawn(process.execPath, ["gateway/main.ts"], {
      env: { ...process.env, ...settings, GATEWAY_PORT: "http", SETTLER_KEY: "" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let complaint = "";
    wrong.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    expect(await once(wrong, "exit")).to.deep.equal([1, null]);
    expect(complaint).to.match(/GATEWAY_PORT is "http": it should be a port.*\nSETTLER_KEY is missing/);
  });
});
