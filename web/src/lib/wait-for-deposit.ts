/** A call that was refused because the deposit does not count yet is worth sending again a few blocks later. */
import { z } from "zod";
import { REFUSAL_EXTENSION } from "../../../contracts/payment.ts";
import { PaymentRefusedError } from "../../../sdk/signer/errors.ts";
import type { Counting } from "./counting.ts";
import { integer } from "./wire.ts";

/** Milliseconds between two looks at the chain. */
const INTERVAL = 1_000;

const shortageSchema = z.object({ available: integer, needed: integer });

/** Token base units by which the gateway found the balance short; undefined when it refused for another reason. */
export function shortageOf(error: unknown): bigint | undefined {
  if (!(error instanceof PaymentRefusedError) || error.code !== "insufficient_balance") return undefined;
  const { data } = shortageSchema.safeParse(error.required.extensions?.[REFUSAL_EXTENSION]?.info.details);
  return data && data.needed - data.available;
}

/**
 * Waits for a deposit under way that makes up for the shortage, and says after each look how much is still to wait for.
 * Resolves false at once when there is no such deposit. Throws what `read` throws, and the signal's reason.
 */
export async function depositCounts(
  shortage: bigint,
  read: () => Promise<Counting>,
  onWait: (counting: Counting) => void,
  signal: AbortSignal,
): Promise<boolean> {
  let counting = await read();
  if (counting.uncounted < shortage) return false;
  while (counting.uncounted > 0n) {
    signal.throwIfAborted();
    onWait(counting);
    await new Promise((settle) => setTimeout(settle, INTERVAL));
    counting = await read();
  }
  return true;
}
