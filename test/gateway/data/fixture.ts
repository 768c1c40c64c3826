/** A data plane on a free port, with a real store, over a chain view and a catalogue that the test sets. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { pino } from "pino";
import type { LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { canonicalHash, STOA_META, type Manifest } from "../../../contracts/manifest.ts";
import type { ServiceEntry, Tool } from "../../../gateway/catalogue/types.ts";
import type { TermsView } from "../../../gateway/chain/types.ts";
import { createDataPlane, type DataPlaneConfig } from "../../../gateway/data/data-plane.ts";
import type { NamedPlan } from "../../../gateway/payment/offer.ts";
import type { Store } from "../../../gateway/store/open-store.ts";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { createSettableChain, emptyAccount } from "../../helpers/chain-view.ts";
import {
  CHAIN_ID,
  CLAIM_AGE,
  GATEWAY,
  hashOf,
  newAccount,
  NOW,
  STREAMS,
  SUBSCRIPTIONS,
  USDC,
  VAULT,
} from "./payer.ts";

export const RECEIPT_KEY = generatePrivateKey();
export const PRICE = 20_000n;

export interface ListingOptions {
  /** A new one when absent. */
  readonly serviceId?: bigint;
  readonly terms?: Partial<TermsView>;
  readonly tools?: readonly Tool[];
  readonly prices?: Record<string, string>;
}

export type Fixture = Awaited<ReturnType<typeof createFixture>>;

export function storeOptions(folder: string) {
  return {
    folder,
    chainId: CHAIN_ID,
    vault: VAULT,
    gateway: GATEWAY,
    receiptKey: RECEIPT_KEY,
    onError(problem: Error) {
      throw problem;
    },
  };
}

/** @param now Unix seconds that tokens are signed at. */
export async function createFixture(
  store: Pick<Store, "ledger">,
  changes: Partial<DataPlaneConfig> = {},
  now?: () => number,
) {
  const chain = createSettableChain(NOW);
  const services: ServiceEntry[] = [];
  const plans: NamedPlan[] = [];
  const pair = await generateKeyPair("ES256", { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "test", alg: "ES256", use: "sig" };
  const tokens = createCallerTokens({
    key: { kid: "test", privateKey: pair.privateKey, publicJwk },
    issuer: "http://localhost",
    gateway: GATEWAY,
    ...(now ? { now } : {}),
  });
  const plane = createDataPlane({
    chain,
    ledger: store.ledger,
    tokens,
    catalogue: {
      byName: (name) => services.find((service) => service.name === name),
      byId: (id) => services.find(({ serviceId }) => serviceId === id),
      all: () => services,
    },
    plansOf: async (serviceId) => plans.filter(({ serviceIds }) => serviceIds.includes(serviceId)),
    config: {
      chainId: CHAIN_ID,
      vault: VAULT,
      subscriptions: SUBSCRIPTIONS,
      streams: STREAMS,
      asset: USDC,
      gateway: GATEWAY,
      receiptSigner: privateKeyToAccount(RECEIPT_KEY).address,
      publicUrl: "http://localhost",
      claimAge: CLAIM_AGE,
      voucherLife: 14 * 86_400,
      bodyLimit: 64 * 1024,
      heldLimit: 128 * 1024,
      toolTimeout: 5,
      privateUpstreams: true,
      ...changes,
    },
    log: pino({ level: "silent" }),
  });
  const server = createServer(plane.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  let last = BigInt(Date.now());

  /** Lists a server under a new name; every tool costs PRICE unless told otherwise. */
  function list(endpoint: string, options: ListingOptions = {}) {
    const { serviceId = ++last } = options;
    const name = `acme/s${serviceId}`;
    const manifest: Manifest = {
      name,
      description: "A service for tests.",
      version: "1.0.0",
      remotes: [{ type: "streamable-http", url: endpoint }],
      _meta: {
        [STOA_META]: {
          categories: ["other"],
          language: "typescript",
          license: "MIT",
          prices: options.prices,
          toolsHash: `0x${"00".repeat(32)}`,
        },
      },
    };
    const terms: TermsView = {
      termsId: hashOf(`terms of ${serviceId}`),
      feeVersion: 1,
      termsHash: hashOf(`terms hash of ${serviceId}`),
      model: options.prices ? "per-tool" : "per-call",
      chargeOnError: false,
      maxPrice: PRICE,
      pricesHash: options.prices ? canonicalHash(options.prices) : `0x${"00".repeat(32)}`,
      ...options.terms,
    };
    services.push({
      serviceId,
      name,
      manifest,
      endpoint,
      owner: USDC,
      tools: options.tools ?? [{ name: "work", description: "Works.", inputSchema: { type: "object" } }],
      protocolEra: "unknown",
      health: { state: "up", checkedAt: 0 },
    });
    chain.services.set(serviceId, { serviceId, status: "active", listed: true, terms });
    return {
      serviceId,
      name,
      terms,
      termsHash: terms.termsHash,
      url: `http://127.0.0.1:${port}/mcp/${name}`,
    };
  }

  function fund(balance: bigint): LocalAccount {
    const payer = newAccount();
    chain.accounts.set(payer.address, emptyAccount(balance));
    return payer;
  }

  return {
    chain,
    plans,
    plane,
    tokens,
    list,
    fund,
    port,
    ledger: store.ledger,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await plane.close(1_000);
    },
  };
}

export type Listed = ReturnType<Fixture["list"]>;

const MCP_HEADERS = {
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
};

export interface CallOptions {
  readonly payment?: unknown;
  readonly tool?: string;
  readonly args?: Record<string, unknown>;
  readonly id?: string | number;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

/** One tools/call as an MCP client sends it. */
export function callTool(service: Listed, options: CallOptions = {}): Promise<Response> {
  const { payment, tool = "work", args = {}, id = 1, headers, signal } = options;
  const _meta = payment === undefined ? undefined : { "x402/payment": payment };
  const message = {
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name: tool, arguments: args, _meta },
  };
  return post(service, JSON.stringify(message), headers, signal);
}

export function post(
  service: Listed,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<Response> {
  return fetch(service.url, { method: "POST", headers: { ...MCP_HEADERS, ...headers }, body, signal });
}

export interface ToolMessage {
  readonly id: string | number;
  readonly result?: {
    readonly isError?: boolean;
    readonly content: { readonly type: string; readonly text: string }[];
    readonly structuredContent?: unknown;
    readonly _meta?: Record<string, never>;
  };
  readonly error?: { readonly code: number; readonly message: string; readonly data: unknown };
}

export async function messageOf(response: Response): Promise<ToolMessage> {
  return (await response.json()) as ToolMessage;
}

/** Code and details of a refusal, in whichever form it came. */
export async function refusalOf(response: Response): Promise<{ code: string; details: unknown }> {
  const { result, error } = await messageOf(response);
  if (error) return error.data as { code: string; details: unknown };
  const required = result?._meta?.["x402/error"] as
    { extensions: { "stoa-refusal": { info: { code: string; details: unknown } } } } | undefined;
  if (!required) throw new Error(`no refusal but ${JSON.stringify(result)}`);
  return required.extensions["stoa-refusal"].info;
}
