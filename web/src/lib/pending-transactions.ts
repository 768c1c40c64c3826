/** Sent transactions, by what they were for, so that a reload goes on waiting instead of asking again. */
import { z } from "zod";
import { encodeWire } from "../../../contracts/payment.ts";
import { address, hex, integer } from "./wire.ts";

const sentSchema = z.object({
  hash: hex,
  from: address,
  /** Head before the wallet was asked. */
  block: integer,
  /** The sender's next number before the wallet was asked, until a node has shown what the wallet made of it. */
  nonce: z.number().int(),
  to: address.nullable(),
  input: hex,
  /** A node has shown it. */
  seen: z.boolean(),
});
/** A transaction on its way, with what it takes to tell that another one took its place. */
export type SentTransaction = z.output<typeof sentSchema>;

const key = (id: string) => `stoa:transaction:${id}`;

export function rememberTransaction(id: string, sent: SentTransaction) {
  sessionStorage.setItem(key(id), encodeWire(sent));
}

export function rememberedTransaction(id: string): SentTransaction | undefined {
  const stored = sessionStorage.getItem(key(id));
  return stored === null ? undefined : sentSchema.safeParse(JSON.parse(stored)).data;
}

export function forgetTransaction(id: string) {
  sessionStorage.removeItem(key(id));
}
