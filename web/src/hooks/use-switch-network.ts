import { useSwitchChain } from "wagmi";
import { useStoaConfig } from "../lib/config.ts";
import { isUserRejection, problemOf } from "../lib/errors.ts";

/** Turns the wallet to Stoa's chain. wagmi adds the chain first where the wallet answers that it is unknown (4902). */
export function useSwitchNetwork() {
  const { chainId } = useStoaConfig();
  const { mutate, isPending, error } = useSwitchChain();
  return {
    turn: (onTurned?: () => void) => mutate({ chainId }, { onSuccess: () => onTurned?.() }),
    isPending,
    problem: error && !isUserRejection(error) ? problemOf(error) : undefined,
  };
}
