import { network } from "hardhat";
import { createTestClient, http, publicActions, walletActions } from "viem";

/** A fresh in-memory chain on a free port, over HTTP, with the cheats that a test needs. */
export async function startTestChain({ chainId = 31337 } = {}) {
  const server = await network.createServer({ network: "local", override: { chainId } }, "127.0.0.1", 0);
  const { port } = await server.listen();
  const url = `http://127.0.0.1:${port}`;
  // No cache: viem's own answers with a block number of up to four seconds ago.
  const client = createTestClient({ mode: "hardhat", transport: http(url), cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions);
  return { url, client, close: () => server.close() };
}
export type TestChain = Awaited<ReturnType<typeof startTestChain>>;
