import { and, asc, desc, eq, isNull } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { erc20Abi, type Address, type Hex } from "viem";
import { useReadContract } from "wagmi";
import { treasuryAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** Open and closed budgets, in the order they were opened. */
export function useBudgets() {
  return useQuery({
    queryKey: [INDEX_KEY, "budgets"],
    queryFn: () => index.db.select().from(schema.budget).orderBy(asc(schema.budget.id)).limit(100),
  });
}

/** What councils have asked to pay, newest first. */
export function useTreasuryRequests() {
  return useQuery({
    queryKey: [INDEX_KEY, "treasury-requests"],
    queryFn: () =>
      index.db.select().from(schema.treasuryRequest).orderBy(desc(schema.treasuryRequest.id)).limit(100),
  });
}

/** What votes have spent, newest first. */
export function useTreasurySpends() {
  return useQuery({
    queryKey: [INDEX_KEY, "treasury-spends"],
    queryFn: () =>
      index.db.select().from(schema.treasurySpend).orderBy(desc(schema.treasurySpend.time)).limit(100),
  });
}

/** What votes have spent that waits for room in the window, oldest first. */
export function useQueuedSpends() {
  return useQuery({
    queryKey: [INDEX_KEY, "queued-spends"],
    queryFn: () =>
      index.db
        .select()
        .from(schema.queuedSpend)
        .where(and(isNull(schema.queuedSpend.paidAt), isNull(schema.queuedSpend.droppedAt)))
        .orderBy(asc(schema.queuedSpend.id))
        .limit(100),
  });
}

/** A grant's milestones, in their order. */
export function useMilestones(grantId: bigint) {
  return useQuery({
    queryKey: [INDEX_KEY, "milestones", String(grantId)],
    queryFn: () =>
      index.db
        .select()
        .from(schema.grantMilestone)
        .where(eq(schema.grantMilestone.grantId, grantId))
        .orderBy(asc(schema.grantMilestone.number)),
  });
}

/** Reports on its affairs, newest first. */
export function useTreasuryReports() {
  return useQuery({
    queryKey: [INDEX_KEY, "treasury-reports"],
    queryFn: () =>
      index.db.select().from(schema.treasuryReport).orderBy(desc(schema.treasuryReport.time)).limit(50),
  });
}

/** The councils and who is in them. */
export function useCouncils() {
  return useQuery({
    queryKey: [INDEX_KEY, "councils"],
    queryFn: () => index.db.select().from(schema.council).orderBy(asc(schema.council.name)).limit(50),
  });
}

/** What councils have proposed to do and not done yet, newest first. */
export function useCouncilCalls() {
  return useQuery({
    queryKey: [INDEX_KEY, "council-calls"],
    queryFn: () =>
      index.db
        .select()
        .from(schema.councilProposal)
        .where(isNull(schema.councilProposal.enactedAt))
        .orderBy(desc(schema.councilProposal.time))
        .limit(100),
  });
}

/** Calls that a member of a council approves. */
export function useOwnCouncilApprovals(member: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "own-council-approvals", member],
    enabled: member !== undefined,
    queryFn: () =>
      index.db
        .select()
        .from(schema.councilApproval)
        .where(
          and(
            eq(schema.councilApproval.member, (member?.toLowerCase() ?? "0x") as Hex),
            isNull(schema.councilApproval.withdrawnAt),
          ),
        )
        .limit(500),
  });
}

/** Requests that a member of a council has approved. */
export function useOwnApprovals(member: Address | undefined) {
  return useQuery({
    queryKey: [INDEX_KEY, "own-approvals", member],
    enabled: member !== undefined,
    queryFn: () =>
      index.db
        .select()
        .from(schema.treasuryApproval)
        .where(eq(schema.treasuryApproval.member, (member?.toLowerCase() ?? "0x") as Hex))
        .limit(500),
  });
}

/** Base units that the budget's window lets out now. */
export function useAvailable(budgetId: bigint) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.Treasury,
    abi: treasuryAbi,
    functionName: "availableOf",
    args: [budgetId],
    query: { refetchInterval: 8_000 },
  });
}

/** Base units of a token that a vote's spending would pay at once. */
export function useSpendable(token: Address) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: contracts.Treasury,
    abi: treasuryAbi,
    functionName: "spendableOf",
    args: [token],
    query: { refetchInterval: 8_000 },
  });
}

/** What a request needs and has, as the chain counts it now; `payableAt` is 0 while approvals are missing. */
export function useProgress(requestId: bigint) {
  const { contracts } = useStoaConfig();
  const { data } = useReadContract({
    address: contracts.Treasury,
    abi: treasuryAbi,
    functionName: "progressOf",
    args: [requestId],
    query: { refetchInterval: 8_000 },
  });
  return data && { approvals: data[0], needed: data[1], payableAt: data[2] };
}

/** What the Treasury holds of a token, base units. */
export function useTreasuryBalance(token: Address) {
  const { contracts } = useStoaConfig();
  return useReadContract({
    address: token,
    abi: erc20Abi,
    functionName: "balanceOf",
    args: [contracts.Treasury],
    query: { refetchInterval: 8_000 },
  });
}

/** What a stream has accrued and paid so far, token base units. */
export function useStream(streamId: bigint, enabled: boolean) {
  const { contracts } = useStoaConfig();
  const treasury = { address: contracts.Treasury, abi: treasuryAbi, args: [streamId] } as const;
  const query = { enabled, refetchInterval: 8_000 };
  const { data: accrued } = useReadContract({ ...treasury, functionName: "accruedOf", query });
  const { data: stream } = useReadContract({ ...treasury, functionName: "streamOf", query });
  return accrued === undefined || stream === undefined ? undefined : { accrued, withdrawn: stream[1] };
}
