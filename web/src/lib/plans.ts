/** Plans and subscriptions in words. The contract decides; this says it before anything is signed. */
import type { Tone } from "../components/ui/badge.tsx";
import { formatDuration, formatMoney } from "./format.ts";
import type { schema } from "./index-client.ts";

export type Plan = typeof schema.plan.$inferSelect;
export type Subscription = typeof schema.subscription.$inferSelect;
type Token = Parameters<typeof formatMoney>[1];

/** `5.00 USDC for 30 d, 1,000 calls`. */
export function planWords({ price, period, calls }: Plan, token: Token): string {
  return `${priceWords(price, token)} for ${formatDuration(period)}, ${callsWords(calls)}`;
}

/** `5.00 USDC`, or `Free`. */
export function priceWords(price: bigint, token: Token): string {
  return price === 0n ? "Free" : formatMoney(price, token);
}

/** `1,000 calls`. */
export function callsWords(calls: bigint): string {
  return `${calls.toLocaleString("en-US")} ${calls === 1n ? "call" : "calls"}`;
}

/** One of a plan's services. */
export interface CoveredService {
  readonly name: string;
  /** Most that a call costs, token base units; undefined while it is not known. */
  readonly price: bigint | undefined;
  /** Whether a call may cost less. */
  readonly isMost: boolean;
}

/** What a call costs that the quota does not cover, in a sentence. */
export function overageWords(services: readonly CoveredService[], token: Token): string {
  const prices = services.map(({ price }) => price).filter((price) => price !== undefined);
  if (prices.length === 0) return "Each call beyond costs what its service asks.";
  const least = prices.reduce((a, b) => (a < b ? a : b));
  const most = prices.reduce((a, b) => (a > b ? a : b));
  if (most === 0n) return "Calls beyond are free.";
  const upTo = services.some(({ isMost }) => isMost) ? "up to " : "";
  const cost =
    least === most || upTo
      ? formatMoney(most, token)
      : `${formatMoney(least, token)} to ${formatMoney(most, token)}`;
  return `Each call beyond costs ${upTo}${cost}, from your balance.`;
}

/** A period's price for each of its calls, to four decimals. */
export function perCallWords({ price, calls }: Pick<Plan, "price" | "calls">, token: Token): string {
  const step = 10n ** BigInt(Math.max(0, token.decimals - 4));
  const exact = price / calls;
  const rounded = ((exact + step / 2n) / step) * step;
  return rounded > 0n && price % calls === 0n && exact === rounded
    ? formatMoney(exact, token)
    : `about ${formatMoney(rounded > 0n ? rounded : exact, token)}`;
}

/** What a cancelled period still costs, in a sentence. */
export function noticeWords({ notice, period }: Pick<Plan, "notice" | "period">): string {
  if (notice === 0) return "Cancel any time: what is left of the period comes back to the second.";
  if (notice >= period)
    return "Cancel any time: the period that runs is served to its end, and nothing comes back.";
  return `Cancel any time: it serves ${formatDuration(notice)} more, and what is left of the period then comes back.`;
}

export const PLAN_STATE: Record<Plan["state"], { label: string; tone: Tone; effect: string }> = {
  proposed: {
    label: "Waits for other publishers",
    tone: "caution",
    effect: "Nobody can subscribe until the publisher of each service has accepted.",
  },
  open: { label: "Open", tone: "positive", effect: "Anybody can subscribe." },
  retired: {
    label: "Retired",
    tone: "neutral",
    effect: "Nobody can subscribe any more, and no new period begins. Those that are paid run to their end.",
  },
};

export type SubscriptionStage = "running" | "due" | "ending" | "over";

/** @param now chain time, Unix seconds */
export function subscriptionStageOf(
  { state, periodEnd, endsAt }: Pick<Subscription, "state" | "periodEnd" | "endsAt">,
  now: bigint,
): SubscriptionStage {
  const serves = periodEnd !== null && now < periodEnd;
  if (state === "cancelled") return serves ? "ending" : "over";
  if (serves) return "running";
  return now < endsAt ? "due" : "over";
}

export const SUBSCRIPTION_STAGE: Record<SubscriptionStage, { label: string; tone: Tone; effect: string }> = {
  running: { label: "Runs", tone: "positive", effect: "Calls are counted against its quota." },
  due: {
    label: "Due",
    tone: "caution",
    effect: "The period is over; calls cost their price until the next is paid.",
  },
  ending: { label: "Cancelled", tone: "caution", effect: "It serves until its notice is over." },
  over: { label: "Over", tone: "neutral", effect: "It serves no more." },
};

/** Whether another period can follow the one that runs. */
export function renews(
  { periodEnd, endsAt }: Pick<Subscription, "periodEnd" | "endsAt">,
  { state }: Pick<Plan, "state">,
): boolean {
  return periodEnd !== null && periodEnd < endsAt && state !== "retired";
}

/**
 * What cancelling at `now` (chain time, Unix seconds) leaves: until when it serves, and what comes back, token base units,
 * as the contract rounds it.
 */
export function afterCancelling(
  { periodStart, periodEnd }: Pick<Subscription, "periodStart" | "periodEnd">,
  { price, period, notice }: Pick<Plan, "price" | "period" | "notice">,
  now: bigint,
): { readonly servesUntil: bigint; readonly back: bigint } {
  if (periodStart === null || periodEnd === null) return { servesUntil: now, back: 0n };
  const cut = now + BigInt(notice);
  const servesUntil = cut < periodEnd ? cut : periodEnd;
  const earned = (price * (servesUntil - periodStart)) / BigInt(period);
  return { servesUntil, back: earned < price ? price - earned : 0n };
}
