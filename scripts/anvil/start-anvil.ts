/** Foundry's anvil as a chain for tests: empty, on a free port, with Hardhat's accounts. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { createClient, http } from "viem";

export interface Anvil {
  readonly url: string;
  stop(): Promise<void>;
}

/** As many as Hardhat's own chain has. */
const ACCOUNTS = "20";

/** Blocks whose state can be asked for. Beyond them anvil would write each block's whole state to a disk, gigabytes in one run. */
const HISTORY = "50";

/**
 * It mines when it is told to and no sooner: its answer to a transaction comes before the block that holds it, and a
 * test that reads at once would see the state before. Its clock stands still between two blocks, as slow as a test may be.
 */
export async function startAnvil(path: string): Promise<Anvil> {
  const flags = ["--port", "0", "--accounts", ACCOUNTS, "--no-mining", "--prune-history", HISTORY];
  const child = spawn(path, flags, { stdio: ["ignore", "pipe", "inherit"] });
  process.once("exit", () => child.kill("SIGKILL"));
  const exited = once(child, "exit");
  const url = await Promise.race([
    listening(child.stdout),
    exited.then(() => Promise.reject(new Error(`${path} ended at once.`))),
  ]);
  // It says what it is asked; nobody reads that.
  child.stdout.resume();
  const client = createClient({ transport: http(url) });
  await client.request({ method: "anvil_setBlockTimestampInterval" as never, params: [1] as never });
  return {
    url,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const [, address] = /^Listening on ([\d.]+:\d+)$/.exec(line) ?? [];
    if (address) return `http://${address}`;
  }
  return new Promise(() => undefined);
}
