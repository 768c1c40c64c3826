import { asc, eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/pg-proxy";
import type { Logger } from "pino";
import { getAddress, isAddressEqual, parseEventLogs, type Address, type Log } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import type { ChainView } from "../chain/types.ts";
import type { KeyValueStore } from "../kv/types.ts";
import type { PlansOf } from "../payment/offer.ts";
import { createTables } from "../store/create-tables.ts";
import type { Sql } from "../store/types.ts";
import {
  plans,
  PREPAID_TABLES,
  streams,
  subscriptions,
  type PlanRow,
  type StreamRow,
  type SubscriptionRow,
} from "./schema.ts";

/** Public nodes refuse longer ranges. */
const BLOCKS_PER_SEARCH = 9_000n;
/** Name of the last block that was read and is safe. */
const CURSOR = "prepaid read to block";

export interface PrepaidBook {
  /** Reads the events since the last time. Rejects when the chain cannot be reached; the next one tries again. */
  catchUp(): Promise<void>;
  readonly plansOf: PlansOf;
  /** Those that a payer began at this gateway. */
  subscriptionsOf(payer: Address): Promise<readonly SubscriptionRow[]>;
  streamsOf(payer: Address): Promise<readonly StreamRow[]>;
  /** Those that this gateway renews: their accounts pay. */
  renewable(): Promise<readonly SubscriptionRow[]>;
}

/**
 * Finds plans, subscriptions and streams by their events. What it keeps are names; blocks that may still change are read
 * again each time.
 */
export async function createPrepaidBook(options: {
  readonly client: ChainClient;
  readonly chain: ChainView;
  readonly sql: Sql;
  readonly store: Pick<KeyValueStore, "get" | "set">;
  readonly contracts: Pick<Deployment["contracts"], "Subscriptions" | "Streams">;
  readonly gateway: Address;
  /** First block that can hold an event of the contracts. */
  readonly startBlock: bigint;
  readonly log: Pick<Logger, "warn">;
}): Promise<PrepaidBook> {
  const { client, chain, sql, store, contracts, gateway, startBlock, log } = options;
  await createTables(sql, PREPAID_TABLES);
  const database = drizzle(async (text, parameters, method) =>
    method === "execute" ? sql.query(text, parameters) : { rows: await sql.queryArrays(text, parameters) },
  );
  /** All plans by service, for the 402. */
  let known: readonly PlanRow[] = await database.select().from(plans);

  async function keep(logs: readonly Log[]): Promise<void> {
    const of = (address: Address) => logs.filter((entry) => isAddressEqual(entry.address, address));
    for (const entry of parseEventLogs({ abi: subscriptionsAbi, logs: of(contracts.Subscriptions) })) {
      if (entry.eventName === "PlanMade") {
        const { planId, plan } = entry.args;
        const serviceIds = plan.services.map(({ serviceId }) => serviceId).join();
        await database.insert(plans).values({ planId, name: plan.name, serviceIds }).onConflictDoNothing();
      } else if (entry.eventName === "Subscribed" && isAddressEqual(entry.args.gateway, gateway)) {
        const { subscriptionId, planId, fromWallet } = entry.args;
        const row = { subscriptionId, payer: getAddress(entry.args.payer), planId, fromWallet };
        await database.insert(subscriptions).values(row).onConflictDoNothing();
      }
    }
    for (const entry of parseEventLogs({ abi: streamsAbi, logs: of(contracts.Streams) })) {
      if (entry.eventName !== "StreamOpened" || !isAddressEqual(entry.args.gateway, gateway)) continue;
      const { streamId, serviceId } = entry.args;
      const row = { streamId, serviceId, payer: getAddress(entry.args.payer) };
      // After a reorg the number may be another's.
      await database
        .insert(streams)
        .values(row)
        .onConflictDoUpdate({ target: streams.streamId, set: { serviceId, payer: row.payer } });
    }
  }

  async function read(): Promise<void> {
    const cursor = await store.get(CURSOR);
    const head = chain.head().number;
    const safe = chain.safe();
    const first = cursor === undefined ? startBlock : BigInt(cursor) + 1n;
    for (let fromBlock = first; fromBlock <= head; fromBlock += BLOCKS_PER_SEARCH) {
      const last = fromBlock + BLOCKS_PER_SEARCH - 1n;
      const toBlock = last < head ? last : head;
      await keep(
        await client.getLogs({ address: [contracts.Subscriptions, contracts.Streams], fromBlock, toBlock }),
      );
      const settled = toBlock < safe ? toBlock : safe;
      if (settled >= fromBlock) await store.set(CURSOR, String(settled));
    }
    known = await database.select().from(plans);
  }

  let reading: Promise<void> | undefined;
  return {
    catchUp() {
      reading ??= read().finally(() => (reading = undefined));
      return reading;
    },
    async plansOf(serviceId) {
      const covering = known.filter(({ serviceIds }) => serviceIds.split(",").includes(String(serviceId)));
      const found = await Promise.all(
        covering.map(async ({ planId, name }) => {
          const plan = await chain.plan(planId).catch((error: unknown) => {
            log.warn({ err: error, planId }, "a plan cannot be read from the chain");
            return undefined;
          });
          return plan?.state === "open" ? [{ ...plan, name }] : [];
        }),
      );
      return found.flat().toSorted((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0));
    },
    subscriptionsOf: (payer) =>
      database
        .select()
        .from(subscriptions)
        .where(eq(subscriptions.payer, getAddress(payer)))
        .orderBy(asc(subscriptions.subscriptionId)),
    streamsOf: (payer) =>
      database
        .select()
        .from(streams)
        .where(eq(streams.payer, getAddress(payer)))
        .orderBy(asc(streams.streamId)),
    renewable: () => database.select().from(subscriptions).where(eq(subscriptions.fromWallet, false)),
  };
}
