/** One market and one indexer for all files: a start takes ten seconds. What a test does to them, those after it find. */
import { expect } from "chai";
import { eq } from "drizzle-orm";
import type { Hex } from "viem";
import { service } from "../../indexer/ponder.schema.ts";
import { startIndexer, type Indexer } from "./indexer.ts";
import { openMarket, type Market } from "../../scripts/scenarios/market.ts";

export type Indexed = Awaited<ReturnType<typeof start>>;
const running: Promise<Indexed>[] = [];
let shared: Promise<Indexed> | undefined;

export function indexedMarket(): Promise<Indexed> {
  shared ??= openMarket().then(indexed);
  return shared;
}

/** An indexer of its own for another market. Both end with the tests. */
export function indexed(market: Market): Promise<Indexed> {
  const started = start(market);
  running.push(started);
  return started;
}

after(async () => {
  for (const each of running) {
    const { indexer, market } = await each;
    await indexer.stop();
    await market.close();
  }
});

async function start(market: Market) {
  let indexer = await startIndexer(market);

  /** The only row of a query, asked once the head is indexed. */
  async function onlyRow<Row>(query: () => PromiseLike<Row[]>): Promise<Row> {
    await indexer.reach();
    const rows = await query();
    expect(rows).to.have.length(1);
    return rows[0] as Row;
  }

  return {
    market,
    /** The one that runs now: ask for it after a test that replaced it. */
    get indexer(): Indexer {
      return indexer;
    },
    /** Starts the indexer again, on the folder of the one that was killed. */
    async restart(): Promise<void> {
      indexer = await startIndexer(market);
    },
    onlyRow,
    gateway: lower(market.gateway.account.address),
    publisher: lower(market.publisher.account.address),
    serviceRow: (id: bigint) => onlyRow(() => indexer.db.select().from(service).where(eq(service.id, id))),
  };
}

export function lower(hex: Hex): Hex {
  return hex.toLowerCase() as Hex;
}
