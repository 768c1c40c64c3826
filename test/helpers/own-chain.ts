/** A chain of one's own: Hardhat's node as a process of its own, which stays when the stack goes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { bin } from "../../scripts/start/build.ts";
import { freePort } from "./free-ports.ts";

export interface OwnChain {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startOwnChain(): Promise<OwnChain> {
  const port = await freePort();
  const flags = ["--network", "local", "--port", String(port)];
  const child = spawn(
    process.execPath,
    [bin("hardhat", "dist/src/cli.js"), "node", "--hostname", "127.0.0.1", ...flags],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const exited = once(child, "exit");
  await Promise.race([
    once(child.stdout, "data"),
    exited.then(() => Promise.reject(new Error("Hardhat's node ended at once"))),
  ]);
  // It says what it mines; nobody reads that.
  child.stdout.resume();
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
