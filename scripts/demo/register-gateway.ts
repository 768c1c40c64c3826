import type { Address } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { gatewayRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../deploy/client.ts";
import { confirm } from "../deploy/transact.ts";
import { signPermit, topUp } from "./usdc.ts";

const YEAR = 365n * 86_400n;

export interface GatewayKeys {
  readonly settler: Address;
  readonly receiptKey: Address;
}

/** Registers the client's account as a gateway with the least bond, unless it is one. Its receipt key is valid for a year. */
export async function registerGateway(
  client: ChainClient,
  { contracts }: Deployment,
  endpoint: string,
  { settler, receiptKey }: GatewayKeys,
): Promise<void> {
  const registry = { address: contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
  const operator = client.account.address;
  if (await client.readContract({ ...registry, functionName: "isOpen", args: [operator] })) return;

  const bond = await client.readContract({ ...registry, functionName: "minBond" });
  await topUp(client, contracts.USDC, operator, bond);
  const permit = await signPermit(client, contracts.USDC, contracts.GatewayRegistry, bond);
  const { timestamp } = await client.getBlock();
  const { request } = await client.simulateContract({
    ...registry,
    functionName: "register",
    args: [endpoint, settler, receiptKey, timestamp + YEAR, bond, permit],
  });
  await confirm(client, await client.writeContract(request));
}
