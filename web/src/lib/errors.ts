/** What went wrong, in one sentence for a person. */
import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  UserRejectedRequestError,
  type Hex,
} from "viem";
import { errorAbi, type ErrorName } from "./abi-errors.ts";
import { errorWords, type ErrorWords } from "./error-format.ts";
import { errorSentences } from "./error-sentences.ts";
import type { Token } from "./format.ts";
import { GatewayError } from "./gateway.ts";
import { refusalSentence, type RefusalDetails } from "./refusal-sentences.ts";

let words: ErrorWords = errorWords({ symbol: "USDC", decimals: 6 });

/** Sets the token whose amounts errors speak of; once, at start. */
export function setErrorToken(token: Token) {
  words = errorWords(token);
}

/** True when the person said no in the wallet (EIP-1193 code 4001): nothing to report. */
export function isUserRejection(error: unknown): boolean {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof UserRejectedRequestError))
    return true;
  return typeof error === "object" && error !== null && "code" in error && error.code === 4001;
}

/** The sentence for a decoded custom error. */
export function sentenceOf(name: ErrorName, args: readonly unknown[]): string {
  const sentence = errorSentences[name] as (args: readonly unknown[], words: ErrorWords) => string;
  return sentence(args, words);
}

/** The sentence for a refusal of the gateway; undefined for a code that this site does not know. */
export function refusalProblem(code: string, details: RefusalDetails): string | undefined {
  return refusalSentence(code, details, words);
}

function revertOf(error: unknown): string | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const revert = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
  if (!(revert instanceof ContractFunctionRevertedError)) return undefined;
  // The error may be another contract's than the one called, the token's for example: look in all ABIs.
  const raw: Hex | undefined = revert.raw;
  if (raw && raw.length >= 10) {
    try {
      const { errorName, args = [] } = decodeErrorResult({ abi: errorAbi, data: raw });
      return sentenceOf(errorName as ErrorName, args as readonly unknown[]);
    } catch {
      // Not one of ours: Error(string) and Panic(uint256) have their words in viem's message.
    }
  }
  return revert.reason ?? revert.shortMessage;
}

/** The sentence for anything that was thrown. */
export function problemOf(error: unknown): string {
  const revert = revertOf(error);
  if (revert) return revert;
  if (error instanceof GatewayError)
    return (error.code && refusalProblem(error.code, error.details)) || error.message;
  if (error instanceof BaseError) return error.shortMessage;
  if (error instanceof Error) return error.message;
  return "Something went wrong.";
}
