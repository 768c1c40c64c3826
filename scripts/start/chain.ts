/** The local chain: Hardhat's EVM in the supervisor's own process, in memory. */
import hre from "hardhat";

export interface LocalChain {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts chain 31337 on `port`. Each start is a new chain with a genesis of its own. */
export async function startLocalChain(port: number): Promise<LocalChain> {
  const server = await hre.network.createServer("local", "127.0.0.1", port);
  const { address } = await server.listen();
  return { url: `http://${address}:${port}`, close: () => server.close() };
}
