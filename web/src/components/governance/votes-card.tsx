import { outcomeOf, type ProposalState, type Votes } from "../../../../indexer/proposal-state.ts";
import { formatBps } from "../../lib/format.ts";
import { whatWouldPass } from "../../lib/pass-rule.ts";
import { formatPower, formatStoa, formatVoice } from "../../lib/stoa.ts";
import { shareBps } from "../../lib/vote-shares.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Meter } from "../ui/meter.tsx";
import { Notice } from "../ui/notice.tsx";
import { HouseVotes } from "./house-votes.tsx";

const HALF = 5_000;

const PAST = {
  voices: "Both houses are for it as it stands.",
  override: "Power is so much for it that the voices are overridden.",
  fewVoices: "Too few voices have voted to stop it.",
} as const;

interface VotesCardProps {
  votes: Votes & { readonly voiceAbstain: bigint };
  /** Base units of STOA; undefined until the snapshot is over. */
  quorum: bigint | undefined;
  state: ProposalState;
}

/** Both houses with their lines, and what would still pass it. */
export function VotesCard({ votes, quorum, state }: VotesCardProps) {
  const { powerFor, powerAgainst, powerAbstain, voiceFor, voiceAgainst, voiceAbstain } = votes;
  const counted = quorum === undefined ? undefined : { ...votes, quorum };
  const outcome = counted && outcomeOf(counted);
  const missing = counted ? whatWouldPass(counted) : [];
  const turnout = powerFor + powerAbstain;

  return (
    <Card aria-label="Both houses" className="pb-5">
      <CardHeader
        title="Both houses"
        description="Each ballot counts twice: with the voter’s power, and with his own voice."
      />
      <div className="grid gap-8 px-5 pt-5 md:grid-cols-2">
        <HouseVotes
          house="Power"
          inFavour={powerFor}
          against={powerAgainst}
          abstain={powerAbstain}
          format={formatPower}
          neededBps={votes.approvalBps}
          needed={`The line: ${votes.approvalBps === HALF ? "more than " : ""}${formatBps(votes.approvalBps)} of For and Against.`}
        >
          {quorum !== undefined && (
            <div className="grid gap-1.5 text-xs text-ink-muted tabular-nums">
              <Meter label="Quorum" value={turnout} most={quorum} />
              <p>
                Quorum: {formatStoa(turnout)} of {formatStoa(quorum)} For or Abstain
                {quorum > 0n && `, ${formatBps(shareBps(turnout, quorum) ?? 0)}`}
              </p>
            </div>
          )}
        </HouseVotes>
        <HouseVotes
          house="Voice"
          inFavour={voiceFor}
          against={voiceAgainst}
          abstain={voiceAbstain}
          format={formatVoice}
          neededBps={HALF}
          needed="The line: more voice For than Against."
        >
          <p className="text-xs text-ink-muted tabular-nums">
            {votes.voices} {votes.voices === 1 ? "member has" : "members have"} voted
            {votes.minVoices > 0 && `; from ${votes.minVoices} on their house must be asked`}.{" "}
            {votes.overridable
              ? "Two thirds of power, and twice the quorum, override them."
              : "They cannot be overridden."}
          </p>
        </HouseVotes>
      </div>
      {outcome && (state === "active" || state === "pending") && (
        <Notice
          tone={outcome.passes ? "info" : "caution"}
          title={outcome.passes ? "It would pass now" : "What would pass it"}
          className="mx-5 mt-5"
        >
          {outcome.past && outcome.passes && PAST[outcome.past]}
          {missing.length > 0 && (
            <ul className="list-disc ps-4">
              {missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </Card>
  );
}
