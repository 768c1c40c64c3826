import { toast } from "sonner";
import { useConnection } from "wagmi";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { BOUNTY_WORDS, type Bounty, type BountyStage } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, formatTime, isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { OpenCase } from "../court/open-case.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { HandInForm } from "./hand-in-form.tsx";

interface BountyActCardProps {
  bounty: Bounty;
  stage: BountyStage;
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** What can be done about a bounty now, by whoever is connected. */
export function BountyActCard({ bounty, stage, now }: BountyActCardProps) {
  const { contracts, token } = useStoaConfig();
  const { address } = useConnection();
  const { state, send } = useTransaction(`bounty:${bounty.id}`, () => toast.success("Done"));
  const sponsor = isSameAddress(address, bounty.sponsor);
  const until =
    stage === "open"
      ? bounty.submitBy
      : stage === "reviewing" || stage === "disputed"
        ? bounty.deadline
        : null;
  const mayHandIn = !sponsor && (bounty.named === null || isSameAddress(address, bounty.named));
  const act = (functionName: "cancel" | "accept" | "conclude") =>
    void send(() =>
      contractCall({
        address: contracts.AuditBounties,
        abi: auditBountiesAbi,
        functionName,
        args: [bounty.id],
      }),
    );
  const button = (label: string, functionName: "cancel" | "accept" | "conclude") => (
    <Button variant="primary" busy={isBusy(state)} onClick={() => act(functionName)}>
      {label}
    </Button>
  );

  return (
    <Card aria-label="What comes next" className="pb-5">
      <CardHeader
        title={BOUNTY_WORDS[stage].label}
        description={`${BOUNTY_WORDS[stage].effect}${until === null ? "" : ` Until ${formatTime(until)}, ${formatRelative(until, now)}.`}`}
        className="pb-4"
      />
      {address && stage === "open" && mayHandIn && <HandInForm bounty={bounty} />}
      {address && (
        <div className="flex flex-wrap gap-2 px-5">
          {(stage === "expired" || (stage === "open" && sponsor)) && button("Send the reward back", "cancel")}
          {(stage === "overdue" || (stage === "reviewing" && sponsor)) &&
            button(`Accept and pay ${formatMoney(bounty.reward + bounty.bond, token)}`, "accept")}
          {stage === "reviewing" && sponsor && (
            <OpenCase
              subject={{ kind: "bounty", bountyId: bounty.id, reward: bounty.reward }}
              what={`the report for bounty ${bounty.id}`}
            />
          )}
          {stage === "unruled" && button("End the dispute", "conclude")}
        </div>
      )}
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
