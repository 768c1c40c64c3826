import { Snowflake } from "lucide-react";
import { toast } from "sonner";
import type { Address } from "viem";
import { escrowVaultAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney, formatTime } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";

interface ThawNoticeProps {
  payer: Address;
  amount: bigint;
  /** Unix seconds, chain time. */
  end: bigint;
}

/** What is on its way out: the time left by the chain's clock, and the way back. */
export function ThawNotice({ payer, amount, end }: ThawNoticeProps) {
  const { contracts, gateway, token } = useStoaConfig();
  const now = useChainTime();
  const cancel = useTransaction(`cancel-thaw:${payer}`, () => toast.success("Thaw cancelled"));
  const withdraw = useTransaction(`withdraw:${payer}`, () => toast.success("Withdrawn to your wallet"));
  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const ready = now !== undefined && now >= end;

  return (
    <div className="grid grid-cols-1 gap-3 border-t px-6 py-4">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p className="flex flex-1 basis-64 items-center gap-2.5 text-sm">
          <Snowflake className="size-4 shrink-0 text-accent" aria-hidden />
          {ready ? (
            <span>{formatMoney(amount, token)} can be withdrawn now.</span>
          ) : (
            <span title={formatTime(end)} className="tabular-nums">
              {formatMoney(amount, token)} can be withdrawn in{" "}
              {now === undefined ? "…" : formatDuration(Number(end - now))}. Charges made before then still
              count.
            </span>
          )}
        </p>
        <div className="flex gap-2">
          <Button
            size="sm"
            busy={isBusy(cancel.state)}
            onClick={() =>
              void cancel.send(() => contractCall({ ...vault, functionName: "cancelThaw", args: [gateway] }))
            }
          >
            Cancel
          </Button>
          <Button
            size="sm"
            variant="primary"
            disabled={!ready}
            busy={isBusy(withdraw.state)}
            onClick={() =>
              void withdraw.send(() =>
                contractCall({ ...vault, functionName: "withdraw", args: [gateway, payer] }),
              )
            }
          >
            Withdraw
          </Button>
        </div>
      </div>
      {cancel.state.step !== "indexed" && <TransactionStatus state={cancel.state} />}
      {withdraw.state.step !== "indexed" && <TransactionStatus state={withdraw.state} />}
    </div>
  );
}
