/** The local chain: Hardhat's, in this process, and served over HTTP. */
import { fileURLToPath } from "node:url";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import type { NetworkConnectionParams } from "hardhat/types/network";
import config from "../../hardhat.config.ts";

/**
 * Hardhat reads all that the compiler ever said before it opens a chain, seconds of work, to put a contract's error into words.
 * Stoa's callers know the errors from the ABI, so it is shown a folder that holds nothing.
 */
const NOTHING = ".stoa/no-artifacts";

const { network } = await createHardhatRuntimeEnvironment(
  { networks: { local: config.networks!["local"]! }, paths: { artifacts: NOTHING } },
  {},
  fileURLToPath(new URL("../..", import.meta.url)),
);

/**
 * A fresh chain with the configuration's `local` network, but for what `override` says.
 * @param port 0 for any that is free
 */
export async function openLocalChain(port: number, override?: NetworkConnectionParams["override"]) {
  const server = await network.createServer({ network: "local", override }, "127.0.0.1", port);
  const { address, port: taken } = await server.listen();
  return { url: `http://${address}:${taken}`, close: () => server.close() };
}
