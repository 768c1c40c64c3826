import type { Address, Hash, Log } from "viem";
import type { ChainClient } from "./client.ts";
import type { Head } from "./types.ts";

/** After a longer gap it is cheaper to read everything again than to fetch each block's logs. */
const MAX_GAP = 64n;
/** How far back a head is recognised as one of ours. */
const REMEMBERED = 128;

export interface Advance {
  readonly head: Head;
  /** Number of the newest safe block, never above the head. */
  readonly safe: bigint;
  /** Logs of the blocks since the last head; none when `reset`. */
  readonly logs: readonly Log[];
  /** The new head does not extend the last one, or lies too far ahead: all that was read before may be wrong. */
  readonly reset: boolean;
}

export interface FollowerDeps {
  readonly client: ChainClient;
  readonly addresses: readonly Address[];
  /** `tag`: the node's own `safe`; a number: so many blocks behind the head. */
  readonly safe: "tag" | number;
}

/**
 * Follows the chain block by block. Logs are asked for by block hash, and each block must name the one before as its
 * parent: a node that lags behind, or a reorg between two requests, gives an error and never a wrong answer.
 * Each call of the returned function is one look; it gives nothing when there is nothing new.
 */
export function createFollower({
  client,
  addresses,
  safe,
}: FollowerDeps): () => Promise<Advance | undefined> {
  const known = new Map<bigint, Hash>();
  let head: Head | undefined;
  let safeNumber = 0n;

  async function safeAt(latest: bigint): Promise<bigint> {
    if (safe === "tag") {
      const { number } = await client.getBlock({ blockTag: "safe" });
      return number < latest ? number : latest;
    }
    return latest > BigInt(safe) ? latest - BigInt(safe) : 0n;
  }

  /** The blocks after `from` up to `latest`, or nothing when they do not extend it. */
  async function extend(from: Head, latest: Head & { parentHash: Hash }): Promise<Head[] | undefined> {
    if (latest.number <= from.number || latest.number - from.number > MAX_GAP) return undefined;
    const between: Promise<Head & { parentHash: Hash }>[] = [];
    for (let number = from.number + 1n; number < latest.number; number++) {
      between.push(client.getBlock({ blockNumber: number }));
    }
    const blocks = [...(await Promise.all(between)), latest];
    let parent = from.hash;
    for (const block of blocks) {
      if (block.parentHash !== parent) return undefined;
      parent = block.hash;
    }
    return blocks;
  }

  function remember(blocks: readonly Head[]): void {
    for (const { number, hash } of blocks) {
      known.set(number, hash);
      known.delete(number - BigInt(REMEMBERED));
    }
  }

  return async () => {
    const latest = await client.getBlock({ blockTag: "latest" });
    const newSafe = await safeAt(latest.number);
    if (head && latest.hash === head.hash) {
      if (newSafe === safeNumber) return undefined;
      safeNumber = newSafe;
      return { head, safe: safeNumber, logs: [], reset: false };
    }
    // A node behind the one that answered before, not a reorg.
    if (head && latest.number < head.number && known.get(latest.number) === latest.hash) return undefined;

    const blocks = head && (await extend(head, latest));
    const logs = blocks
      ? await Promise.all(
          blocks.map(({ hash }) => client.getLogs({ address: [...addresses], blockHash: hash })),
        )
      : [];
    if (!blocks) known.clear();
    remember(blocks ?? [latest]);
    head = { number: latest.number, hash: latest.hash, timestamp: latest.timestamp };
    safeNumber = newSafe;
    return { head, safe: safeNumber, logs: logs.flat(), reset: !blocks };
  };
}
