/** Subscriptions, their plans, and streams, as their contracts have them. Credit late, debit early. */
import { BaseError, ContractFunctionZeroDataError, zeroHash, type Address, type Hex } from "viem";
import { streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import { Memo } from "./memo.ts";
import type { ReadAt } from "./payers.ts";
import { revertName } from "./revert.ts";
import { SettlingMemo } from "./settling-memo.ts";
import type { PlanView, StreamOfferView, StreamView, SubscriptionView } from "./types.ts";

const KEPT = 20_000;
/** Seconds of chain time after which offers are read again: one ends with its service's transfer, without an event. */
const REFRESH = 30n;

/** ISubscriptions.State and ISubscriptionPlans.PlanState. */
const UNKNOWN = 0;
const CANCELLED = 3;
const PLAN_STATES = ["unknown", "proposed", "open", "retired"] as const;

export interface PrepaidTouched {
  readonly subscriptions: readonly Hex[];
  readonly plans: readonly Hex[];
  readonly streams: readonly bigint[];
  /** Services whose offer of streams changed. */
  readonly offers: readonly bigint[];
}

export interface PrepaidReads {
  subscription(subscriptionId: Hex, at: ReadAt): Promise<SubscriptionView | undefined>;
  plan(planId: Hex, at: ReadAt): Promise<PlanView | undefined>;
  stream(streamId: bigint, at: ReadAt): Promise<StreamView | undefined>;
  streamOffer(serviceId: bigint, at: ReadAt): Promise<StreamOfferView>;
  /** Drops what the head's logs or its time (Unix seconds) changed. */
  advance(touched: PrepaidTouched, time: bigint): void;
  advanceSafe(safe: bigint): void;
  clear(): void;
}

export function createPrepaidReads(options: {
  readonly client: ChainClient;
  readonly subscriptions: Address;
  readonly streams: Address;
}): PrepaidReads {
  const { client } = options;
  const subscriptionsAt = { address: options.subscriptions, abi: subscriptionsAbi } as const;
  const streamsAt = { address: options.streams, abi: streamsAbi } as const;
  const subscriptions = new SettlingMemo<SubscriptionView | undefined>(KEPT);
  const streams = new SettlingMemo<StreamView | undefined>(KEPT);
  const plans = new Memo<PlanView | undefined>(KEPT);
  const offers = new Memo<StreamOfferView>(KEPT);
  let refreshAt = 0n;

  const subscriptionAt = (id: Hex, blockNumber: bigint) =>
    client.readContract({ ...subscriptionsAt, functionName: "subscriptionOf", args: [id], blockNumber });

  async function readSubscription(id: Hex, { head, safe }: ReadAt): Promise<SubscriptionView | undefined> {
    const [latest, settled] = await Promise.all([
      orNothing(subscriptionAt(id, head)),
      orNothing(subscriptionAt(id, safe)),
    ]);
    if (!latest || latest.state === UNKNOWN) return undefined;
    const { payer, gateway, planId, fromWallet, endsAt, periodIndex, periodStart, periodEnd } = latest;
    const isSafe = settled !== undefined && settled.periodIndex === periodIndex;
    const earlier = isSafe && settled.periodEnd < periodEnd ? settled.periodEnd : periodEnd;
    const cancelled = latest.state === CANCELLED;
    return {
      subscriptionId: id,
      payer,
      gateway,
      planId,
      fromWallet,
      endsAt,
      periodIndex,
      periodStart,
      cancelled,
      isSafe,
      periodEnd: earlier,
    };
  }

  async function readPlan(planId: Hex, { head }: ReadAt): Promise<PlanView | undefined> {
    const [plan, state] = await client.readContract({
      ...subscriptionsAt,
      functionName: "planOf",
      args: [planId],
      blockNumber: head,
    });
    const name = PLAN_STATES[state];
    if (name === undefined || name === "unknown") return undefined;
    const { price, period, notice, calls } = plan;
    const serviceIds = plan.services.map(({ serviceId }) => serviceId);
    return { planId, state: name, price, period, notice, calls, serviceIds };
  }

  const fundedAt = (streamId: bigint, blockNumber: bigint) =>
    orNothing(
      client.readContract({ ...streamsAt, functionName: "fundedUntil", args: [streamId], blockNumber }),
    );

  async function readStream(streamId: bigint, { head, safe }: ReadAt): Promise<StreamView | undefined> {
    const [stream, latest, settled] = await Promise.all([
      orNothing(
        client.readContract({ ...streamsAt, functionName: "streamOf", args: [streamId], blockNumber: head }),
      ),
      fundedAt(streamId, head),
      fundedAt(streamId, safe),
    ]);
    if (!stream || latest === undefined || BigInt(stream.payer) === 0n) return undefined;
    const { payer, gateway, serviceId, ratePerSecond } = stream;
    const earlier = settled === undefined || settled > latest ? latest : settled;
    return {
      streamId,
      payer,
      gateway,
      serviceId,
      ratePerSecond,
      deposit: stream.deposit,
      fundedUntil: BigInt(settled === undefined ? 0 : earlier),
      isSafe: settled !== undefined && settled > 0,
    };
  }

  async function readOffer(serviceId: bigint, { head }: ReadAt): Promise<StreamOfferView> {
    const { ratePerSecond, notice } = await client.readContract({
      ...streamsAt,
      functionName: "offerOf",
      args: [serviceId],
      blockNumber: head,
    });
    return { ratePerSecond, notice };
  }

  return {
    subscription: (id, at) => subscriptions.get(id.toLowerCase(), at, () => readSubscription(id, at)),
    plan: (id, at) =>
      id === zeroHash ? Promise.resolve(undefined) : plans.get(id.toLowerCase(), () => readPlan(id, at)),
    stream: (id, at) => streams.get(String(id), at, () => readStream(id, at)),
    streamOffer: (serviceId, at) => offers.get(String(serviceId), () => readOffer(serviceId, at)),
    advance(touched, time) {
      for (const id of touched.subscriptions) subscriptions.touch(id.toLowerCase());
      for (const id of touched.plans) plans.drop(id.toLowerCase());
      for (const id of touched.streams) streams.touch(String(id));
      for (const id of touched.offers) offers.drop(String(id));
      if (time < refreshAt) return;
      offers.clear();
      refreshAt = time + REFRESH;
    },
    advanceSafe(safe) {
      subscriptions.advanceSafe(safe);
      streams.advanceSafe(safe);
    },
    clear() {
      subscriptions.clear();
      streams.clear();
      plans.clear();
      offers.clear();
    },
  };
}

/** Undefined for what the contract does not know, and for a block at which there was no contract yet. */
async function orNothing<T>(read: Promise<T>): Promise<T | undefined> {
  try {
    return await read;
  } catch (error) {
    const isUnknown =
      revertName(error) !== undefined ||
      (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionZeroDataError));
    if (isUnknown) return undefined;
    throw error;
  }
}
