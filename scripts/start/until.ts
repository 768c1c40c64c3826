/** Waiting for what cannot be awaited: asked again and again, and given up when there is no point in it any more. */
import { setTimeout as delay } from "node:timers/promises";

/**
 * Makes `attempt` until it resolves. Throws the signal's reason when that aborts, and what was wrong last when
 * `deadline` milliseconds are over.
 */
export async function until(
  what: string,
  attempt: () => Promise<void>,
  { deadline = 120_000, signal }: { readonly deadline?: number; readonly signal: AbortSignal },
): Promise<void> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(deadline)]);
  let problem: unknown;
  while (!over.aborted) {
    try {
      return await orAborted(attempt(), over);
    } catch (error) {
      if (!over.aborted) problem = error;
    }
    await delay(100, undefined, { signal: over }).catch(() => undefined);
  }
  signal.throwIfAborted();
  const why = problem === undefined ? "no answer" : (problem as Error).message;
  throw new Error(`Waited ${deadline / 1000} s in vain for ${what}: ${why}`);
}

/** What `work` resolves to, unless `signal` aborts before: then its reason is thrown, and `work` goes on alone. */
export function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
