import type { Votes } from "../../../../indexer/proposal-state.ts";
import { formatBps } from "../../lib/format.ts";
import { shareBps } from "../../lib/vote-shares.ts";
import { ShareBar } from "./share-bar.tsx";

/** Voices need more For than Against. */
const HALF = 5_000;

/** Both houses of a vote in two lines. */
export function VotesSummary({ votes }: { votes: Votes }) {
  const { powerFor, powerAgainst, powerAbstain, voiceFor, voiceAgainst, approvalBps, quorum } = votes;
  const cast = powerFor + powerAgainst + powerAbstain;
  const reached = cast === 0n ? undefined : shareBps(powerFor + powerAbstain, quorum);
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 text-xs text-ink-muted tabular-nums">
      <span>Power</span>
      <ShareBar house="Power" inFavour={powerFor} against={powerAgainst} neededBps={approvalBps} />
      <span>{inWords(powerFor, powerAgainst)}</span>
      <span>Voice</span>
      <ShareBar house="Voice" inFavour={voiceFor} against={voiceAgainst} neededBps={HALF} />
      <span>{inWords(voiceFor, voiceAgainst)}</span>
      <span className="col-span-3">
        {reached === undefined ? "No ballot yet" : `${formatBps(reached)} of the quorum`}
      </span>
    </div>
  );
}

function inWords(inFavour: bigint, against: bigint): string {
  const share = shareBps(inFavour, inFavour + against);
  return share === undefined ? "None yet" : `${formatBps(share)} For`;
}
