/** Whether a gateway takes new business, as the GatewayRegistry's `isOpen` has it. */
import type { Tone } from "../components/ui/badge.tsx";
import type { schema } from "./index-client.ts";

export type GatewayRow = typeof schema.gateway.$inferSelect;
export type GatewayState = "open" | "claimed" | "leaving" | "short";

/** @param minBond token base units */
export function gatewayState({ openRun, exitAt, bond }: GatewayRow, minBond: bigint): GatewayState {
  if (openRun !== null) return "claimed";
  if (exitAt > 0n) return "leaving";
  return bond < minBond ? "short" : "open";
}

export const GATEWAY_STATE_LABEL: Record<GatewayState, { label: string; tone: Tone; effect: string }> = {
  open: { label: "Open", tone: "positive", effect: "It takes deposits and keys." },
  claimed: {
    label: "Bond claimed",
    tone: "negative",
    effect: "Publishers claim its bond: it takes no deposits until they are paid.",
  },
  leaving: {
    label: "Leaving",
    tone: "caution",
    effect: "It takes no deposits; its claims, and money on its way out, go on.",
  },
  short: {
    label: "Short of bond",
    tone: "caution",
    effect: "Its bond is under the least one: it takes no deposits.",
  },
};
