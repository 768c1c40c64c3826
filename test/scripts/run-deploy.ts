import { spawn } from "node:child_process";

/** How a deployment by the command line ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** `npm run deploy` on the chain at `url`. @param killAt what it says when it is killed with -9 */
export function runCommand(
  url: string,
  file: string,
  { killAt, env }: { killAt?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, ["scripts/deploy.ts"], {
      env: { ...process.env, RPC_URL: url, DEPLOYMENT_FILE: file, ...env },
    });
    let output = "";
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (killAt && output.includes(killAt)) child.kill("SIGKILL");
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => settle({ code, output }));
  });
}
