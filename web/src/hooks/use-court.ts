import { zeroAddress, type Address } from "viem";
import { useReadContract } from "wagmi";
import { councilArbitratorAbi, courtAbi } from "../../../contracts/generated.ts";
import type { BondRule } from "../lib/cases.ts";
import { useStoaConfig } from "../lib/config.ts";

function useCourtContract() {
  const { contracts } = useStoaConfig();
  return { address: contracts.Court, abi: courtAbi } as const;
}

/** What opening a case costs at least; undefined until it is read. */
export function useBondRule(): BondRule | undefined {
  const court = useCourtContract();
  const { data: minimum } = useReadContract({ ...court, functionName: "minBond" });
  const { data: bps } = useReadContract({
    ...court,
    functionName: "BOND_BPS",
    query: { staleTime: Infinity },
  });
  return minimum === undefined || bps === undefined ? undefined : { minimum, bps };
}

/** How long the steps of a case that is opened now take at most, seconds. */
export interface CourtWindows {
  readonly answer: number;
  readonly rule: number;
  /** To ask for an appeal. */
  readonly appeal: number;
  /** Of an appeal's vote, with all that carries it out. */
  readonly vote: number;
}

/** The windows of a new case; undefined until they are read. */
export function useCourtWindows(): CourtWindows | undefined {
  const court = useCourtContract();
  const { data: windows } = useReadContract({ ...court, functionName: "windows" });
  const { data: vote } = useReadContract({
    ...court,
    functionName: "APPEAL_MAX",
    query: { staleTime: Infinity },
  });
  if (windows === undefined || vote === undefined) return undefined;
  const [answer, rule, appeal] = windows;
  return { answer, rule, appeal, vote: Number(vote) };
}

/** Who rules on a new case; undefined until it is read. */
export function useArbitrator(): Address | undefined {
  const { data: arbitrator } = useReadContract({ ...useCourtContract(), functionName: "arbitrator" });
  return arbitrator;
}

/** What the arbitrator asks for a new case, wei; undefined until it is read. */
export function useArbitrationCost(): bigint | undefined {
  const court = useCourtContract();
  const arbitrator = useArbitrator();
  const { data: extraData } = useReadContract({ ...court, functionName: "arbitratorExtraData" });
  const { data: cost } = useReadContract({
    address: arbitrator ?? zeroAddress,
    // Any ERC-792 arbitrator has this function; the site knows its ABI from the council’s.
    abi: councilArbitratorAbi,
    functionName: "arbitrationCost",
    args: [extraData ?? "0x"],
    query: { enabled: arbitrator !== undefined && extraData !== undefined },
  });
  return cost;
}

/** Seconds that must be left of a contested charge's dispute for a case about it; undefined until they are read. */
export function useChargeCaseTime(): number | undefined {
  const court = useCourtContract();
  const windows = useCourtWindows();
  const { data: execution } = useReadContract({
    ...court,
    functionName: "CHARGE_EXECUTION_TIME",
    query: { staleTime: Infinity },
  });
  if (windows === undefined || execution === undefined) return undefined;
  return windows.answer + windows.rule + Number(execution);
}
