import type { Chain } from "viem";
import { useChains } from "wagmi";

/** The one chain this site works on. */
export function useStoaChain(): Chain {
  const [chain] = useChains();
  return chain;
}
