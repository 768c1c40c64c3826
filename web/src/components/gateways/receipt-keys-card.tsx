import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useReceiptKeys } from "../../hooks/use-gateways.ts";
import { formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

/** Whose signature on a receipt binds this gateway, and when. */
export function ReceiptKeysCard({ gateway }: { gateway: Address }) {
  const now = useChainTime() ?? 0n;
  const { data: keys = [] } = useReceiptKeys(gateway);
  return (
    <Card aria-label="Receipt keys">
      <CardHeader
        title="Receipt keys"
        description="A receipt counts when its key was in force on the receipt’s date."
        className="pb-3"
      />
      <Table
        caption="Keys that sign receipts"
        rows={keys}
        rowKey={({ key }) => key}
        columns={[
          { header: "Key", cell: ({ key }) => <AddressText address={key} copy /> },
          {
            header: "State",
            cell: ({ validFrom, validTo }) =>
              now < validFrom ? (
                <Badge>To come</Badge>
              ) : now <= validTo ? (
                <Badge tone="positive">In force</Badge>
              ) : (
                <Badge>Ended</Badge>
              ),
          },
          { header: "From", numeric: true, cell: ({ validFrom }) => formatTime(validFrom) },
          { header: "To", numeric: true, cell: ({ validTo }) => formatTime(validTo) },
        ]}
      />
    </Card>
  );
}
