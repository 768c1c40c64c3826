import { toast } from "sonner";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import type { ContractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

interface CollectCardProps {
  /** Of the transaction, for `useTransaction`. */
  id: string;
  title: string;
  /** What the money is. */
  what?: string;
  /** Token base units. */
  purse: { readonly owed: bigint; readonly collected?: bigint };
  prepare: () => ContractCall;
}

/** Money that waits at a contract for its owner to collect it. */
export function CollectCard({
  id,
  title,
  what = "Yours to collect",
  purse: { owed, collected },
  prepare,
}: CollectCardProps) {
  const { token } = useStoaConfig();
  const { state, send } = useTransaction(id, () => toast.success("Collected to your wallet"));
  const description = `${what}: ${formatMoney(owed, token)}.${collected === undefined ? "" : ` Collected so far: ${formatMoney(collected, token)}.`}`;
  return (
    <Card aria-label={title} className="pb-5">
      <CardHeader
        title={title}
        description={description}
        actions={
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            disabled={owed === 0n}
            onClick={() => void send(prepare)}
          >
            Collect {formatMoney(owed, token)}
          </Button>
        }
      />
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
