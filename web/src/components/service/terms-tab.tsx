import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFeeVersions, useTermsHistory } from "../../hooks/use-service-history.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatBps, formatMoney, formatTime, shortHex } from "../../lib/format.ts";
import { CLASS_LABEL, PRICE_MODEL_LABEL } from "../../lib/labels.ts";
import type { Service, TermsRow } from "../../lib/service-row.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";

export function TermsTab({ service }: { service: Service }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: history } = useTermsHistory(service.id);
  const { data: fees } = useFeeVersions();
  const { terms, nextTerms } = service;
  if (!terms)
    return <Notice tone="caution">This service has published no terms, so it cannot be called.</Notice>;

  const fee = fees?.find((version) => version.class === terms.class && version.effectiveAt <= now);
  const current = history?.find((row) => row.effectiveAt <= now);
  const facts = [
    ["Price model", PRICE_MODEL_LABEL[terms.model]],
    ["Most a call may cost", terms.model === "free" ? "Nothing" : formatMoney(terms.maxPrice, token)],
    ["Failed call", "Never charged"],
    ["Tool that answers with an error", terms.chargeOnError ? "Charged" : "Not charged"],
    [
      "How it runs",
      terms.host ? `${CLASS_LABEL[terms.class]} by ${shortHex(terms.host)}` : CLASS_LABEL[terms.class],
    ],
    ["Calls past the gateway", terms.direct ? "Allowed" : "Not allowed"],
    ["Protocol fee, paid by the publisher", fee ? describeFee(fee) : "…"],
  ] as const;

  return (
    <div className="grid grid-cols-1 gap-4">
      {nextTerms && (
        <Notice tone="caution" title="The price is about to change">
          From {formatTime(nextTerms.effectiveAt)} on: {PRICE_MODEL_LABEL[nextTerms.model].toLowerCase()},{" "}
          {formatMoney(nextTerms.maxPrice, token)} at most.
        </Notice>
      )}
      <Card className="p-5" aria-label="Terms in force">
        <h2 className="text-[0.9375rem] font-semibold">Terms in force</h2>
        <p className="mt-0.5 text-sm text-ink-muted">
          Each voucher names the hash of these terms. A charge outside of them cannot be claimed.
        </p>
        <dl className="mt-5 grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
          {facts.map(([label, value]) => (
            <div key={label}>
              <dt className="text-xs text-ink-muted">{label}</dt>
              <dd className="mt-0.5 font-medium tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Card>
        <CardHeader title="History" className="pb-3" />
        {history ? (
          <Table<TermsRow>
            caption="Terms of this service"
            rows={history}
            rowKey={({ termsId }) => termsId}
            columns={[
              {
                header: "In force from",
                cell: (row) => (
                  <span className="flex items-center gap-2 whitespace-nowrap">
                    {formatTime(row.effectiveAt)}
                    {row === current && <Badge tone="accent">Now</Badge>}
                    {row.effectiveAt > now && <Badge tone="caution">To come</Badge>}
                  </span>
                ),
              },
              { header: "Model", cell: (row) => PRICE_MODEL_LABEL[row.model] },
              { header: "Highest price", numeric: true, cell: (row) => formatMoney(row.maxPrice, token) },
              { header: "Tool errors", cell: (row) => (row.chargeOnError ? "Charged" : "Not charged") },
            ]}
          />
        ) : (
          <Skeleton className="m-5 h-16" />
        )}
      </Card>
    </div>
  );
}

/** A host has what exceeds the part that gateway, integrator, rewards and treasury share. */
function describeFee({ feeBps, baseFeeBps }: { feeBps: number; baseFeeBps: number }): string {
  const fee = `${formatBps(feeBps)} of the price`;
  if (feeBps === baseFeeBps) return fee;
  return `${fee}: ${formatBps(feeBps - baseFeeBps)} to the host, ${formatBps(baseFeeBps)} shared`;
}
