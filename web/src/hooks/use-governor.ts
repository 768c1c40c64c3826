import { useReadContract } from "wagmi";
import type { Windows } from "../../../indexer/proposal-state.ts";
import { authorityAbi, constitutionAbi, stoaGovernorAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { proposalStateOf } from "../lib/proposal-words.ts";

/** Milliseconds between looks at what time alone changes. */
const LOOK = 4_000;

function useGovernor() {
  const { contracts } = useStoaConfig();
  return { address: contracts.StoaGovernor, abi: stoaGovernorAbi } as const;
}

/** How long a passed proposal can wait for its queue, and a queued one for its execution. */
export function useWindows(): Windows | undefined {
  const governor = useGovernor();
  const query = { staleTime: Infinity };
  const { data: queueWindow } = useReadContract({ ...governor, functionName: "QUEUE_WINDOW", query });
  const { data: executionWindow } = useReadContract({ ...governor, functionName: "EXECUTION_WINDOW", query });
  return queueWindow === undefined || executionWindow === undefined
    ? undefined
    : { queueWindow, executionWindow };
}

/** Where the chain says that a proposal is, as the Governor numbers it. */
export function useProposalState(id: bigint) {
  return useReadContract({
    ...useGovernor(),
    functionName: "state",
    args: [id],
    query: { refetchInterval: LOOK },
  });
}

/** Whether a vote can change nothing any more: it was cancelled, lost, or not executed in time. False until the chain says so. */
export function useVoteLost(id: bigint | undefined): boolean {
  const { data: state } = useReadContract({
    ...useGovernor(),
    functionName: "state",
    args: id === undefined ? undefined : [id],
    query: { enabled: id !== undefined, refetchInterval: LOOK },
  });
  const found = state === undefined ? undefined : proposalStateOf(state);
  return found === "cancelled" || found === "defeated" || found === "expired";
}

/** The guardian, which can cancel; the zero address when its term is over. */
export function useGuardian() {
  return useReadContract({
    ...useGovernor(),
    functionName: "proposalGuardian",
    query: { staleTime: 60_000 },
  });
}

/** How a tier votes. */
export function useTier(role: bigint | undefined) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.Constitution,
    abi: constitutionAbi,
    functionName: "tierOf",
    args: role === undefined ? undefined : [role],
    query: { enabled: role !== undefined, staleTime: 60_000 },
  });
}

/** Seconds that what a tier passed waits for its execution: the Authority's, and never less than the Governor's least. */
export function useExecutionDelay(role: bigint | undefined): number | undefined {
  const { contracts } = useStoaConfig();
  const { data: least } = useReadContract({
    ...useGovernor(),
    functionName: "MIN_EXECUTION_DELAY",
    query: { staleTime: Infinity },
  });
  const { data: held } = useReadContract({
    address: contracts.Authority,
    abi: authorityAbi,
    functionName: "hasRole",
    args: role === undefined ? undefined : [role, contracts.StoaGovernor],
    query: { enabled: role !== undefined, staleTime: 60_000 },
  });
  return least === undefined || held === undefined ? undefined : Math.max(least, held[1]);
}
