/** Subscriptions whose next period is due: its price is held before anything is sent. */
import type { Logger } from "pino";
import type { Address, Hex } from "viem";
import type { ChainView, SubscriptionView } from "../chain/types.ts";
import { refusalMessage, refuse, type Refusal } from "../refusals.ts";
import type { PrepaidBook } from "./book.ts";
import type { Holder } from "./hold.ts";
import { rowOf } from "./submission.ts";

/** Seconds of chain time until a renewal that failed is tried again, twice as many after each further time. */
const FIRST_WAIT = 10n;
const LONGEST_WAIT = 86_400n;

export interface RenewalProblem {
  readonly refusal: Refusal;
  readonly failures: number;
  /** Chain time, Unix seconds. */
  readonly retryAt: bigint;
}

export interface Renewals {
  /** Holds the price of each period that is due. */
  hold(): Promise<void>;
  failed(subscriptionId: Hex, payer: Address, refusal: Refusal): void;
  /** Why a period that is due has not been charged; undefined when nothing hinders. */
  problemOf(subscriptionId: Hex): RenewalProblem | undefined;
}

export function createRenewals(options: {
  readonly chain: ChainView;
  readonly book: Pick<PrepaidBook, "renewable">;
  readonly hold: Holder;
  readonly log: Pick<Logger, "warn">;
}): Renewals {
  const { chain, book, hold, log } = options;
  const problems = new Map<Hex, RenewalProblem & { readonly payer: Address }>();

  chain.onChange(({ payers }) => {
    // A deposit, or the end of a thaw: tried again at once.
    for (const [id, { payer, refusal }] of problems)
      if (refusal.code !== "contract_refused" && payers.includes(payer)) problems.delete(id);
  });

  function failed(subscriptionId: Hex, payer: Address, refusal: Refusal): void {
    const failures = (problems.get(subscriptionId)?.failures ?? 0) + 1;
    const wait = FIRST_WAIT << BigInt(Math.min(failures - 1, 11));
    const retryAt = chain.now() + (wait < LONGEST_WAIT ? wait : LONGEST_WAIT);
    problems.set(subscriptionId, { payer, refusal, failures, retryAt });
    log.warn({ subscriptionId, payer, reason: refusalMessage(refusal) }, "a subscription was not renewed");
  }

  /** The next period may be charged now, by the contract's clock. */
  function isDue({ cancelled, periodEnd, endsAt }: SubscriptionView): boolean {
    const { timestamp } = chain.head();
    return !cancelled && timestamp >= periodEnd && timestamp < endsAt;
  }

  async function renew(subscription: SubscriptionView): Promise<void> {
    const { subscriptionId, payer, planId, periodIndex } = subscription;
    const known = problems.get(subscriptionId);
    if (known && known.retryAt > chain.now()) return;
    const plan = await chain.plan(planId);
    if (!plan) return;
    if (plan.state !== "open") {
      const details = { error: "SubscriptionsPlanNotOpen", arguments: `${planId}, ${plan.state}` };
      return failed(subscriptionId, payer, refuse("contract_refused", details));
    }
    const row = rowOf({ kind: "renew", subscriptionId, periodIndex: periodIndex + 1 });
    const held = await hold({ ...row, payer, amount: plan.price });
    if (held.kind === "refused") failed(subscriptionId, payer, held.refusal);
    else problems.delete(subscriptionId);
  }

  return {
    async hold() {
      for (const { subscriptionId } of await book.renewable()) {
        const subscription = await chain.subscription(subscriptionId);
        if (subscription && isDue(subscription)) await renew(subscription);
        else problems.delete(subscriptionId);
      }
    },
    failed,
    problemOf: (subscriptionId) => problems.get(subscriptionId),
  };
}
