import { useMemo } from "react";
import type { ArgumentContext } from "../lib/argument-text.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractNameOf } from "../lib/contract-name.ts";
import { STOA } from "../lib/stoa.ts";

/** What the words for a call's arguments need to know of this deployment. */
export function useArgumentContext(): ArgumentContext {
  const { contracts, token } = useStoaConfig();
  return useMemo(
    () => ({
      money: token,
      stoa: { ...STOA, address: contracts.StoaToken },
      nameOf: (address) => contractNameOf(contracts, address),
    }),
    [contracts, token],
  );
}
