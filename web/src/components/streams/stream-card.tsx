import { useState } from "react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useOwnStreams, useStreamOffer } from "../../hooks/use-streams.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration } from "../../lib/format.ts";
import { hourly } from "../../lib/streams.ts";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { OpenStreamDialog } from "./open-stream-dialog.tsx";
import { StreamItem } from "./stream-item.tsx";

/** Paying by the second: what the service asks, and the connected payer's own streams. Nothing where there is neither. */
export function StreamCard({ serviceId, name }: { serviceId: bigint; name: string }) {
  const { token } = useStoaConfig();
  const { address } = useConnection();
  const now = useChainTime();
  const offer = useStreamOffer(serviceId);
  const { data: streams = [] } = useOwnStreams(serviceId, address);
  const [opening, setOpening] = useState(false);
  if (now === undefined || (!offer && streams.length === 0)) return null;
  return (
    <Card aria-label="By the second">
      <CardHeader
        title="By the second"
        description={
          offer
            ? `${hourly(offer.ratePerSecond, token)} at least, for as many calls as you like while it runs. It earns for ${formatDuration(offer.notice)} after you close it.`
            : "This service takes no new streams."
        }
        actions={
          offer &&
          address && (
            <Button size="sm" variant="primary" onClick={() => setOpening(true)}>
              Open a stream
            </Button>
          )
        }
        className="pb-4"
      />
      {streams.length > 0 && (
        <ul className="divide-y border-t">
          {streams.map((stream) => (
            <StreamItem key={String(stream.id)} stream={stream} now={now} />
          ))}
        </ul>
      )}
      {opening && offer && address && (
        <OpenStreamDialog
          serviceId={serviceId}
          name={name}
          offer={offer}
          payer={address}
          onClose={() => setOpening(false)}
        />
      )}
    </Card>
  );
}
