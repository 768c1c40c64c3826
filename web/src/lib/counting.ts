/**
 * A gateway lets a deposit pay for calls only when so many blocks stand on it that no reorg takes it away. Until then the
 * money is in the account on chain and the gateway refuses calls on it.
 */
import { parseAbiItem, type Address, type PublicClient } from "viem";
import { z } from "zod";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import type { StoaConfig } from "./config.ts";
import { gatewayGet } from "./gateway.ts";
import { integer } from "./wire.ts";

export interface Counting {
  /** What calls can be paid from, token base units. */
  readonly counted: bigint;
  /** Deposited, but not counted yet, token base units. */
  readonly uncounted: bigint;
  /** Blocks until all of it counts; 0 when it does. */
  readonly blocks: bigint;
}

const chainSchema = z.object({ safe: integer });
const deposited = parseAbiItem(
  "event Deposited(address indexed payer, address indexed gateway, address indexed from, uint96 amount, uint96 balance)",
);

/** What of the payer's account at this gateway counts now: the gateway's own safe block, the chain's own figures. */
export async function readCounting(
  client: PublicClient,
  { contracts, gateway }: Pick<StoaConfig, "contracts" | "gateway">,
  payer: Address,
): Promise<Counting> {
  const { safe } = await gatewayGet("/v1/chain", chainSchema);
  const address = contracts.EscrowVault;
  const accountAt = (block: { blockNumber: bigint } | { blockTag: "latest" }) =>
    client.readContract({
      address,
      abi: escrowVaultAbi,
      functionName: "accountOf",
      args: [payer, gateway],
      ...block,
    });
  const [then, now] = await Promise.all([
    accountAt({ blockNumber: safe }),
    accountAt({ blockTag: "latest" }),
  ]);
  if (now.balance <= then.balance) return { counted: now.balance, uncounted: 0n, blocks: 0n };
  const recent = await client.getLogs({
    address,
    event: deposited,
    args: { payer, gateway },
    fromBlock: safe + 1n,
    toBlock: "latest",
  });
  const newest = recent.at(-1)?.blockNumber ?? safe + 1n;
  return { counted: then.balance, uncounted: now.balance - then.balance, blocks: newest - safe };
}

/** `2 more blocks`. */
export function moreBlocks(blocks: bigint): string {
  return `${blocks} more ${blocks === 1n ? "block" : "blocks"}`;
}
