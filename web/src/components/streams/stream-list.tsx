import type { Address } from "viem";
import { useStreamUses } from "../../hooks/use-prepaid-uses.ts";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import { streamStageOf, type Stream } from "../../lib/streams.ts";
import { StreamItem } from "./stream-item.tsx";

interface StreamListProps {
  payer: Address;
  streams: readonly Stream[];
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** A payer's streams, those that still run or give back first. */
export function StreamList({ payer, streams, now }: StreamListProps) {
  const { data: uses = [] } = useStreamUses(payer);
  const nameOf = useServiceNames(streams.map(({ serviceId }) => serviceId));
  const isDone = (stream: Stream) => streamStageOf(stream, now) === "refunded";
  const listed = [...streams.filter((each) => !isDone(each)), ...streams.filter(isDone)];
  return (
    <ul className="divide-y border-t">
      {listed.map((stream) => (
        <StreamItem
          key={String(stream.id)}
          stream={stream}
          name={nameOf(stream.serviceId)}
          used={uses.find(({ streamId }) => streamId === stream.id)?.used}
          now={now}
        />
      ))}
    </ul>
  );
}
