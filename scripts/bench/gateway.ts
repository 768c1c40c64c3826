/** The gateway's data plane with its real store and signatures. `node gateway.ts <endpoint> <folder> [database URL]` */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { privateKeyToAccount } from "viem/accounts";
import { STOA_META } from "../../contracts/manifest.ts";
import type { ServiceEntry } from "../../gateway/catalogue/types.ts";
import { createDataPlane } from "../../gateway/data/data-plane.ts";
import { openStore } from "../../gateway/store/open-store.ts";
import { createCallerTokens } from "../../gateway/upstream/caller-tokens.ts";
import { newSigningKey } from "./signing-key.ts";
import { createFixedChain } from "./fixed-chain.ts";
import {
  ASSET,
  CHAIN_ID,
  FREE_SERVICE,
  GATEWAY,
  PAID_SERVICE,
  RECEIPT_KEY,
  report,
  VAULT,
} from "./protocol.ts";

const [endpoint, folder, databaseUrl] = process.argv.slice(2) as [string, string, string | undefined];

const store = await openStore({
  folder,
  databaseUrl,
  chainId: CHAIN_ID,
  vault: VAULT,
  gateway: GATEWAY,
  receiptKey: RECEIPT_KEY,
  onError(problem) {
    throw problem;
  },
});

function service(serviceId: bigint, name: string): ServiceEntry {
  const listing = {
    categories: ["other" as const],
    language: "typescript" as const,
    license: "MIT",
    toolsHash: `0x${"00".repeat(32)}`,
  };
  const remotes = [{ type: "streamable-http" as const, url: endpoint }];
  return {
    serviceId,
    name,
    manifest: { name, description: "bench", version: "1.0.0", remotes, _meta: { [STOA_META]: listing } },
    endpoint,
    owner: ASSET,
    tools: [{ name: "echo", inputSchema: {} }],
    protocolEra: "modern",
    health: { state: "up", checkedAt: 0 },
  };
}
const services = [service(FREE_SERVICE, "bench/free"), service(PAID_SERVICE, "bench/paid")];

const plane = createDataPlane({
  chain: createFixedChain(),
  catalogue: {
    byName: (name) => services.find((entry) => entry.name === name),
    byId: (id) => services.find(({ serviceId }) => serviceId === id),
    all: () => services,
  },
  ledger: store.ledger,
  tokens: createCallerTokens({ key: await newSigningKey(), issuer: "http://localhost", gateway: GATEWAY }),
  plansOf: async () => [],
  config: {
    chainId: CHAIN_ID,
    vault: VAULT,
    subscriptions: ASSET,
    streams: ASSET,
    asset: ASSET,
    gateway: GATEWAY,
    receiptSigner: privateKeyToAccount(RECEIPT_KEY).address,
    publicUrl: "http://localhost",
    claimAge: 60,
    voucherLife: 14 * 86_400,
    bodyLimit: 4 * 1024 * 1024,
    heldLimit: 4 * 1024 * 1024,
    toolTimeout: 30,
    privateUpstreams: true,
  },
  log: pino({ level: "warn" }),
});
const server = createServer(plane.handle);
server.listen(0, "127.0.0.1", () => report((server.address() as AddressInfo).port));
