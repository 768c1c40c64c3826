import { zeroAddress, type Address } from "viem";
import { serviceRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import { revertName } from "../chain/revert.ts";

/** Owner and agent wallet of a service at latest; nobody for an id that was never registered. */
export function readHolders(client: ChainClient, registry: Address) {
  return async (serviceId: bigint): Promise<readonly Address[]> => {
    const service = { address: registry, abi: serviceRegistryAbi, args: [serviceId] } as const;
    try {
      const holders = await Promise.all([
        client.readContract({ ...service, functionName: "ownerOf" }),
        client.readContract({ ...service, functionName: "getAgentWallet" }),
      ]);
      return holders.filter((holder) => holder !== zeroAddress);
    } catch (problem) {
      if (revertName(problem)) return [];
      throw problem;
    }
  };
}
