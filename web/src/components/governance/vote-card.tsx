import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { stoaGovernorAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useWeights } from "../../hooks/use-weights.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatTime } from "../../lib/format.ts";
import { SUPPORT_LABEL, SUPPORTS, type Support } from "../../lib/proposal-words.ts";
import { formatStoa, formatVoice } from "../../lib/stoa.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Fact } from "../fact.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Textarea } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

/** In the order a person reads them. */
const CHOICES: readonly Support[] = ["for", "against", "abstain"];

interface VoteCardProps {
  proposalId: bigint;
  voter: Address;
  /** Unix seconds; over, since the vote runs. */
  snapshot: bigint;
  /** How this account has voted. */
  cast: Support | undefined;
}

/** A ballot: what it weighs by the snapshot, as the chain has it, and one choice with a reason. */
export function VoteCard({ proposalId, voter, snapshot, cast }: VoteCardProps) {
  const { contracts } = useStoaConfig();
  const { data: weights } = useWeights(voter, snapshot);
  const [reason, setReason] = useState("");
  const { state, send } = useTransaction(`vote:${proposalId}:${voter}`, () =>
    toast.success("Your vote is cast"),
  );
  const weightless = weights !== undefined && weights.power === 0n && weights.voice === 0n;

  const vote = (support: Support) =>
    void send(() =>
      contractCall({
        address: contracts.StoaGovernor,
        abi: stoaGovernorAbi,
        functionName: "castVoteWithReason",
        args: [proposalId, SUPPORTS.indexOf(support), reason.trim()],
      }),
    );

  return (
    <Card aria-label="Your vote" className="pb-5">
      <CardHeader
        title="Your vote"
        description={`What you held and what was delegated to you at ${formatTime(snapshot)} counts.`}
        actions={cast && <Badge tone={SUPPORT_LABEL[cast].tone}>You voted {SUPPORT_LABEL[cast].label}</Badge>}
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4">
        <dl className="grid grid-cols-2 gap-5 text-sm">
          <Fact label="Power at the snapshot">{weights ? formatStoa(weights.power) : "…"}</Fact>
          <Fact label="Voice at the snapshot">{weights ? formatVoice(weights.voice) : "…"}</Fact>
        </dl>
        {weightless && !cast && (
          <Notice tone="caution">
            This account had neither power nor voice at the snapshot, so it cannot vote on this.
          </Notice>
        )}
        {!weightless && !cast && (
          <>
            <Field label="Reason" optional hint="Everybody can read it, for good.">
              {(ids) => (
                <Textarea {...ids} value={reason} onChange={({ target }) => setReason(target.value)} />
              )}
            </Field>
            <div className="flex flex-wrap gap-2">
              {CHOICES.map((support) => (
                <Button
                  key={support}
                  variant={support === "for" ? "primary" : "outline"}
                  busy={isBusy(state)}
                  disabled={!weights}
                  onClick={() => vote(support)}
                >
                  {support === "abstain" ? "Abstain" : `Vote ${SUPPORT_LABEL[support].label}`}
                </Button>
              ))}
            </div>
          </>
        )}
        {state.step !== "indexed" && <TransactionStatus state={state} />}
      </div>
    </Card>
  );
}
