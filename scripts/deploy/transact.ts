import type { Address, Hex } from "viem";
import type { ChainClient } from "./client.ts";

/** Waits for a transaction. Throws when it was reverted. */
export async function confirm(client: ChainClient, hash: Hex): Promise<void> {
  const { status } = await client.waitForTransactionReceipt({ hash });
  if (status !== "success") throw new Error(`Transaction ${hash} was reverted.`);
}

/**
 * Sends a transaction that puts code at `address`, unless there is code. A run that was cut off may have left the same
 * transaction on its way: then ours fails, and the code is there all the same.
 */
export async function ensureCode(
  client: ChainClient,
  address: Address,
  send: () => Promise<Hex>,
): Promise<void> {
  if (await client.getCode({ address })) return;
  try {
    await confirm(client, await send());
  } catch (problem) {
    if (!(await client.getCode({ address }))) throw problem;
  }
}
