/** `npm start` as a person runs it: in a terminal's process group of its own, on free ports, and watched from outside. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { demoListings } from "../../services/catalogue.ts";
import { freePorts, freeRange } from "./free-ports.ts";
import { descendantsOf, isRunning, type Process } from "./processes.ts";

export interface NpmStart {
  readonly siteUrl: string;
  readonly output: () => string;
  /** Resolves when the output holds `text`; throws when the command ends before. */
  says(text: string): Promise<void>;
  /** Resolves with its exit code when it has ended, undefined when a signal ended it. */
  readonly ended: Promise<number | undefined>;
  /** What runs below it now, of which the command line holds `text`. */
  processes(text?: string): Process[];
  /** What a terminal does on Ctrl-C: SIGINT to each process of the group. */
  ctrlC(): void;
  /** Signals npm alone. */
  kill(signal: NodeJS.Signals): void;
}

export interface Terminal {
  readonly ports: Readonly<Record<"CHAIN_PORT" | "INDEX_PORT" | "GATEWAY_PORT" | "SERVICES_PORT", number>>;
  /** Where each start keeps its data. */
  readonly folder: string;
  npmStart(env?: Readonly<Record<string, string>>): NpmStart;
  /** Ends what a failed test has left, and removes the folder. */
  close(): Promise<void>;
}

export async function openTerminal(): Promise<Terminal> {
  mkdirSync(".stoa/test", { recursive: true });
  const folder = resolve(mkdtempSync(".stoa/test/start-"));
  const [chain, index, gateway] = await freePorts(3);
  const ports = {
    CHAIN_PORT: chain!,
    INDEX_PORT: index!,
    GATEWAY_PORT: gateway!,
    SERVICES_PORT: await freeRange(demoListings.length, [chain, index, gateway]),
  };
  const begun: NpmStart[] = [];
  return {
    ports,
    folder,
    npmStart(env = {}) {
      const files = { STOA_DIR: `${folder}/data`, DEPLOYMENT_FILE: `${folder}/deployment.json` };
      const words = Object.entries(ports).map(([name, port]) => [name, String(port)]);
      const started = begin({ ...Object.fromEntries(words), ...files, ...env }, gateway!);
      begun.push(started);
      return started;
    },
    async close() {
      for (const each of begun) {
        const left = each.processes();
        each.kill("SIGKILL");
        await expectGone(left).catch(() => left.filter(isRunning).forEach(({ pid }) => process.kill(pid, 9)));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function begin(env: Readonly<Record<string, string>>, gatewayPort: number): NpmStart {
  const child = spawn("npm", ["start"], {
    env: { ...process.env, RPC_URL: "", DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  let over = false;
  const ended = new Promise<number | undefined>((settle) =>
    child.once("exit", (code) => {
      over = true;
      settle(code ?? undefined);
    }),
  );
  return {
    siteUrl: `http://localhost:${gatewayPort}`,
    output: () => output,
    ended,
    async says(text) {
      while (!output.includes(text)) {
        if (over) throw new Error(`npm start ended without saying "${text}":\n${output}`);
        await delay(50);
      }
    },
    processes: (text = "") => descendantsOf(child.pid!).filter(({ command }) => command.includes(text)),
    ctrlC: () => void process.kill(-child.pid!, "SIGINT"),
    kill: (signal) => void child.kill(signal),
  };
}

/** Resolves when none of the processes runs any more; throws with their command lines after half a minute. */
export async function expectGone(processes: readonly Process[]): Promise<void> {
  const end = performance.now() + 30_000;
  while (processes.some(isRunning)) {
    if (performance.now() > end) {
      const left = processes.filter(isRunning).map(({ pid, command }) => `${pid} ${command}`);
      throw new Error(`Still running:\n${left.join("\n")}`);
    }
    await delay(50);
  }
}
