import { isAddressEqual, parseEventLogs, type Address, type Hex, type Log } from "viem";
import {
  escrowVaultAbi,
  feeScheduleAbi,
  serviceRegistryAbi,
  streamsAbi,
  subscriptionsAbi,
} from "../../contracts/generated.ts";
import type { PrepaidTouched } from "./prepaid.ts";

export interface Touched {
  /** Payers whose account, keys or ledgers at the gateway changed. */
  readonly payers: readonly Address[];
  readonly services: readonly bigint[];
  /** A fee or a minimum stake changed: every service may be quoted differently. */
  readonly allServices: boolean;
  /** Chain times (Unix seconds) at which terms change without an event; no serviceId means all services. */
  readonly due: readonly { readonly at: bigint; readonly serviceId?: bigint }[];
  readonly prepaid: PrepaidTouched;
}

export interface WatchedContracts {
  readonly EscrowVault: Address;
  readonly ServiceRegistry: Address;
  readonly FeeSchedule: Address;
  readonly Subscriptions: Address;
  readonly Streams: Address;
}

/** What the logs of some blocks change for one gateway. Logs must come whole blocks at a time. */
export function touchedBy(logs: readonly Log[], contracts: WatchedContracts, gateway: Address): Touched {
  const from = (address: Address) => logs.filter((log) => isAddressEqual(log.address, address));
  const vault = parseEventLogs({ abi: escrowVaultAbi, logs: from(contracts.EscrowVault) });
  const registry = parseEventLogs({ abi: serviceRegistryAbi, logs: from(contracts.ServiceRegistry) });
  const fees = parseEventLogs({
    abi: feeScheduleAbi,
    logs: from(contracts.FeeSchedule),
    eventName: "FeesPublished",
  });

  // RowClaimed names its claim, and only Claimed names the gateway.
  const ownClaims = new Set<bigint>();
  for (const log of vault) {
    if (log.eventName === "Claimed" && isAddressEqual(log.args.gateway, gateway)) {
      ownClaims.add(log.args.claimId);
    }
  }
  const payers = new Set<Address>();
  for (const { args } of vault) {
    if (!("payer" in args)) continue;
    const own =
      "gateway" in args
        ? isAddressEqual(args.gateway, gateway)
        : "claimId" in args && ownClaims.has(args.claimId);
    if (own) payers.add(args.payer);
  }

  const services = new Set<bigint>();
  const due: { at: bigint; serviceId?: bigint }[] = fees.map(({ args }) => ({ at: args.effectiveAt }));
  for (const log of registry) {
    if ("serviceId" in log.args) services.add(log.args.serviceId);
    if (log.eventName === "TermsProposed") {
      due.push({ at: log.args.effectiveAt, serviceId: log.args.serviceId });
    }
  }
  return {
    payers: [...payers],
    services: [...services],
    allServices: fees.length > 0 || registry.some(({ eventName }) => eventName === "MinStakeSet"),
    due,
    prepaid: prepaidTouchedBy(from(contracts.Subscriptions), from(contracts.Streams)),
  };
}

function prepaidTouchedBy(ofSubscriptions: readonly Log[], ofStreams: readonly Log[]): PrepaidTouched {
  const subscriptions = new Set<Hex>();
  const plans = new Set<Hex>();
  const streams = new Set<bigint>();
  const offers = new Set<bigint>();
  for (const { args } of parseEventLogs({ abi: subscriptionsAbi, logs: [...ofSubscriptions] })) {
    if ("subscriptionId" in args) subscriptions.add(args.subscriptionId);
    if ("planId" in args) plans.add(args.planId);
  }
  for (const { eventName, args } of parseEventLogs({ abi: streamsAbi, logs: [...ofStreams] })) {
    if ("streamId" in args) streams.add(args.streamId);
    if (eventName === "Offered" || eventName === "OfferWithdrawn") offers.add(args.serviceId);
  }
  return {
    subscriptions: [...subscriptions],
    plans: [...plans],
    streams: [...streams],
    offers: [...offers],
  };
}
