import { useReadContract } from "wagmi";
import { courtAbi } from "../../../contracts/generated.ts";
import type { BondRule } from "../lib/cases.ts";
import { useStoaConfig } from "../lib/config.ts";

/** What opening a case costs at least; undefined until it is read. */
export function useBondRule(): BondRule | undefined {
  const { contracts } = useStoaConfig();
  const court = { address: contracts.Court, abi: courtAbi } as const;
  const { data: minimum } = useReadContract({ ...court, functionName: "minBond" });
  const { data: bps } = useReadContract({
    ...court,
    functionName: "BOND_BPS",
    query: { staleTime: Infinity },
  });
  return minimum === undefined || bps === undefined ? undefined : { minimum, bps };
}
