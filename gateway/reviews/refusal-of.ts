import { BaseError, decodeErrorResult, isHex, type Hex } from "viem";
import { anonymousReviewsAbi, reputationAbi } from "../../contracts/generated.ts";
import { refuse, type Refusal } from "../refusals.ts";

/** It asks Reputation, whose errors it passes on. */
const ABI = [...anonymousReviewsAbi, ...reputationAbi] as const;

/** Why the contract would not take a review; nothing when it was not the contract that failed. */
export function refusalOf(error: unknown): Refusal | undefined {
  const data = revertData(error);
  if (data === undefined) return undefined;
  let problem: ReturnType<typeof decodeErrorResult<typeof ABI>>;
  try {
    problem = decodeErrorResult({ abi: ABI, data });
  } catch {
    return refuse("review_refused", { reason: data });
  }
  switch (problem.errorName) {
    case "AnonymousReviewsUnknownGroup": {
      const [serviceId, epoch] = problem.args;
      return refuse("review_group_unknown", { serviceId, epoch });
    }
    case "AnonymousReviewsSetTooSmall": {
      const [serviceId, epoch, size, minimum] = problem.args;
      return refuse("review_set_too_small", { serviceId, epoch, size, minimum });
    }
    case "AnonymousReviewsTooEarly": {
      const [time, earliest] = problem.args;
      return refuse("review_too_early", { time, earliest });
    }
    case "AnonymousReviewsNullifierUsed": {
      const [serviceId, epoch] = problem.args;
      return refuse("review_given_already", { serviceId, epoch });
    }
    case "ReputationNotARating": {
      const [value, valueDecimals, tag1] = problem.args;
      return refuse("review_not_a_rating", { value, valueDecimals, tag1 });
    }
    case "AnonymousReviewsInvalidProof": {
      const [serviceId, epoch] = problem.args;
      return refuse("review_proof_invalid", { serviceId, epoch });
    }
    default:
      return refuse("review_refused", { reason: problem.errorName });
  }
}

/** The bytes that a contract reverted with, wherever the node's answer keeps them. */
function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const found = error.walk((cause) => dataOf(cause) !== undefined);
  return dataOf(found);
}

function dataOf(cause: unknown): Hex | undefined {
  if (typeof cause !== "object" || cause === null || !("data" in cause)) return undefined;
  const { data } = cause;
  if (isHex(data) && data.length > 2) return data;
  return dataOf(data);
}
