import { useReadContract } from "wagmi";
import { serviceRegistryAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import type { ServiceClass } from "../lib/service-row.ts";

const CLASSES: Record<ServiceClass, number> = { selfHosted: 0, hosted: 1, managed: 2 };

/** The least stake of a class, token base units. */
export function useMinStake(serviceClass: ServiceClass) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.ServiceRegistry,
    abi: serviceRegistryAbi,
    functionName: "minStake",
    args: [CLASSES[serviceClass]],
    query: { staleTime: 60_000 },
  });
}
