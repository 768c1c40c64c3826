import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useOwnStreams } from "../../hooks/use-streams.ts";
import { problemOf } from "../../lib/errors.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { StreamList } from "./stream-list.tsx";

/** All of a payer's streams; nothing before the first. */
export function StreamsCard({ payer }: { payer: Address }) {
  const now = useChainTime();
  const { data: streams, error } = useOwnStreams(payer);
  if (error)
    return (
      <Notice tone="negative" title="Your streams could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!streams || streams.length === 0 || now === undefined) return null;
  return (
    <Card aria-label="Streams">
      <CardHeader
        title="Streams"
        description="Money set aside that a service earns by the second. What it has not earned when a stream ends is yours."
        className="pb-3"
      />
      <StreamList payer={payer} streams={streams} now={now} />
    </Card>
  );
}
