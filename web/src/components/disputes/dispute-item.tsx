import { useState } from "react";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import {
  reasonLabel,
  STAGE_LABEL,
  stageOf,
  canConclude,
  type ChargeDispute,
} from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { OpenCase } from "../court/open-case.tsx";
import { Button } from "../ui/button.tsx";
import { AnswerFacts } from "./answer-facts.tsx";
import { ConcludeDispute } from "./conclude-dispute.tsx";
import { ContestDialog } from "./contest-dialog.tsx";
import { RefuteDialog } from "./refute-dialog.tsx";
import { StageBadge } from "./stage-badge.tsx";

/** One dispute: where it is and until when, what was answered, and what its payer can do now. */
export function DisputeItem({ dispute, service }: { dispute: ChargeDispute; service: string }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const [shown, setShown] = useState<"contest" | "refute">();
  const stage = stageOf(dispute, now);
  const { deadline, bond, refunded, charged, before, gateway } = dispute;
  const dated = stage === "waiting" || stage === "answered" || stage === "contested";
  const money = (value: bigint) => formatMoney(value, token);

  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="text-sm font-medium">
            {service}, {money(charged - before)}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-sm text-ink-muted">
            {reasonLabel(dispute.reason)} · asked <AddressText address={gateway} /> with {money(bond)}
          </p>
        </div>
        <StageBadge stage={stage} />
        {dated && (
          <span className="text-sm text-ink-muted tabular-nums" title={formatTime(deadline)}>
            until {formatTime(deadline)}, {formatRelative(deadline, now)}
          </span>
        )}
        {canConclude(stage) && <ConcludeDispute disputeId={dispute.id} />}
        {stage === "contested" && (
          <OpenCase
            subject={{ kind: "charge", disputeId: dispute.id, deadline }}
            what={`charge ${dispute.id}`}
          />
        )}
        {stage === "answered" && (
          <>
            <Button size="sm" onClick={() => setShown("contest")}>
              Contest
            </Button>
            <Button size="sm" onClick={() => setShown("refute")}>
              Refute
            </Button>
          </>
        )}
      </div>
      <p className="text-sm text-ink-soft">
        {STAGE_LABEL[stage].effect}
        {refunded > 0n && ` ${money(refunded)} of the row came back.`}
      </p>
      {dispute.callId !== null && <AnswerFacts dispute={dispute} />}
      {shown === "contest" && <ContestDialog dispute={dispute} onClose={() => setShown(undefined)} />}
      {shown === "refute" && <RefuteDialog dispute={dispute} onClose={() => setShown(undefined)} />}
    </li>
  );
}
