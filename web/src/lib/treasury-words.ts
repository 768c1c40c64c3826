/** What councils ask the Treasury for, in words. */
import type { Address } from "viem";
import type { Tone } from "../components/ui/badge.tsx";
import { tokenAt, type ArgumentContext } from "./argument-text.ts";
import { formatDuration, formatMoney } from "./format.ts";
import type { schema } from "./index-client.ts";

export type TreasuryRequest = typeof schema.treasuryRequest.$inferSelect;
export type Budget = typeof schema.budget.$inferSelect;

export const REQUEST_STATE_LABEL: Record<TreasuryRequest["state"], { label: string; tone: Tone }> = {
  none: { label: "None", tone: "neutral" },
  requested: { label: "Requested", tone: "accent" },
  running: { label: "Running", tone: "positive" },
  paid: { label: "Paid", tone: "positive" },
  cancelled: { label: "Cancelled", tone: "neutral" },
  stopped: { label: "Stopped", tone: "neutral" },
};

export const REQUEST_KIND_LABEL: Record<TreasuryRequest["kind"], string> = {
  payment: "Payment",
  grant: "Grant",
  stream: "Stream",
};

/** The function that carries out what was approved. */
export const CARRY_OUT = {
  payment: { functionName: "pay", label: "Pay" },
  grant: { functionName: "openGrant", label: "Open the grant" },
  stream: { functionName: "openStream", label: "Open the stream" },
} as const satisfies Record<TreasuryRequest["kind"], { functionName: string; label: string }>;

/** An amount of a token by its address; in base units of a token that is not known here. */
export function tokenAmount(amount: bigint, token: Address, context: ArgumentContext): string {
  const known = tokenAt(token, context);
  return known ? formatMoney(amount, known) : `${amount} base units`;
}

/** `GrantsCouncil` → `Grants council`. */
export function councilLabel(name: string): string {
  return name.replace(/Council$/, " council");
}

/** What a band takes, in a few words. */
export function bandWords({ delay, approvals }: Budget["bands"][number]): string {
  const approved = approvals === 1 ? "1 approval" : `${approvals} approvals`;
  return delay === 0 ? `${approved}, at once` : `${approved}, then ${formatDuration(delay)}`;
}
