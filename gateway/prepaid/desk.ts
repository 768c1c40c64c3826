/** Takes what payers sign: checks it with the chain, holds its price, and waits for what becomes of it. */
import { setTimeout as delay } from "node:timers/promises";
import { getAddress, hashTypedData, isAddressEqual, type Address, type Hex, type LocalAccount } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import type { StreamOrder, SubscriptionAgreement, TopUp } from "../../contracts/prepaid.ts";
import {
  agreementTypes,
  streamOrderTypes,
  streamsDomain,
  subscriptionsDomain,
  topUpTypes,
} from "../../contracts/typed-data.ts";
import type { ChainClient } from "../chain/client.ts";
import type { ChainView, PlanView, StreamView, SubscriptionView } from "../chain/types.ts";
import { periodName, streamName } from "../ledger/prepaid-name.ts";
import type { Ledger } from "../ledger/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import type { PrepaidBook } from "./book.ts";
import { whyNotHere } from "./endings.ts";
import type { Holder } from "./hold.ts";
import { measure } from "./measure.ts";
import type { RenewalProblem, Renewals } from "./renewals.ts";
import { rowOf, transactionOf, type Submission } from "./submission.ts";

/** Milliseconds that a caller waits for a transaction to be mined, and between two looks whether it is. */
const PATIENCE = 30_000;
const INTERVAL = 100;

export type PrepayOutcome =
  /** `held`: not mined yet; the same request asks again. */
  | { readonly kind: "taken"; readonly state: "paid" | "held"; readonly result?: string }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface HeldSubscription extends SubscriptionView {
  readonly plan: PlanView | undefined;
  /** Calls of the newest period, under way or served. */
  readonly used: bigint;
  /** Why the next period, which is due, is not charged. */
  readonly problem: RenewalProblem | undefined;
}

export interface HeldStream extends StreamView {
  /** Calls served. */
  readonly used: bigint;
}

export interface PrepaidDesk {
  /** Begins a subscription from the payer's account; once, however often it is asked. */
  subscribe(
    agreement: SubscriptionAgreement,
    signature: Hex,
  ): Promise<PrepayOutcome & { readonly subscriptionId: Hex }>;
  /** Opens a stream from the payer's account. `result` is its number. */
  open(order: StreamOrder, signature: Hex): Promise<PrepayOutcome>;
  /** Adds to a stream from the payer's account; once, however often it is asked. */
  topUp(topUp: TopUp, signature: Hex): Promise<PrepayOutcome>;
  subscriptionsOf(payer: Address): Promise<readonly HeldSubscription[]>;
  streamsOf(payer: Address): Promise<readonly HeldStream[]>;
}

