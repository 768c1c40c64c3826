import { useMemo, useSyncExternalStore } from "react";
import { zeroAddress, type Address } from "viem";
import { useStoaConfig } from "../lib/config.ts";
import { keyStore, onKeysChanged } from "../lib/session-keys.ts";

/** The keys this browser knows for `payer`, and the store to change them. */
export function useSessionKeys(payer: Address | undefined) {
  const { chainId, gateway } = useStoaConfig();
  const store = useMemo(() => keyStore(chainId, gateway, payer ?? zeroAddress), [chainId, gateway, payer]);
  const keys = useSyncExternalStore(onKeysChanged, store.list);
  return { keys, store };
}
