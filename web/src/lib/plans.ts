/** Plans and subscriptions in words. The contract decides; this says it before anything is signed. */
import type { Tone } from "../components/ui/badge.tsx";
import { formatCount, formatDuration, formatMoney } from "./format.ts";
import type { schema } from "./index-client.ts";

export type Plan = typeof schema.plan.$inferSelect;
export type Subscription = typeof schema.subscription.$inferSelect;
type Token = Parameters<typeof formatMoney>[1];

/** `5 USDC for 30 days, 1,000 calls`. */
export function planWords({ price, period, calls }: Plan, token: Token): string {
  const cost = price === 0n ? "Free" : formatMoney(price, token);
  return `${cost} for ${formatDuration(period)}, ${formatCount(calls)} calls`;
}

export const PLAN_STATE: Record<Plan["state"], { label: string; tone: Tone }> = {
  proposed: { label: "Waits for other publishers", tone: "caution" },
  open: { label: "Open", tone: "positive" },
  retired: { label: "No new periods", tone: "neutral" },
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
