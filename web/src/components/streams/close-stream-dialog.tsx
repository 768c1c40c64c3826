import { toast } from "sonner";
import { useSignedRequest } from "../../hooks/use-signed-request.ts";
import { useStreamOrders } from "../../hooks/use-stream-orders.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime, isSameAddress } from "../../lib/format.ts";
import { afterClosing, type Stream } from "../../lib/streams.ts";
import { EndDialog } from "../money/end-dialog.tsx";

interface CloseStreamDialogProps {
  stream: Stream;
  /** Chain time, Unix seconds. */
  now: bigint;
  onClose: () => void;
}

/** Ends a stream after its notice, and says first what comes back. */
export function CloseStreamDialog({ stream, now, onClose }: CloseStreamDialogProps) {
  const { gateway, token } = useStoaConfig();
  const { id, source, notice } = stream;
  const orders = useStreamOrders();
  const done = () => {
    toast.success("The stream is closed");
    onClose();
  };
  const request = useSignedRequest(done);
  const transaction = useTransaction(`close-stream:${id}`, done);
  const { endsAt, back } = afterClosing(stream, now);
  return (
    <EndDialog
      title="Close the stream"
      description={
        notice === 0
          ? "It ends at once. It cannot be opened again."
          : "It earns, and serves calls, until its notice is over. It cannot be opened again."
      }
      rows={[
        ["Ends", `${formatTime(endsAt)}, ${formatRelative(endsAt, now)}`],
        ["Comes back then", back === 0n ? "Nothing" : `about ${formatMoney(back, token)}`],
        ["To", source === "wallet" ? "yourself, to collect under Account" : "your account at the gateway"],
      ]}
      action="Close the stream"
      relay={
        isSameAddress(stream.gateway, gateway)
          ? { state: request.state, send: () => void request.send(() => orders.closeBySignature(id)) }
          : undefined
      }
      own={{
        state: transaction.state,
        send: () => void transaction.send(() => orders.act("close", id)),
      }}
      onClose={onClose}
    />
  );
}
