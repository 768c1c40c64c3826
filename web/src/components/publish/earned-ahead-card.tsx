import { toast } from "sonner";
import { encodeFunctionData } from "viem";
import { streamsAbi, subscriptionsAbi } from "../../../../contracts/generated.ts";
import { useEarnedAhead } from "../../hooks/use-earned-ahead.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";

const sum = (of: readonly { readonly earned: bigint }[]) => of.reduce((all, { earned }) => all + earned, 0n);

/** What was earned of what clients paid ahead. It waits at its contract until somebody passes it on. */
export function EarnedAheadCard({ serviceId }: { serviceId: bigint }) {
  const { contracts, token } = useStoaConfig();
  const { data, error } = useEarnedAhead(serviceId);
  const released = useTransaction(`release:${serviceId}`, () => toast.success("Passed on to your earnings"));
  const settled = useTransaction(`settle:${serviceId}`, () => toast.success("Passed on to your earnings"));
  if (error)
    return (
      <Notice tone="negative" title="What was earned ahead could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!data || (data.periods.length === 0 && data.flows.length === 0)) return null;
  const periods = data.periods.filter(({ isDue }) => isDue);
  const flows = data.flows.filter(({ isDue }) => isDue);

  const ways = [
    {
      label: "Subscriptions",
      all: data.periods,
      due: periods,
      transaction: released,
      note: "In steps of 0.01 USDC a subscription.",
      prepare: () => {
        const calls = periods.map(({ id }) =>
          encodeFunctionData({ abi: subscriptionsAbi, functionName: "release", args: [id] }),
        );
        const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
        return contractCall({ ...subscriptions, functionName: "multicall", args: [calls] });
      },
    },
    {
      label: "Streams",
      all: data.flows,
      due: flows,
      transaction: settled,
      note: "Once an hour while a stream runs.",
      prepare: () => {
        const calls = flows.map(({ id }) =>
          encodeFunctionData({ abi: streamsAbi, functionName: "settle", args: [id] }),
        );
        const streams = { address: contracts.Streams, abi: streamsAbi } as const;
        return contractCall({ ...streams, functionName: "multicall", args: [calls] });
      },
    },
  ];
  return (
    <Card aria-label="Earned ahead" className="pb-2">
      <CardHeader
        title="Earned ahead"
        description="What subscriptions and streams have earned by now, the fee included. Passing it on puts your part among your earnings, where it matures."
        className="pb-3"
      />
      <ul className="divide-y border-t">
        {ways
          .filter(({ all }) => all.length > 0)
          .map(({ label, all, due, transaction: { state, send }, note, prepare }) => (
            <li key={label} className="grid grid-cols-1 gap-2 px-5 py-4">
              <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
                <div>
                  <p className="text-sm font-medium tabular-nums">
                    {label}: {formatMoney(sum(all), token)}
                  </p>
                  <p className="mt-0.5 text-xs text-ink-muted">{note}</p>
                </div>
                <Button
                  size="sm"
                  variant="primary"
                  busy={isBusy(state)}
                  disabled={due.length === 0}
                  onClick={() => void send(prepare)}
                >
                  Pass on {formatMoney(sum(due), token)}
                </Button>
              </div>
              {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
            </li>
          ))}
      </ul>
    </Card>
  );
}
