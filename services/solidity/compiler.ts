/** Runs solc in a thread of its own, one compilation at a time, each with a time limit. */
import { Worker } from "node:worker_threads";

export interface Compiler {
  /** solc's standard JSON output. Rejects with CompilerTimeoutError, or an Error when the compiler broke down. */
  compile(standardJson: string): Promise<string>;
  close(): Promise<void>;
}

export class CompilerTimeoutError extends Error {
  override readonly name = "CompilerTimeoutError";
}

/** Milliseconds. */
export interface CompilerLimits {
  readonly timeout: number;
  /** The thread holds some 200 MB and ends when it has had nothing to do for so long. */
  readonly idle: number;
}

export function createCompiler(
  { timeout, idle }: CompilerLimits = { timeout: 25_000, idle: 60_000 },
): Compiler {
  let thread: Worker | undefined;
  let idleTimer: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idleTimer);
    const ending = thread;
    thread = undefined;
    await ending?.terminate();
  }

  async function run(input: string): Promise<string> {
    clearTimeout(idleTimer);
    thread ??= new Worker(new URL("./compiler-thread.ts", import.meta.url));
    try {
      return await answerOf(thread, input, timeout);
    } catch (error) {
      await end();
      throw error;
    } finally {
      idleTimer = setTimeout(() => void end(), idle).unref();
    }
  }

  return {
    compile(input) {
      const result = queue.then(() => run(input));
      queue = result.catch(() => undefined);
      return result;
    },
    close: end,
  };
}

function answerOf(thread: Worker, input: string, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new CompilerTimeoutError())), timeout);
    function settle(act: () => void): void {
      clearTimeout(timer);
      thread.off("message", onMessage).off("error", onError).off("exit", onExit);
      act();
    }
    const onMessage = (output: string) => settle(() => resolve(output));
    const onError = (error: unknown) => settle(() => reject(error));
    const onExit = () => settle(() => reject(new Error("The compiler's thread ended.")));
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    thread.postMessage(input);
  });
}
