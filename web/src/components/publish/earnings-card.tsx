import { Coins } from "lucide-react";
import { toast } from "sonner";
import type { Address } from "viem";
import { earningsAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useEarnings, useMaturing, type Earning } from "../../hooks/use-earnings.ts";
import { useMyServices } from "../../hooks/use-my-services.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatAmount, formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table } from "../ui/table.tsx";

/** What the publisher earned: what can be withdrawn, what is still held and until when. */
export function EarningsCard({ payee }: { payee: Address }) {
  const { contracts, token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: earnings = [] } = useEarnings(payee);
  const { data: maturing = [] } = useMaturing(payee);
  const { data: services = [] } = useMyServices(payee);
  const { state, send } = useTransaction(`earnings:${payee}`, () =>
    toast.success("Earnings withdrawn to your wallet"),
  );
  const matured = earnings.reduce((sum, entry) => sum + entry.matured, 0n);
  const pending = earnings.reduce((sum, entry) => sum + entry.pending, 0n);
  const soonest = maturing.find(({ maturesAt }) => maturesAt !== null && maturesAt > now)?.maturesAt;
  const nameOf = (id: bigint) => services.find((service) => service.id === id)?.name ?? `Service ${id}`;
  const money = (value: bigint) => formatMoney(value, token);
  const nextOf = (id: bigint) =>
    maturing.find(({ serviceId, maturesAt }) => serviceId === id && maturesAt !== null && maturesAt > now)
      ?.maturesAt;

  const withdraw = () =>
    send(() =>
      contractCall({
        address: contracts.Earnings,
        abi: earningsAbi,
        functionName: "withdraw",
        args: [earnings.filter((entry) => entry.matured > 0n).map(({ serviceId }) => serviceId), payee],
      }),
    );

  return (
    <Card aria-label="Earnings">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5 p-6">
        <div>
          <p className="text-sm text-ink-muted">Ready to withdraw</p>
          <p className="mt-1 text-4xl font-semibold tracking-[-0.03em] tabular-nums" data-testid="matured">
            {formatAmount(matured, token)}
            <span className="ms-2 text-lg font-medium tracking-normal text-ink-muted">{token.symbol}</span>
          </p>
          <p className="mt-2 text-sm text-ink-muted tabular-nums">
            {money(pending)} maturing
            {soonest && <span title={formatTime(soonest)}>, the next {formatRelative(soonest, now)}</span>}
          </p>
        </div>
        <Button
          variant="primary"
          disabled={matured === 0n}
          busy={isBusy(state)}
          onClick={() => void withdraw()}
        >
          Withdraw
        </Button>
      </div>
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-6 pb-5">
          <TransactionStatus state={state} />
        </div>
      )}
      {earnings.length === 0 ? (
        <EmptyState icon={Coins} title="Nothing earned yet" className="border-t py-10">
          The gateway claims charges in batches. Your part then waits here for three days, in case of a
          dispute.
        </EmptyState>
      ) : (
        <Table<Earning>
          className="border-t"
          caption="Earnings by service"
          rows={earnings}
          rowKey={({ serviceId }) => String(serviceId)}
          columns={[
            {
              header: "Service",
              cell: ({ serviceId }) => <span className="font-medium">{nameOf(serviceId)}</span>,
            },
            { header: "Earned", numeric: true, cell: ({ earned }) => money(earned) },
            {
              header: "Maturing",
              numeric: true,
              cell: ({ serviceId, pending: held }) => {
                const next = nextOf(serviceId);
                return (
                  <span title={next ? `The next part ${formatTime(next)}` : undefined}>
                    {money(held)}
                    {held > 0n && next && (
                      <span className="block text-xs text-ink-muted">{formatRelative(next, now)}</span>
                    )}
                  </span>
                );
              },
            },
            { header: "Matured", numeric: true, cell: (entry) => money(entry.matured) },
            { header: "Withdrawn", numeric: true, cell: ({ withdrawn }) => money(withdrawn) },
          ]}
        />
      )}
    </Card>
  );
}
