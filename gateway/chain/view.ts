import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Address } from "viem";
import type { ChainClient } from "./client.ts";
import { createChainClock } from "./clock.ts";
import { createFollower } from "./follower.ts";
import { Memo } from "./memo.ts";
import { createPayers } from "./payers.ts";
import { createPrepaidReads } from "./prepaid.ts";
import { createServices } from "./services.ts";
import { readStanding } from "./standing.ts";
import { touchedBy, type WatchedContracts } from "./touched.ts";
import type { ChainChange, ChainView, Head, StandingView } from "./types.ts";

const SERVICES_KEPT = 10_000;
const CODES_KEPT = 10_000;

export interface ChainViewDeps {
  readonly client: ChainClient;
  readonly contracts: WatchedContracts & { readonly ServiceRecords: Address };
  /** First block that can hold an event of the contracts. */
  readonly startBlock: bigint;
  /** The gateway whose accounts are looked at: its operator's address. */
  readonly gateway: Address;
  /** `tag`: the node's own `safe`; a number: so many blocks behind the head. */
  readonly safe: "tag" | number;
  /** Milliseconds between two looks at the chain. */
  readonly pollInterval: number;
  /** Most payers kept at once. */
  readonly payersKept?: number;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  /** Milliseconds that never go back. */
  readonly monotonic?: () => number;
}

export interface RunningChainView extends ChainView {
  /** Ends the looking; reads then answer from the last head. */
  stop(): void;
}

/**
 * Starts to follow the chain. Resolves when the first head is seen; from then on an RPC outage is waited out and shows
 * in `stalled()` only.
 * @throws when the chain cannot be reached, or is another than the client's.
 */
export async function createChainView(deps: ChainViewDeps): Promise<RunningChainView> {
  const { client, contracts, gateway, log } = deps;
  const chainId = await client.getChainId();
  if (chainId !== client.chain.id) {
    throw new Error(
      `The RPC is of chain ${chainId}, but the gateway is set to chain ${client.chain.id}: check RPC_URL and CHAIN_ID.`,
    );
  }
  const clock = createChainClock(deps.monotonic ?? performance.now.bind(performance));
  const look = createFollower({
    client,
    safe: deps.safe,
    addresses: [
      contracts.EscrowVault,
      contracts.ServiceRegistry,
      contracts.FeeSchedule,
      contracts.Subscriptions,
      contracts.Streams,
    ],
  });
  const payers = createPayers({
    client,
    gateway,
    startBlock: deps.startBlock,
    vault: contracts.EscrowVault,
    limit: deps.payersKept ?? 10_000,
  });
  const services = createServices(client, contracts.ServiceRegistry, SERVICES_KEPT);
  const prepaid = createPrepaidReads({
    client,
    subscriptions: contracts.Subscriptions,
    streams: contracts.Streams,
  });
  const codes = new Memo<boolean>(CODES_KEPT);
  const standings = new Memo<StandingView>(SERVICES_KEPT);
  const listeners = new Set<(change: ChainChange) => void>();
  const stopping = new AbortController();

  const first = await look();
  if (!first) throw new Error("The chain has no blocks.");
  let { head, safe } = first;
  clock.see(head);

  const readAt = () => ({ head: head.number, safe });

  /** Own caches first: a listener that reads must see the new head. */
  async function poll(): Promise<void> {
    const advance = await look();
    if (!advance) return;
    if (advance.head.hash !== head.hash) {
      clock.see(advance.head);
      codes.clear();
      standings.clear();
    }
    const safeMoved = advance.safe !== safe;
    ({ head, safe } = advance);
    if (advance.reset) {
      services.clear();
      prepaid.clear();
      log.warn(
        { block: String(head.number) },
        "the chain was reorganised, or a long gap passed: reading it anew",
      );
      emit({ head, payers: payers.clear(), prepaid: true, reset: true });
      return;
    }
    const touched = touchedBy(advance.logs, contracts, gateway);
    payers.touch(touched.payers);
    services.advance(touched, head);
    prepaid.advance(touched.prepaid, head.timestamp);
    if (safeMoved) {
      payers.advanceSafe(safe);
      prepaid.advanceSafe(safe);
    }
    const isPrepaid = Object.values(touched.prepaid).some((names) => names.length > 0);
    emit({ head, payers: touched.payers, prepaid: isPrepaid, reset: false });
  }

  function emit(change: ChainChange): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        log.error({ err: error }, "a listener to the chain failed");
      }
    }
  }

  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  /** A look under way may have begun before the caller's transaction, so a further one follows it. */
  function pollNow(): Promise<void> {
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        running = poll();
        return running;
      });
    return next;
  }

  async function follow(): Promise<void> {
    let failing = false;
    while (!stopping.signal.aborted) {
      try {
        await pollNow();
        if (failing) log.info({ block: String(head.number) }, "the chain answers again");
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, "the chain does not answer; trying on");
        failing = true;
      }
      await delay(deps.pollInterval, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }
  void follow();

  return {
    head: (): Head => head,
    safe: () => safe,
    now: clock.now,
    stalled: clock.stalled,
    account: (payer) => payers.account(payer, readAt()),
    sessionKey: (payer, key) => payers.sessionKey(payer, key, readAt()),
    claimed: (payer, key, serviceId) => payers.claimed(payer, key, serviceId, readAt()),
    service: (serviceId) => services.service(serviceId, head),
    subscription: (id) => prepaid.subscription(id, readAt()),
    plan: (id) => prepaid.plan(id, readAt()),
    stream: (id) => prepaid.stream(id, readAt()),
    streamOffer: (serviceId) => prepaid.streamOffer(serviceId, readAt()),
    standing: (serviceId) =>
      standings.get(String(serviceId), () =>
        readStanding(client, contracts.ServiceRecords, serviceId, head.number),
      ),
    hasCode: (account) =>
      codes.get(account.toLowerCase(), async () => {
        const code = await client.getCode({ address: account, blockNumber: head.number });
        return code !== undefined && code !== "0x";
      }),
    onChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    pollNow,
    stop: () => stopping.abort(),
  };
}
