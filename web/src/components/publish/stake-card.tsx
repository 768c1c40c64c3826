import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { serviceRegistryAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useMinStake } from "../../hooks/use-min-stake.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney, formatTime, parseAmount } from "../../lib/format.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

/** Stake in, thaw, withdraw. Below the class's least stake the service is not listed. */
export function StakeCard({ service, owner }: { service: Service; owner: Address }) {
  const { contracts, token } = useStoaConfig();
  const now = useChainTime();
  const { data: held = 0n } = useTokenBalance(owner);
  const { data: least = 0n } = useMinStake(service.terms?.class ?? "selfHosted");
  const permit = usePermit();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`stake:${service.id}`, () => {
    toast.success("Stake changed");
    setText("");
  });
  const registry = { address: contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
  const amount = parseAmount(text, token) ?? 0n;
  const working = service.stake - service.stakeThawing;
  const thawed = service.stakeThawing > 0n && now !== undefined && now >= service.stakeThawEnd;
  const valid = (most: bigint) => amountProblem(text, token, { most }) === undefined;
  const busy = isBusy(state);

  return (
    <Card className="pb-5" aria-label="Stake">
      <CardHeader
        title="Stake"
        description={`${formatMoney(working, token)} at work; ${formatMoney(least, token)} is the least for a listed service.`}
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4">
        {service.stakeThawing > 0n && (
          <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg bg-sunken px-3.5 py-3 text-sm">
            <span className="tabular-nums" title={formatTime(service.stakeThawEnd)}>
              {formatMoney(service.stakeThawing, token)}{" "}
              {thawed
                ? "can be withdrawn now"
                : `can be withdrawn in ${now === undefined ? "…" : formatDuration(Number(service.stakeThawEnd - now))}`}
            </span>
            <span className="flex gap-2">
              <Button
                size="sm"
                disabled={busy}
                onClick={() =>
                  void send(() =>
                    contractCall({ ...registry, functionName: "cancelStakeThaw", args: [service.id] }),
                  )
                }
              >
                Cancel
              </Button>
              <Button
                size="sm"
                variant="primary"
                disabled={busy || !thawed}
                onClick={() =>
                  void send(() =>
                    contractCall({ ...registry, functionName: "withdrawStake", args: [service.id, owner] }),
                  )
                }
              >
                Withdraw
              </Button>
            </span>
          </div>
        )}
        <AmountField
          label="Amount"
          value={text}
          onChange={setText}
          hint={`In your wallet: ${formatMoney(held, token)}`}
        />
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            disabled={busy || !valid(held)}
            onClick={() =>
              void send(async () =>
                contractCall({
                  ...registry,
                  functionName: "stake",
                  args: [service.id, amount, await permit(registry.address, amount)],
                }),
              )
            }
          >
            Add stake
          </Button>
          <Button
            size="sm"
            disabled={busy || !valid(working)}
            onClick={() =>
              void send(() =>
                contractCall({ ...registry, functionName: "thawStake", args: [service.id, amount] }),
              )
            }
          >
            Take out
          </Button>
        </div>
        {state.step !== "indexed" && <TransactionStatus state={state} />}
      </div>
    </Card>
  );
}
