/** How the books name what was paid ahead: a period of a subscription, or a stream. */
import type { Hex } from "viem";
import { STREAM_SCHEME, SUBSCRIPTION_SCHEME, type UseRecord } from "../../contracts/prepaid.ts";

export function periodName(subscriptionId: Hex, periodIndex: number): string {
  return `${SUBSCRIPTION_SCHEME} ${subscriptionId.toLowerCase()} ${periodIndex}`;
}

export function streamName(streamId: bigint): string {
  return `${STREAM_SCHEME} ${streamId}`;
}

export function readPrepaidName(name: string): Pick<UseRecord, "scheme" | "prepaidId" | "periodIndex"> {
  const [scheme, prepaidId, periodIndex] = name.split(" ") as [UseRecord["scheme"], string, string?];
  return { scheme, prepaidId, ...(periodIndex === undefined ? {} : { periodIndex: Number(periodIndex) }) };
}
