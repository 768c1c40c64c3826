import type { Address } from "viem";
import type { Prepaid } from "../../../sdk/signer/create-prepaid-signer.ts";
import {
  useStreamUses,
  useSubscriptionUses,
  type StreamUse,
  type SubscriptionUse,
} from "./use-prepaid-uses.ts";

/** Seconds before its end at which a stream serves no more: about what the gateway asks for. */
const MARGIN = 120n;

export interface PrepaidFor {
  /** In the order in which a call uses them. */
  readonly prepaid: readonly Prepaid[];
  /** The stream or the subscription that pays the next call; undefined when a voucher does. */
  readonly stream: StreamUse | undefined;
  readonly subscription: SubscriptionUse | undefined;
}

/**
 * What of a payer's pays calls of a service without a charge: a stream first, which earns whether it is used or not.
 * @param now chain time, Unix seconds
 */
export function usePrepaidFor(
  payer: Address | undefined,
  serviceId: bigint | undefined,
  now: bigint,
): PrepaidFor {
  const { data: streams = [] } = useStreamUses(payer);
  const { data: subscriptions = [] } = useSubscriptionUses(payer);
  const flowing = streams.filter(
    (each) => each.serviceId === serviceId && each.isSafe && now + MARGIN < each.fundedUntil,
  );
  const running = subscriptions.filter(
    ({ plan, isSafe, periodEnd, used }) =>
      plan !== null &&
      isSafe &&
      now < periodEnd &&
      used < BigInt(plan.calls) &&
      serviceId !== undefined &&
      plan.serviceIds.includes(serviceId),
  );
  return {
    prepaid: [
      ...flowing.map(
        (each) => ({ kind: "stream", streamId: each.streamId, serviceId: each.serviceId }) as const,
      ),
      ...running.map(
        ({ subscriptionId, plan }) =>
          ({ kind: "subscription", subscriptionId, services: plan?.serviceIds ?? [] }) as const,
      ),
    ],
    stream: flowing[0],
    subscription: flowing.length > 0 ? undefined : running[0],
  };
}
