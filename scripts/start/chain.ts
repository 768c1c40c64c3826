/** The chain that the stack works on: a fresh local one in the supervisor's own process, or the one behind RPC_URL. */
import { network } from "hardhat";
import { chainIdOf } from "../deploy/client.ts";
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
  const server = await network.createServer("local", "127.0.0.1", CHAIN_PORT);
  const { address, port } = await server.listen();
  const url = `http://${address}:${port}`;
  return { id: await chainIdOf(url), url, inMemory: true, stop: () => server.close() };
}
