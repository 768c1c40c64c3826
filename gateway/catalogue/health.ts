/** Health checks of the listed services: who is due, how many at once, what a check says about a service. */
import type { Hex } from "viem";
import type { Health, ProbeResult } from "./types.ts";

/** Milliseconds after a failed check until the next one; it doubles up to the usual interval. */
const FIRST_RETRY = 5_000;

/** Health after a check at `checkedAt` (wall-clock milliseconds). */
export function healthOf(result: ProbeResult, declared: string, checkedAt: number): Health {
  if (!result.ok) return { state: "down", checkedAt, problem: result.message };
  const drifted = result.toolsHash !== (declared.toLowerCase() as Hex);
  return { state: "up", checkedAt, latencyMs: result.latencyMs, drifted };
}

/**
 * Milliseconds until a service is checked again: `interval` with a fifth of jitter, so that checks of many services and
 * gateways spread out; sooner after a failure.
 */
export function nextCheckIn(interval: number, failures: number, random: number): number {
  const delay = failures === 0 ? interval : Math.min(interval, FIRST_RETRY * 2 ** (failures - 1));
  return delay * (0.8 + 0.4 * random);
}

/** Runs `work` for each item, at most `limit` at a time. */
export async function forEachLimited<T>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
}
