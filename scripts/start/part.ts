/** A part of the stack that runs in a process of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lastLines } from "./last-lines.ts";
import { until } from "./until.ts";

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
  /** Ends the wait; the part is stopped then. */
  readonly signal: AbortSignal;
}

export interface Part {
  readonly name: string;
  readonly pid: number;
  /** Resolves with what happened when the process ends by itself. */
  readonly died: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Asks a part to end. Not SIGTERM: the Vite inside Ponder exits on that before Ponder has unlocked its tables, and the
 * next start then waits a quarter of a minute for the lock to be over.
 */
const END = "SIGINT";

/** Milliseconds a part has to end then before it is killed: the gateway claims what is unclaimed. */
const STOP_GRACE = 15_000;

/** Milliseconds that a dead part's output may take to arrive. */
const LAST_WORDS = 1_000;

/** Starts a part and waits until it is ready. Throws, with the end of its output, when it ends or is late. */
export async function startPart(spec: PartSpec): Promise<Part> {
  mkdirSync(spec.logs, { recursive: true });
  const logFile = resolve(spec.logs, `${spec.name}.log`);
  const child = spawn(
    process.execPath,
    ["--import", TETHER, "--disable-warning=ExperimentalWarning", ...spec.args],
    {
      env: { ...process.env, ...spec.env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A group of its own: Ctrl-C reaches the supervisor alone, which stops the parts in order.
      detached: true,
    },
  );
  const output = keepOutput(child, logFile);
  const exited = new Promise<string>((settle) =>
    child.once("exit", (code, signal) => settle(signal ? `killed by ${signal}` : `exit code ${code}`)),
  );
  const closed = new Promise<void>((settle) => child.once("close", () => settle()));
  const died = exited.then(async (how) => {
    // What it started itself must not outlive it.
    signalGroup(-(child.pid ?? 0), "SIGKILL");
    // What it said last may arrive after its exit.
    await Promise.race([closed, delay(LAST_WORDS, undefined, { ref: false })]);
    return `The ${spec.name} ended: ${how}.${output()}`;
  });
  const part = { name: spec.name, pid: child.pid ?? 0, died, stop: () => stop(child) };
  const ended = new AbortController();
  void died.then((what) => ended.abort(new Error(what)));
  try {
    await until(`the ${spec.name} to be ready`, spec.ready, {
      deadline: spec.deadline,
      signal: AbortSignal.any([spec.signal, ended.signal]),
    });
  } catch (problem) {
    await part.stop();
    throw problem;
  }
  return part;
}

/** Loaded first in every process of the stack: it ends with the supervisor. */
export const TETHER = new URL("./tether.ts", import.meta.url).href;

/** Writes the part's output to a file. Returns how its end is told, on lines of their own. */
function keepOutput(child: ChildProcess, file: string): () => string {
  const log = createWriteStream(file);
  let tail = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      tail = (tail + chunk.toString()).slice(-20_000);
    });
  }
  return () => {
    const lines = lastLines(tail);
    return lines.length === 0
      ? ` It said nothing; its log: ${file}`
      : ` Its last lines (all in ${file}):\n${lines.map((line) => `  ${line}`).join("\n")}`;
  };
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
    signalGroup(group, END);
  });
}

function signalGroup(group: number, signal: NodeJS.Signals): void {
  // 0 would be the supervisor's own group.
  if (group === 0) return;
  try {
    process.kill(group, signal);
  } catch {
    // The group is gone already.
  }
}
