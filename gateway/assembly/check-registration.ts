import type { Address } from "viem";
import { gatewayRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";

/**
 * A gateway with keys that the GatewayRegistry does not know would work for nothing: nobody could claim for it, and its
 * receipts would not count.
 * @throws Error naming the key and how it is registered.
 */
export async function checkRegistration(
  client: ChainClient,
  options: {
    readonly registry: Address;
    readonly gateway: Address;
    readonly settler: Address;
    readonly receiptKey: Address;
    /** Chain time, Unix seconds. */
    readonly now: bigint;
  },
): Promise<void> {
  const { registry, gateway, settler, receiptKey, now } = options;
  const contract = { address: registry, abi: gatewayRegistryAbi } as const;
  const [settles, signs] = await Promise.all([
    client.readContract({ ...contract, functionName: "isSettler", args: [gateway, settler] }),
    client.readContract({ ...contract, functionName: "isReceiptKey", args: [gateway, receiptKey, now] }),
  ]);
  if (!settles) {
    throw new Error(
      `${settler}, the address of SETTLER_KEY, is no settler of gateway ${gateway}: its operator registers it with setSettler.`,
    );
  }
  if (!signs) {
    throw new Error(
      `${receiptKey}, the address of RECEIPT_KEY, is no receipt key of gateway ${gateway} now: its operator registers it with setReceiptKey.`,
    );
  }
}
