/** One caller's database: a folder, and a process on it while there is something to do. */
import { fork, type ChildProcess } from "node:child_process";
import { rm } from "node:fs/promises";
import type { Answer, FromDatabase, Job } from "./messages.ts";

export class JobTimeoutError extends Error {
  override readonly name = "JobTimeoutError";
  /** Milliseconds. */
  readonly timeout: number;

  constructor(timeout: number) {
    super(`The database gave no answer for ${timeout} ms.`);
    this.timeout = timeout;
  }
}

export interface HomeOptions {
  /** Milliseconds for one job. */
  readonly timeout: number;
  /** Milliseconds for a start. */
  readonly startTimeout: number;
  /** Resolves when one more process may run, and has called `grant` in the same turn as it found so. */
  readonly room: (grant: () => void) => Promise<void>;
}

export interface Home {
  /** Whether it has a process, or the room for one. */
  readonly live: boolean;
  /** Jobs that are not done. */
  readonly jobs: number;
  /** Starts the process before the first job comes. */
  start(): Promise<void>;
  /** One job at a time. Rejects with JobTimeoutError, or an Error when the database broke down. */
  run(job: Job): Promise<Answer>;
  /** Resolves when the jobs that are there now are done. */
  settled(): Promise<void>;
  /** Ends the process; what was committed stays in the folder. */
  stop(): Promise<void>;
  /** Ends the process after its jobs, and deletes the folder. */
  remove(): Promise<void>;
}

export function createHome(folder: string, { timeout, startTimeout, room }: HomeOptions): Home {
  let running: Promise<ChildProcess> | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let jobs = 0;
  let live = false;

  function start(): Promise<ChildProcess> {
    if (running) return running;
    const starting = room(() => (live = true)).then(() => startProcess(folder, startTimeout));
    running = starting;
    // The next job tries again.
    starting.catch(() => forget(starting));
    return starting;
  }

  function forget(process: Promise<ChildProcess>): void {
    if (running !== process) return;
    running = undefined;
    live = false;
  }

  async function runNow(job: Job): Promise<Answer> {
    const process = start();
    const child = await process;
    const answer = nextMessage(child, timeout);
    child.send(job);
    try {
      const message = await answer;
      if (!("answer" in message)) throw new Error("the database answered out of turn");
      return message.answer;
    } catch (error) {
      forget(process);
      await endProcess(child);
      // The one that takes its place is ready, or nearly, when its caller comes back.
      start().catch(() => undefined);
      throw error;
    }
  }

  async function stop(): Promise<void> {
    const process = running;
    running = undefined;
    live = false;
    const child = await process?.catch(() => undefined);
    if (child) await endProcess(child);
  }

  const settled = async () => void (await queue);
  return {
    get live() {
      return live;
    },
    get jobs() {
      return jobs;
    },
    start: async () => void (await start()),
    run(job) {
      jobs += 1;
      const result = queue.then(() => runNow(job)).finally(() => (jobs -= 1));
      queue = result.catch(() => undefined);
      return result;
    },
    settled,
    stop,
    async remove() {
      await settled();
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Starts a database's process on a folder, which it fills when it is empty. Resolves when it takes jobs. */
export async function startProcess(folder: string, startTimeout: number): Promise<ChildProcess> {
  const child = fork(new URL("./database-process.ts", import.meta.url), [folder], {
    // V8's optimising compiler would take some 400 MB for PostgreSQL's WebAssembly.
    execArgv: ["--liftoff-only"],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "json",
  });
  try {
    await nextMessage(child, startTimeout);
    return child;
  } catch (error) {
    await endProcess(child);
    throw error;
  }
}

export async function endProcess(child: ChildProcess): Promise<void> {
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