export function createPrepaidDesk(options: {
  readonly client: ChainClient;
  readonly chain: ChainView;
  readonly ledger: Pick<Ledger, "prepayment" | "usesOf">;
  readonly book: Pick<PrepaidBook, "subscriptionsOf" | "streamsOf">;
  readonly renewals: Pick<Renewals, "problemOf">;
  readonly hold: Holder;
  readonly settler: LocalAccount;
  readonly contracts: Pick<Deployment["contracts"], "Subscriptions" | "Streams">;
  readonly chainId: number;
  readonly gateway: Address;
  /** Has what is held sent soon. */
  readonly wake: () => void;
}): PrepaidDesk {
  const { client, chain, ledger, book, hold, settler, contracts, chainId, gateway, wake } = options;

  function whyNotForUs(signed: Address): Refusal | undefined {
    if (chain.stalled()) return refuse("chain_stalled", { seconds: 60 });
    if (isAddressEqual(signed, gateway)) return undefined;
    return refuse("wrong_gateway", { signed, expected: gateway });
  }

  /** The contract checks the signature before anything is held: else anybody could tie up another's money. */
  async function take(submission: Submission, payer: Address, amount: bigint): Promise<PrepayOutcome> {
    const row = rowOf(submission);
    const known = await ledger.prepayment(row.id);
    if (known?.state === "paid") return outcomeOf(known);
    if (known?.state !== "held") {
      const measured = await measure(client, settler, transactionOf(submission, contracts));
      if ("refusal" in measured) return { kind: "refused", refusal: measured.refusal };
      const held = await hold({ ...row, payer: getAddress(payer), amount });
      if (held.kind === "refused") return held;
    }
    wake();
    const deadline = performance.now() + PATIENCE;
    for (;;) {
      const now = await ledger.prepayment(row.id);
      if (now && now.state !== "held") return outcomeOf(now);
      if (performance.now() >= deadline) return { kind: "taken", state: "held" };
      await delay(INTERVAL);
    }
  }

  return {
    async subscribe(agreement, signature) {
      const message = agreement;
      const domain = subscriptionsDomain(chainId, contracts.Subscriptions);
      const subscriptionId = hashTypedData({
        domain,
        types: agreementTypes,
        primaryType: "SubscriptionAgreement",
        message,
      });
      const wrong =
        whyNotForUs(agreement.gateway) ??
        (agreement.fromWallet
          ? refuse("input_invalid", {
              problem: "fromWallet: anybody may submit it to the contract, the gateway does not",
            })
          : undefined);
      if (wrong) return { kind: "refused", refusal: wrong, subscriptionId };
      const plan = await chain.plan(agreement.planId);
      const submission = { kind: "subscribe", subscriptionId, agreement, signature } as const;
      return { ...(await take(submission, agreement.payer, plan?.price ?? 0n)), subscriptionId };
    },
    async open(order, signature) {
      const domain = streamsDomain(chainId, contracts.Streams);
      const orderId = hashTypedData({
        domain,
        types: streamOrderTypes,
        primaryType: "StreamOrder",
        message: order,
      });
      const wrong = whyNotForUs(order.gateway);
      if (wrong) return { kind: "refused", refusal: wrong };
      return take({ kind: "open", orderId, order, signature }, order.payer, order.deposit);
    },
    async topUp(topUp, signature) {
      const domain = streamsDomain(chainId, contracts.Streams);
      const topUpId = hashTypedData({ domain, types: topUpTypes, primaryType: "TopUp", message: topUp });
      const { streamId, amount } = topUp;
      const stream = await chain.stream(streamId);
      if (!stream) return { kind: "refused", refusal: refuse("stream_unknown", { streamId }) };
      const wrong = chain.stalled()
        ? refuse("chain_stalled", { seconds: 60 })
        : whyNotHere(`Stream ${streamId}`, stream.gateway, gateway);
      if (wrong) return { kind: "refused", refusal: wrong };
      const deposit = stream.deposit + amount;
      return take({ kind: "top-up", topUpId, topUp, signature, deposit }, stream.payer, amount);
    },
    async subscriptionsOf(payer) {
      const rows = await book.subscriptionsOf(payer);
      const found = await Promise.all(
        rows.map(async ({ subscriptionId, planId }) => {
          const [subscription, plan] = await Promise.all([
            chain.subscription(subscriptionId),
            chain.plan(planId),
          ]);
          if (!subscription) return [];
          const { used, reserved } = await ledger.usesOf(
            periodName(subscriptionId, subscription.periodIndex),
          );
          const problem = options.renewals.problemOf(subscriptionId);
          return [{ ...subscription, plan, used: used + reserved, problem }];
        }),
      );
      return found.flat();
    },
    async streamsOf(payer) {
      const rows = await book.streamsOf(payer);
      const found = await Promise.all(
        rows.map(async ({ streamId }) => {
          const stream = await chain.stream(streamId);
          if (!stream || !isAddressEqual(stream.payer, payer)) return [];
          const { used } = await ledger.usesOf(streamName(streamId));
          return [{ ...stream, used }];
        }),
      );
      return found.flat();
    },
  };
}

function outcomeOf({
  state,
  reason,
  result,
}: NonNullable<Awaited<ReturnType<Ledger["prepayment"]>>>): PrepayOutcome {
  if (state !== "failed") return { kind: "taken", state, ...(result === null ? {} : { result }) };
  return {
    kind: "refused",
    refusal: refuse("prepayment_failed", { problem: reason ?? "it was not taken" }),
  };
}
