import { FileUp, ScrollText } from "lucide-react";
import { useState } from "react";
import type { Address } from "viem";
import type { ReceiptedClaim } from "../../../../contracts/payment.ts";
import { newestReceipts, receiptName } from "../../../../sdk/verifier/read-receipts.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useForceWindow } from "../../hooks/use-force-window.ts";
import { useReceipted } from "../../hooks/use-receipted.ts";
import { useSession } from "../../hooks/use-session.ts";
import { useStandings } from "../../hooks/use-standings.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { openOf } from "../../lib/force.ts";
import { formatDuration, formatMoney } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { SignIn } from "../sign-in.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ReceiptFileField } from "./receipt-file-field.tsx";
import { ReceiptTable } from "./receipt-table.tsx";

interface ReceiptsCardProps {
  account: Address;
  serviceIds: readonly bigint[];
  nameOf: (serviceId: bigint) => string;
}

/** What gateways have receipted and not claimed: from this gateway's books, and from the publisher's own file. */
export function ReceiptsCard({ account, serviceIds, nameOf }: ReceiptsCardProps) {
  const { token } = useStoaConfig();
  const now = useChainTime();
  const window = useForceWindow();
  const { signedIn } = useSession();
  const [fromFile, setFromFile] = useState<readonly ReceiptedClaim[]>([]);
  const asksGateway = signedIn && serviceIds.length > 0;
  const { data: fromGateway = [], error, isLoading } = useReceipted(account, serviceIds, asksGateway);
  const claims = newestReceipts([...fromGateway, ...fromFile]);
  const { data: standings, error: unread } = useStandings(claims);
  const known = claims.flatMap((claim) => {
    const standing = standings?.get(receiptName(claim));
    return standing ? [{ claim, standing }] : [];
  });
  const open = known.filter(({ claim, standing }) => openOf(claim, standing) > 0n);
  const byGateway = Map.groupBy(open, ({ claim }) => claim.receipt.gateway.toLowerCase() as Address);
  const asking = asksGateway || fromFile.length > 0;
  const loading = isLoading || (claims.length > 0 && !standings && !unread) || !now || !window;

  return (
    <Card aria-label="Receipted and not claimed">
      <CardHeader
        title="Receipted and not claimed"
        description={
          window
            ? `A gateway claims by itself. What it has not claimed ${formatDuration(Number(window.delay))} after a receipt can be forced, until ${formatDuration(Number(window.window))} after it.`
            : "A gateway claims by itself. What it does not claim can be forced."
        }
        actions={<ReceiptFileField icon={FileUp} onRead={setFromFile} />}
        className="pb-4"
      />
      {(error ?? unread) && (
        <Notice tone="negative" title="The receipts could not be read" className="mx-5 mb-4">
          {problemOf(error ?? unread)}
        </Notice>
      )}
      {serviceIds.length === 0 && fromFile.length === 0 && (
        <EmptyState icon={ScrollText} title="No service of yours" className="border-t py-10">
          Receipts belong to the wallet that owns a service, or is paid for it. With a receipt collector’s
          file anybody can force them for the publisher.
        </EmptyState>
      )}
      {serviceIds.length > 0 && !signedIn && fromFile.length === 0 && (
        <SignIn title="Sign in to see your receipts">
          The gateway shows what it owes for a service to its owner alone. Is the gateway gone? Load the file
          that your receipt collector wrote.
        </SignIn>
      )}
      {asking && loading && <Skeleton className="m-5 h-32" />}
      {asking && !loading && !error && open.length === 0 && (
        <EmptyState icon={ScrollText} title="Nothing is owed" className="border-t py-10">
          Every receipt here is claimed.
        </EmptyState>
      )}
      {!loading &&
        [...byGateway].map(([gateway, owed]) => (
          <section key={gateway} aria-label={`Gateway ${gateway}`}>
            <h3 className="flex flex-wrap items-center justify-between gap-3 border-t bg-sunken/50 px-5 py-3 text-sm">
              <span className="flex items-center gap-2">
                Gateway <AddressText address={gateway} />
              </span>
              <span className="tabular-nums">
                {formatMoney(
                  owed.reduce((sum, { claim, standing }) => sum + openOf(claim, standing), 0n),
                  token,
                )}{" "}
                not claimed
              </span>
            </h3>
            <ReceiptTable claims={owed} window={window} now={now} nameOf={nameOf} />
          </section>
        ))}
    </Card>
  );
}
