/** What an anonymous review consists of, and what its proof is about. */
import {
  encodeAbiParameters,
  getAbiItem,
  hexToBigInt,
  keccak256,
  type Address,
  type ContractFunctionArgs,
} from "viem";
import { anonymousReviewsAbi } from "../../contracts/generated.ts";

/** The fields of ERC-8004's feedback. */
export type Feedback = ContractFunctionArgs<typeof anonymousReviewsAbi, "pure", "messageOf">[0];

/** The five arguments of `giveAnonymousFeedback`. */
export interface AnonymousReview {
  readonly serviceId: bigint;
  readonly epoch: bigint;
  readonly feedback: Feedback;
  readonly nullifier: bigint;
  readonly points: Points;
}
export type Points = ContractFunctionArgs<
  typeof anonymousReviewsAbi,
  "nonpayable",
  "giveAnonymousFeedback"
>[4];

/** A rating of 0 to 100 as the score counts it, with nothing else that could tell who gives it. */
export function plainRating(value: number): Feedback {
  return {
    value: BigInt(value),
    valueDecimals: 0,
    tag1: "starred",
    tag2: "",
    endpoint: "",
    feedbackURI: "",
    feedbackHash: `0x${"00".repeat(32)}`,
  };
}

/** IAnonymousReviews.messageOf. */
export function reviewMessage(feedback: Feedback): bigint {
  const { inputs } = getAbiItem({ abi: anonymousReviewsAbi, name: "messageOf" });
  return hexToBigInt(keccak256(encodeAbiParameters(inputs, [feedback])));
}

export interface ScopeParts {
  readonly chainId: number;
  /** Of AnonymousReviews. */
  readonly contract: Address;
  readonly serviceId: bigint;
  readonly epoch: bigint;
}

/** IAnonymousReviews.scopeOf. */
export function reviewScope({ chainId, contract, serviceId, epoch }: ScopeParts): bigint {
  const types = [{ type: "uint256" }, { type: "address" }, { type: "uint256" }, { type: "uint256" }] as const;
  return hexToBigInt(keccak256(encodeAbiParameters(types, [BigInt(chainId), contract, serviceId, epoch])));
}
