/** Why a call was not served, as data. One table: code → HTTP status, JSON-RPC code, what the caller may do, and words. */

/** What a caller may do about a refusal. */
export type Remedy = "pay" | "fix" | "retry" | "give-up";

interface RefusalKind {
  readonly status: number;
  /** Outside -32768..-32000, which JSON-RPC and MCP keep for themselves. */
  readonly rpcCode: number;
  readonly remedy: Remedy;
  /** `{name}` is replaced by the detail of that name. */
  readonly message: string;
}

export const REFUSALS = {
  payment_required: {
    status: 402,
    rpcCode: 40200,
    remedy: "pay",
    message:
      "This tool costs {price} base units of {asset}. Sign a voucher for one of the offers and send the call again.",
  },
  payment_malformed: {
    status: 400,
    rpcCode: 40201,
    remedy: "fix",
    message: "The payment could not be read: {problem}.",
  },
  scheme_unsupported: {
    status: 402,
    rpcCode: 40202,
    remedy: "pay",
    message: "This gateway does not take {scheme} on {network}. Use one of the offers.",
  },
  wrong_service: {
    status: 402,
    rpcCode: 40203,
    remedy: "fix",
    message: "The voucher is for service {signed}, this is service {expected}.",
  },
  wrong_gateway: {
    status: 402,
    rpcCode: 40204,
    remedy: "fix",
    message: "The voucher is for gateway {signed}, this is gateway {expected}.",
  },
  wrong_chain: {
    status: 402,
    rpcCode: 40205,
    remedy: "fix",
    message: "The payment is for {signed}, this gateway settles on {expected}.",
  },
  wrong_terms: {
    status: 402,
    rpcCode: 40206,
    remedy: "fix",
    message: "The voucher names terms {signed}; the service's terms are {expected}. Read the offer again.",
  },
  wrong_epoch: {
    status: 402,
    rpcCode: 40207,
    remedy: "fix",
    message:
      "The voucher is of epoch {signed}, the account is in epoch {expected}. Sign again from the offer.",
  },
  bad_signature: {
    status: 402,
    rpcCode: 40208,
    remedy: "fix",
    message: "The voucher's signature is not one by {key}: {problem}.",
  },
  voucher_expired: {
    status: 402,
    rpcCode: 40209,
    remedy: "fix",
    message:
      "The voucher ends at {validBefore}; it must be valid until {needed} at least. Sign again from the offer.",
  },
  voucher_too_low: {
    status: 402,
    rpcCode: 40210,
    remedy: "fix",
    message:
      "The voucher's total {cumulative} is below the {needed} that is charged, reserved and asked. Sign again from the offer.",
  },
  key_unknown: {
    status: 402,
    rpcCode: 40211,
    remedy: "fix",
    message: "Key {key} has no grant from {payer} at this gateway. Send the grant with the payment.",
  },
  key_expired: {
    status: 402,
    rpcCode: 40212,
    remedy: "give-up",
    message: "Key {key} ended at {validBefore}. Ask its owner for a new grant.",
  },
  key_revoked: {
    status: 402,
    rpcCode: 40213,
    remedy: "give-up",
    message: "Key {key} was revoked by its owner.",
  },
  key_over_cap: {
    status: 402,
    rpcCode: 40214,
    remedy: "give-up",
    message:
      "This call would take key {key} to {total}, over its cap of {cap}. Ask its owner for a higher cap.",
  },
  key_over_call_limit: {
    status: 402,
    rpcCode: 40215,
    remedy: "give-up",
    message: "The price {price} is over the {maxPerCall} that key {key} may spend on one call.",
  },
  key_not_for_service: {
    status: 402,
    rpcCode: 40216,
    remedy: "give-up",
    message: "Key {key} may not be used for service {serviceId}.",
  },
  grant_invalid: {
    status: 402,
    rpcCode: 40217,
    remedy: "fix",
    message: "The session grant cannot be used: {problem}.",
  },
  insufficient_balance: {
    status: 402,
    rpcCode: 40218,
    remedy: "pay",
    message:
      "The account can spend {available} of the {needed} needed. Deposit at this gateway, then send the call again.",
  },
  account_thawing: {
    status: 402,
    rpcCode: 40219,
    remedy: "pay",
    message:
      "The account's funds are thawing until {thawEnd}. Cancel the thaw or deposit more, then send the call again.",
  },
  use_mismatch: {
    status: 402,
    rpcCode: 40220,
    remedy: "fix",
    message:
      "The use is signed for call {signed}, this is call {expected}: keccak256 of the payment-identifier.",
  },
  use_expired: {
    status: 402,
    rpcCode: 40221,
    remedy: "fix",
    message: "The use ended at {validBefore}, it is {now} now. Sign again.",
  },
  subscription_unknown: {
    status: 402,
    rpcCode: 40222,
    remedy: "fix",
    message: "There is no subscription {subscriptionId}, or its beginning is not safe on the chain yet.",
  },
  subscription_not_for_service: {
    status: 402,
    rpcCode: 40223,
    remedy: "fix",
    message: "Subscription {subscriptionId} does not cover service {serviceId}. Pay by voucher.",
  },
  subscription_not_running: {
    status: 402,
    rpcCode: 40224,
    remedy: "pay",
    message:
      "Period {periodIndex} of subscription {subscriptionId} ends at {periodEnd}, and no later one is paid and safe on the chain. Pay by voucher until it is.",
  },
  quota_used_up: {
    status: 402,
    rpcCode: 40225,
    remedy: "pay",
    message:
      "All {calls} calls of period {periodIndex} are used or under way; it ends at {periodEnd}. One more costs {overage} by voucher.",
  },
  stream_unknown: {
    status: 402,
    rpcCode: 40226,
    remedy: "fix",
    message: "There is no stream {streamId}, or its opening is not safe on the chain yet.",
  },
  stream_ended: {
    status: 402,
    rpcCode: 40227,
    remedy: "pay",
    message:
      "Stream {streamId} is funded until {fundedUntil} and serves calls until {margin} s before. Add to it, or pay by voucher.",
  },
  stream_rate_too_low: {
    status: 402,
    rpcCode: 40228,
    remedy: "pay",
    message: "Stream {streamId} pays {rate} a second, the publisher asks {asked} now. Pay by voucher.",
  },
  contract_refused: {
    status: 422,
    rpcCode: 42201,
    remedy: "fix",
    message: "The contract would refuse this: {error}({arguments}).",
  },
  prepaid_elsewhere: {
    status: 409,
    rpcCode: 40909,
    remedy: "fix",
    message: "{name} is at gateway {at}, and this is gateway {here}. Send it there.",
  },
  prepayment_failed: {
    status: 409,
    rpcCode: 40910,
    remedy: "fix",
    message: "The prepayment was sent and not taken: {problem} Nothing was paid.",
  },
  call_in_progress: {
    status: 409,
    rpcCode: 40901,
    remedy: "retry",
    message: "A call with this id is still running. Ask again in a moment with the same id.",
  },
  call_id_reused: {
    status: 409,
    rpcCode: 40902,
    remedy: "fix",
    message: "This call id was used for another request. Use a new id for each call.",
  },
  answer_gone: {
    status: 409,
    rpcCode: 40903,
    remedy: "give-up",
    message:
      "This call was charged and answered; its answer was too large to keep. Its receipt is at /v1/receipts/{callId}.",
  },
  chain_stalled: {
    status: 503,
    rpcCode: 50301,
    remedy: "retry",
    message:
      "The chain has produced no block for {seconds} s, so payments cannot be checked. Try again later.",
  },
  service_unknown: {
    status: 404,
    rpcCode: 40401,
    remedy: "fix",
    message: "There is no service {name} here. Search with the tool search_services at /mcp.",
  },
  service_closed: {
    status: 503,
    rpcCode: 50302,
    remedy: "retry",
    message: "Service {name} is {status} and takes no calls now.",
  },
  body_too_large: {
    status: 413,
    rpcCode: 41301,
    remedy: "fix",
    message: "The request is larger than the limit of {limit} bytes.",
  },
  body_malformed: {
    status: 400,
    rpcCode: 40001,
    remedy: "fix",
    message: "The request is not one JSON-RPC message: {problem}.",
  },
  batch_unsupported: {
    status: 400,
    rpcCode: 40002,
    remedy: "fix",
    message: "Send one JSON-RPC message per request; batches are not taken.",
  },
  header_mismatch: {
    status: 400,
    rpcCode: 40003,
    remedy: "fix",
    message: "Header {header} does not agree with the body.",
  },
  origin_refused: {
    status: 403,
    rpcCode: 40301,
    remedy: "give-up",
    message: "Requests for host {host} from origin {origin} are not taken here.",
  },
  method_not_allowed: {
    status: 405,
    rpcCode: 40501,
    remedy: "fix",
    message: "Use POST, GET or DELETE on an MCP endpoint.",
  },
  upstream_unreachable: {
    status: 502,
    rpcCode: 50201,
    remedy: "retry",
    message: "The service's server cannot be reached: {problem}. You were not charged.",
  },
  upstream_timeout: {
    status: 504,
    rpcCode: 50401,
    remedy: "retry",
    message: "The service's server did not answer within {seconds} s. You were not charged.",
  },
  upstream_invalid: {
    status: 502,
    rpcCode: 50202,
    remedy: "retry",
    message: "The service's server answered something that is not MCP: {problem}. You were not charged.",
  },
  upstream_closed: {
    status: 502,
    rpcCode: 50203,
    remedy: "retry",
    message: "The service's server closed the connection before it answered. You were not charged.",
  },
  gateway_busy: {
    status: 503,
    rpcCode: 50303,
    remedy: "retry",
    message: "The gateway is stopping or overloaded. Try again in a moment.",
  },
  input_invalid: {
    status: 400,
    rpcCode: 40004,
    remedy: "fix",
    message: "The request cannot be used: {problem}.",
  },
  login_invalid: {
    status: 401,
    rpcCode: 40101,
    remedy: "fix",
    message: "The login message cannot be used: {problem}. Get a new nonce from /v1/session and sign again.",
  },
  login_required: {
    status: 401,
    rpcCode: 40102,
    remedy: "fix",
    message: "Sign in first: get a nonce from /v1/session and post the signed message there.",
  },
  foreign_account: {
    status: 403,
    rpcCode: 40302,
    remedy: "give-up",
    message: "You are signed in as {signedIn} and may not see the account of {payer}.",
  },
  foreign_service: {
    status: 403,
    rpcCode: 40305,
    remedy: "give-up",
    message:
      "You are signed in as {signedIn}, which neither owns service {serviceId} nor is its agent wallet.",
  },
  local_chain_only: {
    status: 403,
    rpcCode: 40303,
    remedy: "give-up",
    message: "This can be done on the local chain only.",
  },
  faucet_enough: {
    status: 409,
    rpcCode: 40904,
    remedy: "give-up",
    message: "{address} holds enough: the faucet gives to those with less than {ether} ETH or {tokens}.",
  },
  rpc_method_refused: {
    status: 403,
    rpcCode: 40304,
    remedy: "give-up",
    message: "The method {method} is not passed on. Use a node of your own for it.",
  },
  not_found: {
    status: 404,
    rpcCode: 40402,
    remedy: "fix",
    message: "There is nothing at {path}.",
  },
  receipt_unknown: {
    status: 404,
    rpcCode: 40403,
    remedy: "fix",
    message: "This gateway has no receipt of call {callId}.",
  },
  part_unreachable: {
    status: 502,
    rpcCode: 50204,
    remedy: "retry",
    message: "The {part} cannot be reached now. Try again in a moment.",
  },
  part_timeout: {
    status: 504,
    rpcCode: 50402,
    remedy: "retry",
    message: "The {part} did not answer within {seconds} s. Ask for less, or try again in a moment.",
  },
  review_group_unknown: {
    status: 404,
    rpcCode: 40404,
    remedy: "fix",
    message: "Service {serviceId} has no group of reviewers {epoch}.",
  },
  review_set_too_small: {
    status: 409,
    rpcCode: 40905,
    remedy: "retry",
    message:
      "Group {epoch} of service {serviceId} has {size} members of {minimum}: a review would say too much of who wrote it. It stays open until there are more.",
  },
  review_too_early: {
    status: 409,
    rpcCode: 40906,
    remedy: "retry",
    message: "This group's reviews begin at {earliest}, and now it is {time}. Send the review again then.",
  },
  review_given_already: {
    status: 409,
    rpcCode: 40907,
    remedy: "give-up",
    message: "This member of group {epoch} of service {serviceId} has given a review. Each has one.",
  },
  review_not_a_rating: {
    status: 400,
    rpcCode: 40005,
    remedy: "fix",
    message:
      "A review is a rating of 0 to 100 without decimals and with the tag starred, not {value} with {valueDecimals} decimals and {tag1}.",
  },
  review_proof_invalid: {
    status: 400,
    rpcCode: 40006,
    remedy: "fix",
    message:
      "The proof is not one of this review by a member of group {epoch} of service {serviceId}. Make it again.",
  },
  review_too_long: {
    status: 413,
    rpcCode: 41302,
    remedy: "fix",
    message: "This review would take {gas} gas, and the gateway pays for {limit}. Shorten its texts.",
  },
  review_refused: {
    status: 409,
    rpcCode: 40908,
    remedy: "give-up",
    message: "The contract does not take this review: {reason}.",
  },
  too_many_requests: {
    status: 429,
    rpcCode: 42901,
    remedy: "retry",
    message:
      "Your address has sent more than {requests} such requests in {window} s. Try again in {seconds} s.",
  },
  internal: {
    status: 500,
    rpcCode: 50001,
    remedy: "retry",
    message: "Something broke in the gateway. Its log has the details.",
  },
} as const satisfies Record<string, RefusalKind>;

export type RefusalCode = keyof typeof REFUSALS;

export interface Refusal {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, string | number | bigint>>;
}

export function refuse(code: RefusalCode, details: Refusal["details"] = {}): Refusal {
  return { code, details };
}

/** The sentence for a refusal, with its details filled in. */
export function refusalMessage({ code, details }: Refusal): string {
  return REFUSALS[code].message.replace(/\{(\w+)\}/g, (_match, name: string) => String(details[name] ?? "?"));
}
