import { erc20Abi, type Address } from "viem";
import { useReadContract } from "wagmi";
import { useStoaConfig } from "../lib/config.ts";

/** What `owner` holds of the vault's token in the wallet, base units. */
export function useTokenBalance(owner: Address | undefined) {
  const { token } = useStoaConfig();
  return useReadContract({
    address: token.address,
    abi: erc20Abi,
    functionName: "balanceOf",
    args: owner && [owner],
    query: { enabled: owner !== undefined, refetchInterval: 4_000 },
  });
}
