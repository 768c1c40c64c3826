/** The chain that the stack works on: a fresh local one in the supervisor's own process, or the one behind RPC_URL. */
import { chainIdOf } from "../deploy/client.ts";
import { openLocalChain } from "./local-chain.ts";
import type { StartOptions } from "./options.ts";

export interface OpenChain {
  readonly id: number;
  readonly url: string;
  /** Lives in this process, and everything kept about it is worthless afterwards. */
  readonly inMemory: boolean;
  stop(): Promise<void>;
}

export async function openChain({
  RPC_URL,
  CHAIN_PORT,
}: Pick<StartOptions, "RPC_URL" | "CHAIN_PORT">): Promise<OpenChain> {
  if (RPC_URL)
    return { id: await chainIdOf(RPC_URL), url: RPC_URL, inMemory: false, stop: async () => undefined };
  const { url, close } = await openLocalChain(CHAIN_PORT);
  return { id: await chainIdOf(url), url, inMemory: true, stop: close };
}
