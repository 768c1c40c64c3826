import { useDisputeAnswer } from "../../hooks/use-dispute-answer.ts";
import type { ChargeDispute } from "../../lib/charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatTime, shortHex } from "../../lib/format.ts";
import { Preview } from "../preview.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

/** The receipt that the gateway has shown. */
export function AnswerFacts({ dispute }: { dispute: ChargeDispute }) {
  const { token } = useStoaConfig();
  const { data: receipt, error } = useDisputeAnswer(dispute);
  if (error) return <Notice tone="negative">{problemOf(error)}</Notice>;
  if (!receipt) return <Skeleton className="h-28 w-full" />;
  return (
    <Preview
      rows={[
        [
          "Receipt of call",
          <span key="call" className="font-mono text-xs" title={receipt.callId}>
            {shortHex(receipt.callId)}
          </span>,
        ],
        ["Price", formatMoney(receipt.price, token)],
        ["The call", receipt.status === 0 ? "Succeeded" : "Ended with an error of the tool"],
        ["Signed", formatTime(receipt.issuedAt)],
      ]}
    />
  );
}
