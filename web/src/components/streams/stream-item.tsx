import { toast } from "sonner";
import { streamsAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { earnedOf, hourly, type Stream } from "../../lib/streams.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";

/** One stream of the connected payer's: what it has earned by now, and how to end it. */
export function StreamItem({ stream, now }: { stream: Stream; now: bigint }) {
  const { contracts, token } = useStoaConfig();
  const { id, fundedUntil, deposit, refunded } = stream;
  const { state, send } = useTransaction(`stream:${id}`, () => toast.success("Done"));
  const earned = earnedOf(stream, now);
  const ended = now >= fundedUntil;
  const gone = stream.state === "refunded";
  const act = (functionName: "close" | "refund") =>
    void send(() => contractCall({ address: contracts.Streams, abi: streamsAbi, functionName, args: [id] }));
  return (
    <li className="grid grid-cols-1 gap-2 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="text-sm font-medium tabular-nums">
            {formatMoney(earned, token)} of {formatMoney(deposit, token)} earned
          </p>
          <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
            {hourly(stream.ratePerSecond, token)} · {ended ? "ended" : "runs until"} {formatTime(fundedUntil)}
            , {formatRelative(fundedUntil, now)}
            {refunded > 0n && ` · ${formatMoney(refunded, token)} came back`}
          </p>
        </div>
        <Badge tone={gone || ended ? "neutral" : "positive"}>
          {gone ? "Paid back" : ended ? "Over" : stream.state === "closed" ? "Closing" : "Runs"}
        </Badge>
        {stream.state === "open" && !ended && (
          <Button size="sm" busy={isBusy(state)} onClick={() => act("close")}>
            Close
          </Button>
        )}
        {ended && !gone && earned < deposit && (
          <Button size="sm" variant="primary" busy={isBusy(state)} onClick={() => act("refund")}>
            Take the rest back
          </Button>
        )}
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
