/** The database as the service sees it: started at the first job, one job at a time, each with a time limit. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, FromDatabase, Job } from "./messages.ts";

export interface Database {
  /** Rejects with JobTimeoutError, or an Error when the database broke down. */
  run(job: Job): Promise<Answer>;
  close(): Promise<void>;
}

export class JobTimeoutError extends Error {
  override readonly name = "JobTimeoutError";
  /** Milliseconds. */
  readonly timeout: number;

  constructor(timeout: number) {
    super(`The database gave no answer for ${timeout} ms.`);
    this.timeout = timeout;
  }
}

export interface DatabaseOptions {
  /** Milliseconds for one job. */
  readonly timeout: number;
  /** Milliseconds for a start. */
  readonly startTimeout: number;
}

export function createDatabase(
  { timeout, startTimeout }: DatabaseOptions = { timeout: 5_000, startTimeout: 60_000 },
): Database {
  let folder: Promise<string> | undefined;
  let running: ChildProcess | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function start(): Promise<ChildProcess> {
    // A new folder needs a second start: making a database takes three times the memory that using one does.
    if (!folder) {
      folder = mkdtemp(join(tmpdir(), "stoa-scratchpad-"));
      await end(await launch(await folder));
    }
    return launch(await folder);
  }

  async function launch(path: string): Promise<ChildProcess> {
    const child = fork(new URL("./database-process.ts", import.meta.url), [path], {
      // V8's optimising compiler would take some 400 MB for PostgreSQL's WebAssembly.
      execArgv: ["--liftoff-only"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      serialization: "json",
    });
    await nextMessage(child, startTimeout);
    return child;
  }

  async function runNow(job: Job): Promise<Answer> {
    running ??= await start();
    const child = running;
    const answer = nextMessage(child, timeout);
    child.send(job);
    try {
      const message = await answer;
      if (!("answer" in message)) throw new Error("the database answered out of turn");
      return message.answer;
    } catch (error) {
      running = undefined;
      await end(child);
      throw error;
    }
  }

  return {
    run(job) {
      const result = queue.then(() => runNow(job));
      queue = result.catch(() => undefined);
      return result;
    },
    async close() {
      if (running) await end(running);
      running = undefined;
      if (folder) await rm(await folder, { recursive: true, force: true });
      folder = undefined;
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}

function nextMessage(child: ChildProcess, timeout: number): Promise<FromDatabase> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new JobTimeoutError(timeout))), timeout);
    function settle(act: () => void): void {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onError);
      act();
    }
    const onMessage = (message: unknown) => settle(() => resolve(message as FromDatabase));
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error("The database's process ended.")));
    child.on("message", onMessage).on("exit", onExit).on("error", onError);
  });
}
