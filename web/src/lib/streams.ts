/** Streams in words. */
import type { Tone } from "../components/ui/badge.tsx";
import { formatMoney } from "./format.ts";
import type { schema } from "./index-client.ts";

export type Stream = typeof schema.stream.$inferSelect;
type Token = Parameters<typeof formatMoney>[1];

const HOUR = 3_600n;

/** People think in hours: a rate by the second has too many zeros. */
export function hourly(ratePerSecond: bigint, token: Token): string {
  return `${formatMoney(ratePerSecond * HOUR, token)} an hour`;
}

export type StreamStage = "running" | "closing" | "ended" | "refunded";

/** @param now chain time, Unix seconds */
export function streamStageOf(stream: Pick<Stream, "state" | "fundedUntil">, now: bigint): StreamStage {
  if (stream.state === "refunded") return "refunded";
  if (now >= stream.fundedUntil) return "ended";
  return stream.state === "closed" ? "closing" : "running";
}

export const STREAM_STAGE: Record<StreamStage, { label: string; tone: Tone; effect: string }> = {
  running: { label: "Runs", tone: "positive", effect: "Calls are served on it, as many as you like." },
  closing: { label: "Closing", tone: "caution", effect: "It earns, and serves, until its notice is over." },
  ended: { label: "Over", tone: "neutral", effect: "It serves no more." },
  refunded: { label: "Paid back", tone: "neutral", effect: "What it had not earned is yours again." },
};

/**
 * What closing at `now` (chain time, Unix seconds) leaves: when it ends, and what comes back then, token base units.
 */
export function afterClosing(
  stream: Pick<Stream, "ratePerSecond" | "deposit" | "fundedUntil" | "time" | "notice">,
  now: bigint,
): { readonly endsAt: bigint; readonly back: bigint } {
  const closed = now + BigInt(stream.notice);
  const endsAt = closed < stream.fundedUntil ? closed : stream.fundedUntil;
  return { endsAt, back: stream.deposit - earnedOf({ ...stream, fundedUntil: endsAt }, endsAt) };
}

/** Base units by the second for so much an hour, rounded up: a stream below the offer is refused. */
export function perSecond(anHour: bigint): bigint {
  return (anHour + HOUR - 1n) / HOUR;
}

/**
 * Earned so far, token base units.
 * @param now chain time, Unix seconds
 */
export function earnedOf(
  {
    ratePerSecond,
    deposit,
    fundedUntil,
    time,
  }: Pick<Stream, "ratePerSecond" | "deposit" | "fundedUntil" | "time">,
  now: bigint,
): bigint {
  const end = now < fundedUntil ? now : fundedUntil;
  const earned = end > time ? ratePerSecond * (end - time) : 0n;
  return earned < deposit ? earned : deposit;
}
