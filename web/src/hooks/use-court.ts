import { useReadContract } from "wagmi";
import { courtAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** Least bond of a case, token base units. */
export function useMinCaseBond() {
  const { contracts } = useStoaConfig();
  return useReadContract({ address: contracts.Court, abi: courtAbi, functionName: "minBond" });
}

/** Basis points of what a case holds that its bond is at least: `BOND_BPS` in CourtParameters.sol. */
const BOND_BPS = 500n;

/** What opening a case costs when it holds or asks for `atStake`, token base units. */
export function caseBond(atStake: bigint, minimum: bigint): bigint {
  const part = (atStake * BOND_BPS) / 10_000n;
  return part > minimum ? part : minimum;
}
