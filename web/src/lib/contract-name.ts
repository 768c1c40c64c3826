import type { ContractName, StoaConfig } from "./config.ts";
import { isSameAddress } from "./format.ts";

/** The deployment's name for an address; undefined for a stranger's. */
export function contractNameOf(
  contracts: StoaConfig["contracts"],
  address: `0x${string}`,
): ContractName | undefined {
  return (Object.keys(contracts) as ContractName[]).find((name) => isSameAddress(contracts[name], address));
}
