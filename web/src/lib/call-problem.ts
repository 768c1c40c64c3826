/** Why a tool call failed, in a sentence: the gateway's refusals, the signer's own, or the network's. */
import { z } from "zod";
import { REFUSAL_EXTENSION } from "../../../contracts/payment.ts";
import { PaymentRefusedError } from "../../../sdk/signer/errors.ts";
import { problemOf, refusalProblem } from "./errors.ts";

const WORDS: Record<string, string> = {
  OfferRefusedError: "The gateway's offer was not signed.",
  BudgetExceededError: "The key's cap does not cover this call. Make a new key with a higher cap.",
  ReceiptInvalidError: "The answer came with a receipt that proves nothing.",
};

/** A refusal as the JSON-RPC error of the MCP client carries it. */
const refusedSchema = z.object({
  data: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).default({}) }),
});

export function callProblem(error: unknown): string {
  if (error instanceof PaymentRefusedError) {
    const details = error.required.extensions?.[REFUSAL_EXTENSION]?.info.details ?? {};
    return refusalProblem(error.code, details) ?? error.message;
  }
  const refused = refusedSchema.safeParse(error);
  const sentence = refused.success && refusalProblem(refused.data.data.code, refused.data.data.details);
  if (sentence) return sentence;
  if (!(error instanceof Error)) return problemOf(error);
  const words = WORDS[error.name];
  return words && !error.message.includes(words) ? `${words} ${error.message}` : problemOf(error);
}
