import { formatBps } from "../../lib/format.ts";
import { shareBps } from "../../lib/vote-shares.ts";

interface ShareBarProps {
  /** What the bar is of, `Power` for example. */
  house: string;
  inFavour: bigint;
  against: bigint;
  /** For's share of both at which the line stands, basis points. */
  neededBps: number;
}

/** For beside Against, with a line at the share that For needs. The numbers stand beside it in words. */
export function ShareBar({ house, inFavour, against, neededBps }: ShareBarProps) {
  const share = shareBps(inFavour, inFavour + against);
  return (
    <div
      role="img"
      aria-label={`${house}: ${share === undefined ? "no votes yet" : `${formatBps(share)} For`}; more than ${formatBps(neededBps)} is the line`}
      className="relative h-2.5 rounded-full bg-line"
    >
      {share !== undefined && (
        <span className="flex h-full overflow-hidden rounded-full">
          <span className="block bg-positive" style={{ width: `${share / 100}%` }} />
          <span className="block flex-1 bg-negative" />
        </span>
      )}
      <span
        className="absolute -top-1 h-4.5 w-0.5 rounded-full bg-ink ring-2 ring-surface"
        style={{ insetInlineStart: `calc(${neededBps / 100}% - 1px)` }}
      />
    </div>
  );
}
