import { useState } from "react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useOwnStreams, useStreamOffer } from "../../hooks/use-streams.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration } from "../../lib/format.ts";
import { hourly } from "../../lib/streams.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { OpenStreamDialog } from "./open-stream-dialog.tsx";
import { StreamList } from "./stream-list.tsx";

/** Paying by the second: what the service asks, and the connected payer's own streams. Nothing where there is neither. */
export function StreamCard({ serviceId, name }: { serviceId: bigint; name: string }) {
  const { token } = useStoaConfig();
  const { address } = useConnection();
  const now = useChainTime();
  const offer = useStreamOffer(serviceId);
  const { data: all = [] } = useOwnStreams(address);
  const streams = all.filter((stream) => stream.serviceId === serviceId);
  const [opening, setOpening] = useState(false);
  if (now === undefined || (!offer && streams.length === 0)) return null;
  return (
    <Card aria-label="By the second">
      <CardHeader
        title="By the second"
        description={
          offer ? (
            <>
              {hourly(offer.ratePerSecond, token)}, for as many calls as you like while it runs.{" "}
              {offer.notice === 0
                ? "You can end it at any second."
                : `You can close it at any time; it earns for ${formatDuration(offer.notice)} after that.`}
            </>
          ) : (
            "This service takes no new streams."
          )
        }
        actions={
          offer && (
            <Button
              size="sm"
              variant="primary"
              onClick={() => (address ? setOpening(true) : openWalletDialog())}
            >
              {address ? "Open a stream" : "Connect to open a stream"}
            </Button>
          )
        }
        className="pb-4"
      />
      {address && streams.length > 0 && <StreamList payer={address} streams={streams} now={now} />}
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
