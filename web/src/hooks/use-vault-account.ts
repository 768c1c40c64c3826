import type { Address } from "viem";
import { useReadContract } from "wagmi";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** The payer's account in the vault at this gateway, from the chain. */
export function useVaultAccount(payer: Address | undefined) {
  const { contracts, gateway } = useStoaConfig();
  return useReadContract({
    address: contracts.EscrowVault,
    abi: escrowVaultAbi,
    functionName: "accountOf",
    args: payer && [payer, gateway],
    query: { enabled: payer !== undefined, refetchInterval: 4_000 },
  });
}
