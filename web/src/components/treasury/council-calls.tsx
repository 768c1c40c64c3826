import { toast } from "sonner";
import type { Address } from "viem";
import { useConnection } from "wagmi";
import { councilAbi } from "../../../../contracts/generated.ts";
import { useCouncilCalls, useOwnCouncilApprovals } from "../../hooks/use-treasury.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { RawCall } from "../../lib/call-words.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatRelative, isSameAddress } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { CallView } from "../governance/call-view.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";

interface CouncilCallsProps {
  council: Address;
  members: readonly Address[];
  threshold: number;
  /** Chain time, Unix seconds. */
  now: bigint;
  /** Which of its calls; all when it is left out. */
  only?: (call: RawCall) => boolean;
}

/** What a council has proposed to do and not done; its members approve it and carry it out. */
export function CouncilCalls({ council, members, threshold, now, only }: CouncilCallsProps) {
  const { address } = useConnection();
  const { data: calls = [] } = useCouncilCalls();
  const { data: approved = [] } = useOwnCouncilApprovals(address);
  const own = calls.filter(
    ({ council: of, expiry, call }) => isSameAddress(of, council) && expiry > now && (only?.(call) ?? true),
  );
  const member = members.some((each) => isSameAddress(each, address));
  if (own.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-3">
      {own.map((call) => (
        <CouncilCall
          key={String(call.id)}
          call={call}
          threshold={threshold}
          member={member}
          approved={approved.some(
            (each) => each.proposalId === call.id && isSameAddress(each.council, council),
          )}
          now={now}
        />
      ))}
    </ul>
  );
}

interface CouncilCallProps {
  call: typeof schema.councilProposal.$inferSelect;
  threshold: number;
  member: boolean;
  /** By the connected member. */
  approved: boolean;
  now: bigint;
}

function CouncilCall({ call, threshold, member, approved, now }: CouncilCallProps) {
  const { id, council, approvals, eta, expiry } = call;
  const { state, send } = useTransaction(`council:${council}:${id}`, () => toast.success("Done"));
  const waits = eta !== null && now < eta;
  const act = (functionName: "approve" | "enact") =>
    void send(() => contractCall({ address: council, abi: councilAbi, functionName, args: [id] }));
  return (
    <li className="grid grid-cols-1 gap-3 rounded-lg border p-4">
      <CallView call={call.call} place={Number(id)} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted tabular-nums">
          {approvals} of {threshold} approvals;{" "}
          {waits ? `can be made ${formatRelative(eta, now)}` : `ends ${formatRelative(expiry, now)}`}
        </p>
        {member && (
          <span className="flex gap-2">
            {!approved && (
              <Button size="sm" busy={isBusy(state)} onClick={() => act("approve")}>
                Approve
              </Button>
            )}
            <Button
              size="sm"
              variant="primary"
              busy={isBusy(state)}
              disabled={approvals < threshold || waits}
              onClick={() => act("enact")}
            >
              Enact
            </Button>
          </span>
        )}
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
