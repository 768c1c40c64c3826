import { getAbiItem, type Address } from "viem";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import { Memo } from "./memo.ts";

/** Public nodes refuse longer ranges. */
const BLOCKS_PER_SEARCH = 9_000n;
const LIMITS_KEPT = 50_000;

export interface CallLimitsDeps {
  readonly client: ChainClient;
  readonly vault: Address;
  readonly gateway: Address;
  /** First block that can hold an event of the vault. */
  readonly startBlock: bigint;
}

export interface CallLimits {
  /** The most one call may cost by the grant with this nonce, token base units; 0 is no limit. */
  maxPerCall(payer: Address, key: Address, nonce: number, head: bigint): Promise<bigint>;
  clear(): void;
}

/**
 * The per-call limits of session keys. The vault does not keep them (it sees sums over many calls), so they come from
 * the grant's event, found once, backwards from the head.
 */
export function createCallLimits({ client, vault, gateway, startBlock }: CallLimitsDeps): CallLimits {
  const limits = new Memo<bigint>(LIMITS_KEPT);
  const event = getAbiItem({ abi: escrowVaultAbi, name: "KeyGranted" });

  async function search(payer: Address, key: Address, nonce: number, head: bigint): Promise<bigint> {
    for (let toBlock = head; toBlock >= startBlock; toBlock -= BLOCKS_PER_SEARCH) {
      const earliest = toBlock - BLOCKS_PER_SEARCH + 1n;
      const logs = await client.getLogs({
        address: vault,
        event,
        args: { payer, gateway, key },
        strict: true,
        fromBlock: earliest > startBlock ? earliest : startBlock,
        toBlock,
      });
      const granted = logs.find(({ args }) => args.nonce === BigInt(nonce));
      if (granted) return granted.args.maxPerCall;
    }
    throw new Error(`the node has no KeyGranted event for nonce ${nonce} of key ${key}`);
  }

  return {
    maxPerCall: (payer, key, nonce, head) =>
      nonce === 0
        ? Promise.resolve(0n)
        : limits.get(`${payer} ${key} ${nonce}`.toLowerCase(), () => search(payer, key, nonce, head)),
    clear: () => limits.clear(),
  };
}
