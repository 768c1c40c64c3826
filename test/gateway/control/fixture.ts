/** A control plane without ports: its catalogue, ledger and chain are plain objects in memory. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { zeroHash, type Address, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { canonicalHash, STOA_META, type Manifest } from "../../../contracts/manifest.ts";
import type { LiveCatalogue } from "../../../gateway/catalogue/live-catalogue.ts";
import type { Listing, Tool } from "../../../gateway/catalogue/types.ts";
import type { ChainView, ServiceView } from "../../../gateway/chain/types.ts";
import { createControlPlane } from "../../../gateway/control/control-plane.ts";
import type { ControlPlaneDeps } from "../../../gateway/control/deps.ts";
import type { CallRow, Ledger, ReceiptedRow, SignedReceipt } from "../../../gateway/ledger/types.ts";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { loadSigningKey } from "../../../gateway/upstream/signing-key.ts";
import { memoryStore } from "./memory.ts";

export const GATEWAY: Address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
export const TOKEN: Address = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
export const PUBLIC_URL = "http://localhost:4000";

const TOOLS: readonly Tool[] = [
  { name: "render", description: "Draws a chart.", inputSchema: { type: "object" } },
  { name: "themes", description: "Lists the themes.", inputSchema: { type: "object" } },
];

const PRICES = { themes: "1000", render: "100000" };

export function listingOf(
  serviceId: bigint,
  name: string,
  facts: Partial<Listing["facts"]> = {},
  listed: Partial<Manifest> & { categories?: Manifest["_meta"][typeof STOA_META]["categories"] } = {},
): Listing {
  const { categories = ["visualization"], ...fields } = listed;
  const manifest: Manifest = {
    name,
    description: "Turns data into charts.",
    version: "1.0.0",
    remotes: [{ type: "streamable-http", url: "http://127.0.0.1:4102/mcp" }],
    _meta: {
      [STOA_META]: {
        categories,
        language: "typescript",
        license: "MIT",
        prices: PRICES,
        toolsHash: canonicalHash([]),
      },
    },
    ...fields,
  };
  return {
    serviceId,
    name,
    manifest,
    endpoint: "http://127.0.0.1:4102/mcp",
    owner: GATEWAY,
    tools: TOOLS,
    protocolEra: "modern",
    health: { state: "up", checkedAt: 1_800_000_000_000, latencyMs: 4, drifted: false },
    facts: {
      id: serviceId,
      name,
      owner: GATEWAY,
      status: "active",
      registeredAt: 1_700_000_000n + serviceId,
      versionNumber: 1,
      version: "1.0.0",
      codeHash: zeroHash,
      manifestHash: canonicalHash(manifest),
      publishedAt: 1_700_000_000n,
      manifest,
      model: "perTool",
      class: "selfHosted",
      maxPrice: 100_000n,
      nextTermsAt: null,
      nextTerms: null,
      stake: 100_000_000n,
      stakeThawing: 0n,
      gross: 0n,
      claimedRows: 0,
      payers: 0,
      ...facts,
    },
  };
}

export const LISTINGS: readonly Listing[] = [
  listingOf(1n, "stoa/chart", { gross: 5_000_000n }),
  listingOf(
    2n,
    "stoa/everything",
    { model: "free", maxPrice: 0n },
    {
      title: "Everything",
      description: "The protocol's reference server.",
      categories: ["reference"],
    },
  ),
  listingOf(
    3n,
    "acme/solc",
    { maxPrice: 20_000n, gross: 9_000_000n },
    {
      description: "Compiles Solidity.",
      categories: ["developer-tools", "blockchain"],
    },
  ),
  listingOf(4n, "acme/closed", { status: "inactive" }),
];

function catalogue(listings: readonly Listing[]): LiveCatalogue {
  return {
    all: () => listings,
    byName: (name) => listings.find((listing) => listing.name === name),
    byId: (serviceId) => listings.find((listing) => listing.serviceId === serviceId),
    indexState: () => ({ readAt: 1_800_000_000_000 }),
    close: async () => undefined,
  };
}

const unused = () => Promise.reject(new Error("not part of the control plane"));

const service = async (serviceId: bigint): Promise<ServiceView> => ({
  serviceId,
  status: "active",
  listed: true,
  terms: {
    termsId: zeroHash,
    feeVersion: 1,
    termsHash: `0x${"11".repeat(32)}`,
    model: serviceId === 2n ? "free" : "per-tool",
    chargeOnError: false,
    maxPrice: 100_000n,
    pricesHash: canonicalHash(PRICES),
  },
});

const HEAD = { number: 100n, hash: zeroHash, timestamp: 1_800_000_000n };

function chain(over: Partial<ChainView>): ChainView {
  return {
    head: () => HEAD,
    safe: () => 98n,
    now: () => 1_800_000_001n,
    stalled: () => false,
    account: unused,
    sessionKey: unused,
    service,
    standing: async () => ({
      staked: true,
      domain: false,
      audit: false,
      unlocked: true,
      reviewed: true,
      verified: false,
    }),
    subscription: unused,
    plan: unused,
    stream: unused,
    streamOffer: unused,
    onChange: () => () => undefined,
    claimed: unused,
    hasCode: async () => false,
    pollNow: async () => undefined,
    ...over,
  };
}

export interface Books {
  readonly calls: CallRow[];
  readonly receipts: Map<Hex, SignedReceipt>;
  readonly receipted: ReceiptedRow[];
  exposure: { unclaimed: bigint; reserved: bigint };
}

function ledger(books: Books): Ledger {
  return {
    sql: { query: unused, queryArrays: unused },
    reserve: unused,
    use: unused,
    capture: unused,
    void: unused,
    reap: unused,
    hold: unused,
    endHold: unused,
    openPrepayments: unused,
    prepayment: unused,
    usesOf: unused,
    claimable: unused,
    unclaimedByService: unused,
    setClaimed: unused,
    claimedAfter: unused,
    ledgerOf: unused,
    grantOf: unused,
    exposureOf: async () => books.exposure,
    receipted: async (serviceId, { after }) => {
      const rows = books.receipted.filter(({ voucher }) => voucher.serviceId === serviceId);
      return { rows, end: after, more: false };
    },
    callsOf: async (payer, { before, limit }) =>
      books.calls
        .filter((call) => call.payer === payer && (before === undefined || call.startedAt < before))
        .slice(0, limit),
    receiptOf: async (callId) => books.receipts.get(callId),
    useOf: async () => undefined,
    receiptsOf: unused,
    close: async () => undefined,
  };
}

/** A folder that is gone when the tests are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "stoa-site-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A built site of two files, made once. */
const SITE = temporaryFolder();
writeFileSync(join(SITE, "index.html"), "<!doctype html><title>Stoa</title>");
mkdirSync(join(SITE, "assets"));
writeFileSync(join(SITE, "assets", "index-a1b2c3.js"), "export {};");

