import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { gatewayRegistryAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, parseAmount } from "../../lib/format.ts";
import type { GatewayRow } from "../../lib/gateway-state.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Faucet } from "../money/faucet.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { ExitForm } from "./exit-form.tsx";

/** For the gateway's own wallet: more bond, and the way out. */
export function OperatorCard({ gateway, operator }: { gateway: GatewayRow; operator: Address }) {
  const { contracts, token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: held = 0n } = useTokenBalance(operator);
  const permit = usePermit();
  const [text, setText] = useState("");
  const adding = useTransaction(`bond:${gateway.id}`, () => {
    toast.success("Bond added");
    setText("");
  });
  const leave = useTransaction(`exit:${gateway.id}`, () => toast.success("Your gateway has changed"));
  const registry = { address: contracts.GatewayRegistry, abi: gatewayRegistryAbi } as const;
  const amount = parseAmount(text, token) ?? 0n;
  const { bond, exitAt, openRun } = gateway;
  const leaving = exitAt > 0n;
  const free = leaving && now >= exitAt && bond > 0n && openRun === null;
  const busy = isBusy(adding.state) || isBusy(leave.state);
  const shown = isBusy(adding.state) || adding.state.step === "failed" ? adding.state : leave.state;

  return (
    <Card className="pb-5" aria-label="Your gateway">
      <CardHeader
        title="Your gateway"
        description={`This wallet operates it. ${
          leaving
            ? `The exit ends ${formatRelative(exitAt, now)}; a run on the bond holds it longer.`
            : "Its bond backs the receipts that it gives."
        }`}
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4">
        <AmountField
          label="Amount"
          value={text}
          onChange={setText}
          most={held}
          hint={`In your wallet: ${formatMoney(held, token)}`}
        />
        <Faucet owner={operator} />
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant="primary"
            disabled={busy || amountProblem(text, token, { most: held }) !== undefined}
            onClick={() =>
              void adding.send(async () =>
                contractCall({
                  ...registry,
                  functionName: "addBond",
                  args: [operator, amount, await permit(registry.address, amount)],
                }),
              )
            }
          >
            Add bond
          </Button>
          {leaving && (
            <>
              <Button
                size="sm"
                disabled={busy}
                onClick={() =>
                  void leave.send(() => contractCall({ ...registry, functionName: "cancelExit", args: [] }))
                }
              >
                Take the exit back
              </Button>
              <Button
                size="sm"
                disabled={busy || !free}
                onClick={() =>
                  void leave.send(() =>
                    contractCall({ ...registry, functionName: "withdrawBond", args: [operator] }),
                  )
                }
              >
                Withdraw the bond
              </Button>
            </>
          )}
        </div>
        {!leaving && (
          <ExitForm
            busy={busy}
            onExit={() =>
              void leave.send(() => contractCall({ ...registry, functionName: "requestExit", args: [] }))
            }
          />
        )}
        {shown.step !== "indexed" && <TransactionStatus state={shown} />}
      </div>
    </Card>
  );
}
