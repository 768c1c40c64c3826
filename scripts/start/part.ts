/** A part of the stack that runs in a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { resolve } from "node:path";

export interface PartSpec {
  readonly name: string;
  /** Arguments to Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when the part does its work; rejects are retried until the deadline. */
  readonly ready: () => Promise<void>;
  /** Milliseconds it may take to become ready. */
  readonly deadline: number;
  readonly logs: string;
}

export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Resolves with what happened when the process ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/** Milliseconds a part has to end after SIGTERM before it is killed: the gateway claims what is unclaimed. */
const STOP_GRACE = 15_000;

/** Starts a part and waits until it is ready. Throws, with the end of its output, when it ends or is late. */
export async function startPart(spec: PartSpec): Promise<Part> {
  mkdirSync(spec.logs, { recursive: true });
  const logFile = resolve(spec.logs, `${spec.name}.log`);
  const child = spawn(
    process.execPath,
    ["--import", tether, "--disable-warning=ExperimentalWarning", ...spec.args],
    {
      env: { ...process.env, ...spec.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A group of its own: Ctrl-C reaches the supervisor alone, which stops the parts in order.
      detached: true,
    },
  );
  const tail = keepOutput(child, logFile);
  const died = new Promise<string>((settle) =>
    child.once("exit", (code, signal) =>
      settle(
        `The ${spec.name} ended (${signal ?? `code ${code}`}). Its last lines (all in ${logFile}):\n${tail()}`,
      ),
    ),
  );
  const part = { name: spec.name, pid: child.pid ?? 0, died, stop: () => stop(child) };
  try {
    await waitUntilReady(spec, died);
  } catch (problem) {
    await part.stop();
    throw problem;
  }
  return part;
}

const tether = new URL("./tether.ts", import.meta.url).href;

function keepOutput(child: ChildProcess, file: string): () => string {
  const log = createWriteStream(file);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      lines.push(...chunk.toString().split("\n").filter(Boolean));
      lines.splice(0, lines.length - 15);
    });
  }
  return () => lines.join("\n");
}

async function waitUntilReady(spec: PartSpec, died: Promise<string>): Promise<void> {
  let ended: string | undefined;
  died.then((what) => (ended = what));
  const end = performance.now() + spec.deadline;
  let problem: unknown;
  while (performance.now() < end) {
    if (ended !== undefined) throw new Error(ended);
    try {
      return await spec.ready();
    } catch (error) {
      problem = error;
      await new Promise((settle) => setTimeout(settle, 100));
    }
  }
  throw new Error(`The ${spec.name} was not ready after ${spec.deadline / 1000} s: ${String(problem)}`);
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return Promise.resolve();
  const group = -child.pid;
  return new Promise((settle) => {
    const kill = setTimeout(() => signalGroup(group, "SIGKILL"), STOP_GRACE);
    child.once("exit", () => {
      clearTimeout(kill);
      signalGroup(group, "SIGKILL");
      settle();
    });
    signalGroup(group, "SIGTERM");
  });
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(group, signal);
  } catch {
    // The group is gone already.
  }
}
