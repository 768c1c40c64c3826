/** Why a tool call failed, in a sentence: the signer's own refusals, the gateway's, or the network's. */
import { problemOf } from "./errors.ts";

const WORDS: Record<string, string> = {
  OfferRefusedError: "The gateway's offer was not signed.",
  BudgetExceededError: "The key's cap does not cover this call. Make a new key with a higher cap.",
  ReceiptInvalidError: "The answer came with a receipt that proves nothing.",
};

export function callProblem(error: unknown): string {
  if (!(error instanceof Error)) return problemOf(error);
  const words = WORDS[error.name];
  return words && !error.message.includes(words) ? `${words} ${error.message}` : error.message;
}
