import { toast } from "sonner";
import type { Address } from "viem";
import { treasuryAbi } from "../../../../contracts/generated.ts";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useProgress, useStream } from "../../hooks/use-treasury.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall, type ContractCall } from "../../lib/contract-call.ts";
import { formatRelative, formatTime, isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import {
  CARRY_OUT,
  REQUEST_KIND_LABEL,
  REQUEST_STATE_LABEL,
  tokenAmount,
  type Budget,
  type TreasuryRequest,
} from "../../lib/treasury-words.ts";
import { AddressText } from "../address-text.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { GrantMilestones } from "./grant-milestones.tsx";

interface RequestItemProps {
  request: TreasuryRequest;
  budget: Budget;
  account: Address | undefined;
  /** Of the budget's council. */
  member: boolean;
  /** A member of the council who has not approved yet. */
  canApprove: boolean;
}

/** One request: how far it is, and what can be done with it now. */
export function RequestItem({ request, budget, account, member, canApprove }: RequestItemProps) {
  const { contracts } = useStoaConfig();
  const context = useArgumentContext();
  const now = useChainTime() ?? 0n;
  const progress = useProgress(request.id);
  const { state, send } = useTransaction(`request-item:${request.id}`, () => toast.success("Done"));
  const { id, kind, amount, recipient, category, requester, grantId, milestone, start, end } = request;
  const treasury = { address: contracts.Treasury, abi: treasuryAbi, args: [id] } as const;
  const { label, tone } = REQUEST_STATE_LABEL[request.state];
  const open = request.state === "requested";
  const payableAt = progress?.payableAt ?? 0n;
  const due = open && payableAt > 0n && now >= payableAt;
  const stream = useStream(id, kind === "stream" && request.state === "running");
  const busy = isBusy(state);
  const act = (call: ContractCall) => void send(() => call);

  return (
    <li className="grid grid-cols-1 gap-2.5 px-5 py-4 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium tabular-nums">
            {String(id)}. {REQUEST_KIND_LABEL[kind]} of {tokenAmount(amount, budget.token, context)}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-ink-muted">
            {category} · to <AddressText address={recipient} /> · budget {String(budget.id)}
            {milestone !== null && ` · milestone ${milestone + 1} of grant ${grantId}`}
            {start !== null && end !== null && ` · from ${formatTime(start)} to ${formatTime(end)}`}
          </p>
        </div>
        <Badge tone={tone}>{label}</Badge>
        {account && open && canApprove && (
          <Button
            size="sm"
            busy={busy}
            onClick={() => act(contractCall({ ...treasury, functionName: "approve" }))}
          >
            Approve
          </Button>
        )}
        {account && due && (
          <Button
            size="sm"
            variant="primary"
            busy={busy}
            onClick={() => act(contractCall({ ...treasury, functionName: CARRY_OUT[kind].functionName }))}
          >
            {CARRY_OUT[kind].label}
          </Button>
        )}
        {account && open && requester && isSameAddress(requester, account) && (
          <Button
            size="sm"
            busy={busy}
            onClick={() => act(contractCall({ ...treasury, functionName: "cancel" }))}
          >
            Take back
          </Button>
        )}
        {account && stream && stream.accrued > stream.withdrawn && (
          <Button
            size="sm"
            busy={busy}
            onClick={() => act(contractCall({ ...treasury, functionName: "withdrawStream" }))}
          >
            Pay out {tokenAmount(stream.accrued - stream.withdrawn, budget.token, context)}
          </Button>
        )}
      </div>
      {open && progress && (
        <p className="text-ink-soft tabular-nums">
          {Number(progress.approvals)} of {Number(progress.needed)} approvals
          {payableAt > 0n && !due && (
            <span title={formatTime(payableAt)}>; due {formatRelative(payableAt, now)}</span>
          )}
        </p>
      )}
      {kind === "grant" && <GrantMilestones grant={request} budget={budget} member={member} />}
      {stream && (
        <p className="text-ink-soft tabular-nums">
          {tokenAmount(stream.accrued, budget.token, context)} accrued,{" "}
          {tokenAmount(stream.withdrawn, budget.token, context)} paid out
        </p>
      )}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
