import type { ReactNode } from "react";
import { formatBps } from "../../lib/format.ts";
import { shareBps } from "../../lib/vote-shares.ts";
import { ShareBar } from "./share-bar.tsx";

interface HouseVotesProps {
  house: string;
  inFavour: bigint;
  against: bigint;
  abstain: bigint;
  format: (value: bigint) => string;
  /** For's share of For and Against at the line, basis points. */
  neededBps: number;
  /** What the line means. */
  needed: string;
  children?: ReactNode;
}

/** One house: its bar with the line, and what was cast. */
export function HouseVotes({
  house,
  inFavour,
  against,
  abstain,
  format,
  neededBps,
  needed,
  children,
}: HouseVotesProps) {
  const share = shareBps(inFavour, inFavour + against);
  return (
    <section aria-label={house} className="grid min-w-0 content-start gap-3">
      <h3 className="flex items-baseline justify-between gap-4 text-sm">
        <span className="font-medium">{house}</span>
        <span className="text-ink-muted tabular-nums">
          {share === undefined ? "No votes yet" : `${formatBps(share)} For`}
        </span>
      </h3>
      <ShareBar house={house} inFavour={inFavour} against={against} neededBps={neededBps} />
      <p className="text-xs text-ink-muted">{needed}</p>
      <dl className="grid grid-cols-1 gap-x-3 gap-y-1.5 text-sm tabular-nums sm:grid-cols-3">
        <Cast label="For" dot="bg-positive" value={format(inFavour)} />
        <Cast label="Against" dot="bg-negative" value={format(against)} />
        <Cast label="Abstain" dot="bg-line-strong" value={format(abstain)} />
      </dl>
      {children}
    </section>
  );
}

function Cast({ label, dot, value }: { label: string; dot: string; value: string }) {
  return (
    <div className="flex min-w-0 items-baseline justify-between gap-3 sm:block">
      <dt className="flex items-center gap-1.5 text-xs text-ink-muted">
        <span aria-hidden className={`size-2 rounded-full ${dot}`} />
        {label}
      </dt>
      <dd className="sm:mt-0.5 [overflow-wrap:anywhere]">{value}</dd>
    </div>
  );
}
