import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useStreamOrders } from "../../hooks/use-stream-orders.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { earnedOf, hourly, STREAM_STAGE, streamStageOf, type Stream } from "../../lib/streams.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Meter } from "../ui/meter.tsx";
import { AddToStreamDialog } from "./add-to-stream-dialog.tsx";
import { CloseStreamDialog } from "./close-stream-dialog.tsx";

interface StreamItemProps {
  stream: Stream;
  /** Of its service. */
  name: string;
  /** Calls served on it; undefined while this gateway does not say. */
  used: bigint | undefined;
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** One stream of the connected payer's: what it has earned by now, how long it runs, and how to feed and to end it. */
export function StreamItem({ stream, name, used, now }: StreamItemProps) {
  const { token } = useStoaConfig();
  const { id, fundedUntil, deposit, refunded, source, ratePerSecond } = stream;
  const orders = useStreamOrders();
  const [dialog, setDialog] = useState<"add" | "close">();
  const { state, send } = useTransaction(`refund-stream:${id}`, () =>
    toast.success("What was left is yours again"),
  );
  const earned = earnedOf(stream, now);
  const stage = streamStageOf(stream, now);
  const { label, tone, effect } = STREAM_STAGE[stage];
  const left = deposit - earned;
  const back = deposit - earnedOf(stream, fundedUntil);
  const [namespace = "", service = ""] = name.split("/");
  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="grid items-start gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {service ? (
              <Link
                to="/services/$namespace/$name"
                params={{ namespace, name: service }}
                search={{ tab: "plans" }}
                className="hover:text-accent hover:underline"
              >
                {name}
              </Link>
            ) : (
              name
            )}
            <Badge tone={tone} title={effect}>
              {label}
            </Badge>
          </p>
          <p className="mt-0.5 text-sm text-ink-soft tabular-nums">
            {hourly(ratePerSecond, token)}, from your {source}
          </p>
          {used !== undefined && (
            <p className="mt-0.5 text-xs text-ink-muted tabular-nums">
              {used === 1n ? "1 call" : `${used.toLocaleString("en-US")} calls`} served
            </p>
          )}
        </div>
        <div className="min-w-0 text-xs text-ink-muted tabular-nums">
          <p className="mb-1.5">
            <span className="text-ink">{formatMoney(earned, token)}</span> of {formatMoney(deposit, token)}{" "}
            spent
          </p>
          <Meter label={`Spent of stream ${id}`} value={earned} most={deposit} />
          <p className="mt-1.5">
            {stage === "running" || stage === "closing" ? "Runs until" : "Ran until"}{" "}
            {formatTime(fundedUntil)}, {formatRelative(fundedUntil, now)}
          </p>
          {stage === "closing" && back > 0n && (
            <p className="mt-0.5">{formatMoney(back, token)} comes back then</p>
          )}
          {refunded > 0n && <p className="mt-0.5">{formatMoney(refunded, token)} came back</p>}
        </div>
        <div className="flex flex-wrap gap-2 sm:justify-end">
          {stage === "running" && (
            <>
              <Button size="sm" onClick={() => setDialog("add")}>
                Add
              </Button>
              <Button size="sm" onClick={() => setDialog("close")}>
                Close
              </Button>
            </>
          )}
          {stage === "ended" && left > 0n && (
            <Button
              size="sm"
              variant="primary"
              busy={isBusy(state)}
              onClick={() => void send(() => orders.act("refund", id))}
            >
              Take {formatMoney(left, token)} back
            </Button>
          )}
        </div>
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      {dialog === "add" && <AddToStreamDialog stream={stream} onClose={() => setDialog(undefined)} />}
      {dialog === "close" && (
        <CloseStreamDialog stream={stream} now={now} onClose={() => setDialog(undefined)} />
      )}
    </li>
  );
}
