import { refuse, type Refusal } from "../refusals.ts";
import { PrivateAddressError } from "../upstream/connector.ts";

/** Ends an exchange from our side. */
export class TimeLimitError extends Error {
  override readonly name = "TimeLimitError";
}

export class CallerGoneError extends Error {
  override readonly name = "CallerGoneError";
}

/**
 * What went wrong on the way to or from a publisher's server.
 * @param sent whether the request had been written
 * @param seconds the time limit
 */
export function upstreamProblem(problem: Error, sent: boolean, seconds: number): Refusal {
  if (problem instanceof TimeLimitError) return refuse("upstream_timeout", { seconds });
  if (problem instanceof PrivateAddressError)
    return refuse("upstream_unreachable", { problem: "its address is not public" });
  const { code = problem.name } = problem as NodeJS.ErrnoException;
  if (!sent) return refuse("upstream_unreachable", { problem: code });
  if (problem.name === "HTTPParserError" && code !== "HPE_INVALID_EOF_STATE")
    return refuse("upstream_invalid", { problem: "its answer is not HTTP" });
  return refuse("upstream_closed");
}
