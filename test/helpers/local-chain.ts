import { createTestClient, http, publicActions, walletActions } from "viem";
import { openLocalChain } from "../../scripts/start/local-chain.ts";

/** A fresh in-memory chain on a free port, over HTTP, with the cheats that a test needs. */
export async function startTestChain({ chainId = 31337 } = {}) {
  const { url, close } = await openLocalChain(0, { chainId });
  // No cache: viem's own answers with a block number of up to four seconds ago.
  const client = createTestClient({ mode: "hardhat", transport: http(url), cacheTime: 0 })
    .extend(publicActions)
    .extend(walletActions);
  return { url, client, close };
}
export type TestChain = Awaited<ReturnType<typeof startTestChain>>;
