import { useState } from "react";
import type { ReceiptedClaim } from "../../../../contracts/payment.ts";
import { receiptName } from "../../../../sdk/verifier/read-receipts.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { forceOutcome, openOf, type ForceWindow, type Standing } from "../../lib/force.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Button } from "../ui/button.tsx";
import { Table } from "../ui/table.tsx";
import { ForceDialog } from "./force-dialog.tsx";
import { ForceWords } from "./force-words.tsx";

interface ReceiptTableProps {
  claims: readonly { readonly claim: ReceiptedClaim; readonly standing: Standing }[];
  window: ForceWindow;
  now: bigint;
  nameOf: (serviceId: bigint) => string;
}

/** Receipts of one gateway, each with what can be done about it now. */
export function ReceiptTable({ claims, window, now, nameOf }: ReceiptTableProps) {
  const { token } = useStoaConfig();
  const [chosen, setChosen] = useState<string>();
  const rows = claims.map(({ claim, standing }) => ({
    claim,
    standing,
    outcome: forceOutcome(claim, standing, window, now),
  }));
  const forced = rows.find(({ claim }) => receiptName(claim) === chosen);

  return (
    <>
      <Table
        className="border-t"
        caption="Receipts that are not claimed"
        rows={rows}
        rowKey={({ claim }) => receiptName(claim)}
        columns={[
          {
            header: "Receipt of",
            className: "whitespace-nowrap text-ink-muted",
            cell: ({ claim: { receipt } }) => (
              <span title={formatTime(receipt.issuedAt)}>{formatRelative(receipt.issuedAt, now)}</span>
            ),
          },
          {
            header: "Service",
            cell: ({ claim }) => <span className="font-medium">{nameOf(claim.receipt.serviceId)}</span>,
          },
          { header: "Payer", cell: ({ claim }) => <AddressText address={claim.receipt.payer} /> },
          {
            header: "Not claimed",
            numeric: true,
            cell: ({ claim, standing }) => formatMoney(openOf(claim, standing), token),
          },
          {
            header: "By force",
            className: "whitespace-nowrap",
            cell: ({ outcome }) => <ForceWords outcome={outcome} now={now} />,
          },
          {
            header: "Action",
            numeric: true,
            cell: ({ claim, outcome }) =>
              (outcome.kind === "balance" || outcome.kind === "bond") && (
                <Button size="sm" onClick={() => setChosen(receiptName(claim))}>
                  Force
                </Button>
              ),
          },
        ]}
      />
      {forced && (forced.outcome.kind === "balance" || forced.outcome.kind === "bond") && (
        <ForceDialog
          {...forced}
          outcome={forced.outcome}
          service={nameOf(forced.claim.receipt.serviceId)}
          open
          onOpenChange={(open) => setChosen(open ? chosen : undefined)}
        />
      )}
    </>
  );
}
