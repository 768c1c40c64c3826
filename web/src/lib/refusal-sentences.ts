/**
 * One sentence for each refusal of the gateway, in a person's words: amounts with their symbol, times as dates, and what to
 * press here. The gateway's own sentences are for programs. The type demands every code: none can be forgotten.
 */
import type { RefusalCode } from "../../../gateway/refusals.ts";
import type { ErrorWords } from "./error-format.ts";

/** A refusal's numbers and words as they came over the wire; each may be missing from another version's gateway. */
export type RefusalDetails = Readonly<Record<string, unknown>>;

export interface RefusalWords extends ErrorWords {
  /** A detail as text, `?` when it is missing. */
  text(name: string): string;
  /** Token base units as an amount. */
  sum(name: string): string;
  /** Unix seconds as a date. */
  date(name: string): string;
  /** An address or a hash, shortened. */
  short(name: string): string;
}

type Sentence = (words: RefusalWords) => string;

export const refusalSentences: { readonly [code in RefusalCode]: Sentence } = {
  // What was paid
  payment_required: ({ sum }) => `This tool costs ${sum("price")}. Make a key that pays for it.`,
  payment_malformed: ({ text }) => `The payment could not be read: ${text("problem")}.`,
  scheme_unsupported: ({ text }) => `This gateway takes no ${text("scheme")} on ${text("network")}.`,
  wrong_service: ({ text }) =>
    `The payment was for service ${text("signed")}, not for ${text("expected")}. Run it again.`,
  wrong_gateway: ({ short }) =>
    `The key is for gateway ${short("signed")}; this is ${short("expected")}. Make a new key here.`,
  wrong_chain: ({ text }) => `The payment is for ${text("signed")}; this gateway is on ${text("expected")}.`,
  wrong_terms: () => "The service's price has changed. Look at the new one, then run it again.",
  wrong_epoch: () => "Your account was emptied since the key last paid. Run it again.",
  bad_signature: ({ short, text }) =>
    `The payment is not signed by key ${short("key")}: ${text("problem")}. Make a new key.`,
  voucher_expired: () => "The payment was signed too long ago. Run it again.",
  voucher_too_low: () => "The gateway has charged more on this key than this browser knows. Run it again.",
  insufficient_balance: ({ sum }) =>
    `Your account can spend ${sum("available")} of the ${sum("needed")} needed. Deposit, then try again.`,
  account_thawing: ({ date }) =>
    `Your money is on its way out until ${date("thawEnd")}. Cancel the thaw or deposit more.`,

  // What was paid ahead
  use_mismatch: () => "The payment was signed for another call. Run it again.",
  use_expired: () => "The payment was signed too long ago. Run it again.",
  subscription_unknown: ({ short }) =>
    `The gateway does not see subscription ${short("subscriptionId")} yet. Wait a moment, or pay by call.`,
  subscription_not_for_service: ({ text }) =>
    `Your subscription does not cover service ${text("serviceId")}. Pay by call.`,
  subscription_not_running: ({ text, date }) =>
    `Period ${text("periodIndex")} of your subscription ends on ${date("periodEnd")}, and no later one is paid. Pay by call.`,
  quota_used_up: ({ text, date, sum }) =>
    `All ${text("calls")} calls of this period are used; the next begins after ${date("periodEnd")}. One more costs ${sum("overage")}.`,
  stream_unknown: ({ text }) => `The gateway does not see stream ${text("streamId")} yet. Wait a moment.`,
  stream_ended: ({ text, date }) =>
    `Stream ${text("streamId")} is funded until ${date("fundedUntil")}. Add to it, or pay by call.`,
  stream_rate_too_low: ({ sum }) =>
    `Your stream pays ${sum("rate")} a second; the publisher asks ${sum("asked")} now. Pay by call.`,
  prepaid_elsewhere: ({ text, short }) =>
    `${text("name")} is at gateway ${short("at")}. Open that gateway's site and do it there.`,
  prepayment_failed: ({ text }) => `It was sent and not taken: ${text("problem")} Nothing was paid.`,
  contract_refused: ({ text }) => `The contract refuses this: ${text("error")} (${text("arguments")}).`,

  // The key that paid
  key_unknown: ({ short }) => `The gateway does not know key ${short("key")}. Make a new key.`,
  key_expired: ({ short, date }) => `Key ${short("key")} ended at ${date("validBefore")}. Make a new key.`,
  key_revoked: ({ short }) => `You have revoked key ${short("key")}. Make a new key.`,
  key_over_cap: ({ short, sum }) =>
    `This call would take key ${short("key")} to ${sum("total")}, over its cap of ${sum("cap")}.`,
  key_over_call_limit: ({ sum }) =>
    `The price of ${sum("price")} is over the ${sum("maxPerCall")} that your key may spend on one call.`,
  key_not_for_service: ({ short, text }) =>
    `Key ${short("key")} may not be used for service ${text("serviceId")}.`,
  grant_invalid: ({ text }) => `The key's grant cannot be used: ${text("problem")}. Make a new key.`,

  // The call
  call_in_progress: () => "This call is still running. Its answer will be charged once.",
  call_id_reused: () => "This call was sent before with other arguments. Run it again.",
  answer_gone: () =>
    "This call was charged and answered; its answer was too large to keep. Its receipt is in your account.",
  body_too_large: ({ text }) => `The request is larger than the ${text("limit")} bytes that are taken.`,
  body_malformed: ({ text }) => `The request could not be read: ${text("problem")}.`,
  batch_unsupported: () => "Send one call at a time.",
  header_mismatch: ({ text }) => `The header ${text("header")} does not agree with the request.`,
  method_not_allowed: () => "This address takes no such request.",
  input_invalid: ({ text }) => `This cannot be used: ${text("problem")}.`,

  // The service
  service_unknown: ({ text }) => `There is no service ${text("name")} at this gateway.`,
  service_closed: ({ text }) => `${text("name")} is ${text("status")} and takes no calls now.`,
  upstream_unreachable: ({ text }) =>
    `The service's server cannot be reached: ${text("problem")}. You were not charged.`,
  upstream_timeout: ({ text }) =>
    `The service's server did not answer within ${text("seconds")} s. You were not charged.`,
  upstream_invalid: ({ text }) =>
    `The service's server answered something that is not MCP: ${text("problem")}. You were not charged.`,
  upstream_closed: () => "The service's server broke off before it answered. You were not charged.",

  // The gateway
  chain_stalled: ({ text }) =>
    `The chain has made no block for ${text("seconds")} s, so no payment can be checked. Try again later.`,
  gateway_busy: () => "The gateway is busy. Try again in a moment.",
  part_unreachable: ({ text }) => `The ${text("part")} cannot be reached now. Try again in a moment.`,
  part_timeout: ({ text }) =>
    `The ${text("part")} did not answer within ${text("seconds")} s. Try again in a moment.`,
  // Anonymous reviews
  review_group_unknown: () => "There is no such group of reviewers.",
  review_set_too_small: ({ text }) =>
    `The group has ${text("size")} members of ${text("minimum")}. It stays open until there are more.`,
  review_too_early: ({ date }) => `The group gives its reviews from ${date("earliest")} on.`,
  review_given_already: () => "You have given your review of this group. Each member has one.",
  review_not_a_rating: () => "An anonymous review is a rating of 0 to 100.",
  review_proof_invalid: () => "The proof does not fit this review and group. Make it again.",
  review_too_long: () => "The review's texts are too long for the gateway to send.",
  review_refused: ({ text }) => `The contract does not take this review: ${text("reason")}.`,

  too_many_requests: ({ text }) => `Too many requests came from here. Try again in ${text("seconds")} s.`,
  internal: () => "Something broke in the gateway. Try again; its operator sees the details.",
  not_found: ({ text }) => `There is nothing at ${text("path")}.`,
  receipt_unknown: () => "This gateway has no receipt of that call.",
  rpc_method_refused: ({ text }) => `The gateway does not pass ${text("method")} on to the chain.`,

  // Who asks
  origin_refused: ({ text }) => `Pages of ${text("origin")} may not do this here.`,
  login_invalid: ({ text }) => `You could not be signed in: ${text("problem")}. Sign in again.`,
  login_required: () => "Sign in with your wallet first.",
  foreign_account: ({ short }) =>
    `You are signed in as ${short("signedIn")} and may not see the account of ${short("payer")}.`,
  foreign_service: ({ short, text }) =>
    `You are signed in as ${short("signedIn")}, which neither owns service ${text("serviceId")} nor is its agent wallet.`,
  local_chain_only: () => "This works on the local chain only.",
  faucet_enough: ({ short, text }) =>
    `${short("address")} has enough: the faucet gives to those with less than ${text("ether")} ETH or ${text("tokens")}.`,
};

/** The sentence for a refusal; undefined for a code that this site does not know. */
export function refusalSentence(
  code: string,
  details: RefusalDetails,
  words: ErrorWords,
): string | undefined {
  if (!Object.hasOwn(refusalSentences, code)) return undefined;
  const text = (name: string) => {
    const value = details[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "?";
  };
  const whole = (name: string, say: (value: bigint) => string) => {
    const value = text(name);
    return /^\d+$/.test(value) ? say(BigInt(value)) : value;
  };
  return refusalSentences[code as RefusalCode]({
    ...words,
    text,
    sum: (name) => whole(name, words.money),
    date: (name) => whole(name, words.time),
    short: (name) => words.hex(text(name)),
  });
}