export async function fixture(over: Partial<ControlPlaneDeps> & { chainView?: Partial<ChainView> } = {}) {
  const done: string[] = [];
  const books: Books = {
    calls: [],
    receipts: new Map(),
    receipted: [],
    exposure: { unclaimed: 0n, reserved: 0n },
  };
  const store = memoryStore();
  const key = await loadSigningKey(store);
  const { chainView = {}, ...rest } = over;
  const deps: ControlPlaneDeps = {
    config: {
      chainId: 31337,
      genesisHash: zeroHash,
      startBlock: 1,
      contracts: {} as ControlPlaneDeps["config"]["contracts"],
      gateway: GATEWAY,
      settler: GATEWAY,
      receiptKey: GATEWAY,
      token: { address: TOKEN, symbol: "USDC", decimals: 6 },
      claimAge: 60,
      voucherLife: 1_209_600,
      minRow: 10_000n,
      signatureBackend: "native",
      publicUrl: PUBLIC_URL,
      mcpUrl: `${PUBLIC_URL}/mcp`,
      rpc: "/rpc",
      graphql: "/graphql",
      local: true,
    },
    chain: chain(chainView),
    catalogue: catalogue(LISTINGS),
    ledger: ledger(books),
    tokens: createCallerTokens({ key, issuer: PUBLIC_URL, gateway: GATEWAY }),
    store,
    storeInfo: { kind: "pglite" },
    settlement: {
      flush: async (reason) => {
        done.push(`flush ${reason}`);
        return [];
      },
      status: () => ({
        settler: GATEWAY,
        unclaimed: 7n,
        ledgers: 1,
        lastClaim: undefined,
        writtenOff: 0n,
        shortfalls: [],
        blocked: [],
        problem: undefined,
      }),
    },
    reviews: {
      relay: async ({ nullifier }) => {
        done.push(`relay ${nullifier}`);
        return { kind: "relayed", transaction: zeroHash };
      },
    },
    prepaid: {
      subscribe: unused,
      open: unused,
      topUp: unused,
      subscriptionsOf: unused,
      streamsOf: unused,
    },
    endings: { cancel: unused, close: unused },
    plansOf: async () => [],
    probe: async (endpoint) => ({ ok: false, problem: "unreachable", message: `nothing at ${endpoint}` }),
    contractAccepts: async () => false,
    holdersOf: async () => [],
    rpc: async (method, params) => void done.push(`${method} ${JSON.stringify(params)}`),
    rpcUrl: "http://127.0.0.1:9",
    indexUrl: "http://127.0.0.1:9",
    toolTimeout: 5,
    offer: async (listing, tool) => ({
      x402Version: 2,
      accepts: [],
      resource: { url: `${listing.name} ${tool}` },
    }),
    self: { host: "127.0.0.1", port: 9 },
    webDist: SITE,
    bodyLimit: 100_000,
    log: pino({ level: "silent" }),
    ...rest,
  };
  return {
    app: createControlPlane(deps),
    deps,
    books,
    store,
    done,
    wallet: privateKeyToAccount(generatePrivateKey()),
  };
}

export function json(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}
