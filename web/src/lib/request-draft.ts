/** What a member of a council fills in to ask for money, and the call that it makes. */
import { getAddress, isAddress, keccak256, stringToBytes, stringToHex, type Address } from "viem";
import { treasuryAbi } from "../../../contracts/generated.ts";
import { parseArgument, type ArgumentContext } from "./argument-text.ts";
import { contractCall, type ContractCall } from "./contract-call.ts";
import type { TreasuryRequest } from "./treasury-words.ts";

export interface MilestoneDraft {
  readonly amount: string;
  /** What is to be delivered. Its hash goes on the chain. */
  readonly delivers: string;
}

export interface RequestDraft {
  readonly kind: TreasuryRequest["kind"];
  readonly to: string;
  readonly category: string;
  /** Where it is argued. */
  readonly uri: string;
  /** Of a payment, or of a stream in all. */
  readonly amount: string;
  /** Of a grant. */
  readonly milestones: readonly MilestoneDraft[];
  /** Of a stream: days until it starts, and days from there to its end. */
  readonly startsIn: string;
  readonly runs: string;
}

export const EMPTY_MILESTONE: MilestoneDraft = { amount: "", delivers: "" };
export const EMPTY_REQUEST: RequestDraft = {
  kind: "payment",
  to: "",
  category: "",
  uri: "",
  amount: "",
  milestones: [EMPTY_MILESTONE],
  startsIn: "1",
  runs: "",
};

/** The hash of a text as the Treasury records it. */
export const hashOfText = (text: string) => keccak256(stringToBytes(text.trim()));

/** Base units in all, by which the band is chosen; undefined while it cannot be said. */
export function totalOf(draft: RequestDraft, context: ArgumentContext): bigint | undefined {
  switch (draft.kind) {
    case "payment":
      return amountOf(draft.amount, context);
    case "grant": {
      const amounts = draft.milestones.map(({ amount }) => amountOf(amount, context) ?? 0n);
      return amounts.every((amount) => amount > 0n)
        ? amounts.reduce((sum, each) => sum + each, 0n)
        : undefined;
    }
    case "stream": {
      const terms = streamTermsOf(draft, context, 0n);
      return terms && terms.ratePerSecond * BigInt(terms.end - terms.start);
    }
  }
}

/**
 * What a stream pays a second, base units, and from when to when, Unix seconds. What does not divide by its seconds is left
 * out. @param now chain time, Unix seconds
 */
export function streamTermsOf(
  { amount, startsIn, runs }: RequestDraft,
  context: ArgumentContext,
  now: bigint,
) {
  const total = amountOf(amount, context);
  const wait = secondsOf(startsIn, context);
  const duration = secondsOf(runs, context);
  if (total === undefined || wait === undefined || !duration) return undefined;
  const start = Number(now) + wait;
  return { ratePerSecond: total / BigInt(duration), start, end: start + duration };
}

/** The call that asks for it; undefined while anything is missing or wrong. @param now chain time, Unix seconds */
export function requestCall(
  draft: RequestDraft,
  budgetId: bigint,
  treasury: Address,
  context: ArgumentContext,
  now: bigint,
): ContractCall | undefined {
  const to = draft.to.trim();
  const total = totalOf(draft, context);
  if (!total || !isAddress(to) || "problem" in parseArgument(draft.category, "name", "bytes32", context))
    return undefined;
  const contract = { address: treasury, abi: treasuryAbi } as const;
  const payee = getAddress(to);
  const purpose = {
    category: stringToHex(draft.category.trim(), { size: 32 }),
    documentHash: hashOfText(draft.uri),
    uri: draft.uri.trim(),
  };
  switch (draft.kind) {
    case "payment":
      return contractCall({
        ...contract,
        functionName: "requestPayment",
        args: [budgetId, payee, total, purpose],
      });
    case "grant": {
      const milestones = draft.milestones.map(({ amount, delivers }) => ({
        amount: amountOf(amount, context) ?? 0n,
        hash: hashOfText(delivers),
      }));
      const args = [budgetId, payee, milestones, purpose] as const;
      return contractCall({ ...contract, functionName: "requestGrant", args });
    }
    case "stream": {
      const terms = streamTermsOf(draft, context, now);
      if (!terms) return undefined;
      const args = [budgetId, payee, terms, purpose] as const;
      return contractCall({ ...contract, functionName: "requestStream", args });
    }
  }
}

function amountOf(text: string, context: ArgumentContext): bigint | undefined {
  const parsed = parseArgument(text, "amount", "uint128", context);
  return "value" in parsed ? (parsed.value as bigint) : undefined;
}

function secondsOf(text: string, context: ArgumentContext): number | undefined {
  const parsed = parseArgument(text, "duration", "uint40", context);
  return "value" in parsed ? (parsed.value as number) : undefined;
}
