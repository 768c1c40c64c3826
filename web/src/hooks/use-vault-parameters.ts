import { useReadContract } from "wagmi";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** The vault's governed parameters: least deposit (base units) and how long a thaw takes (seconds). */
export function useVaultParameters() {
  const { contracts } = useStoaConfig();
  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const query = { staleTime: 60_000 };
  const { data: minDeposit } = useReadContract({ ...vault, functionName: "minDeposit", query });
  const { data: thawPeriod } = useReadContract({ ...vault, functionName: "thawPeriod", query });
  return { minDeposit, thawPeriod };
}
