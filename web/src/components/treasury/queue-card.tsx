import { toast } from "sonner";
import { useConnection } from "wagmi";
import { treasuryAbi } from "../../../../contracts/generated.ts";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useQueuedSpends, useSpendable } from "../../hooks/use-treasury.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import type { schema } from "../../lib/index-client.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { tokenAmount } from "../../lib/treasury-words.ts";
import { AddressText } from "../address-text.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** What votes have spent while the month's part was used up; nothing while nothing waits. */
export function QueueCard() {
  const { data: queue = [] } = useQueuedSpends();
  if (queue.length === 0) return null;
  return (
    <Card aria-label="Waiting to be paid" className="overflow-hidden">
      <CardHeader
        title="Waiting to be paid"
        description="Votes may pay 2 % of each token in 30 days. What came on top waits for room, and then anybody pays it."
        className="pb-4"
      />
      <ul className="divide-y border-t">
        {queue.map((spend) => (
          <QueuedItem key={String(spend.id)} spend={spend} />
        ))}
      </ul>
    </Card>
  );
}

function QueuedItem({ spend }: { spend: typeof schema.queuedSpend.$inferSelect }) {
  const { id, token, recipient, amount, category } = spend;
  const { contracts } = useStoaConfig();
  const { address } = useConnection();
  const context = useArgumentContext();
  const { data: room } = useSpendable(token);
  const { state, send } = useTransaction(`queued:${id}`, () => toast.success("Paid"));
  const fits = room !== undefined && amount <= room;
  return (
    <li className="grid grid-cols-1 gap-2.5 px-5 py-4 text-sm">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="font-medium tabular-nums">
            {String(id)}. {tokenAmount(amount, token, context)}
          </p>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-ink-muted">
            {category} · to <AddressText address={recipient} />
          </p>
        </div>
        {address && (
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            disabled={!fits}
            onClick={() =>
              void send(() =>
                contractCall({
                  address: contracts.Treasury,
                  abi: treasuryAbi,
                  functionName: "payQueued",
                  args: [id],
                }),
              )
            }
          >
            Pay
          </Button>
        )}
      </div>
      {room !== undefined && (
        <p className="text-ink-soft tabular-nums">
          {fits ? "There is room for it now." : `There is room for ${tokenAmount(room, token, context)} now.`}
        </p>
      )}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}
