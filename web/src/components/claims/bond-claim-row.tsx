import { Link } from "@tanstack/react-router";
import { toast } from "sonner";
import type { Address } from "viem";
import { gatewayRegistryAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { collectable, runState, type BondClaim, type BondRun } from "../../lib/bond-claims.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { RunBadge } from "../gateways/run-badge.tsx";
import { SettleRun } from "../gateways/settle-run.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";

interface BondClaimRowProps {
  claim: BondClaim;
  run: BondRun;
  payee: Address;
}

/** One run: what was filed in it, what of it can be collected, and the way there. */
export function BondClaimRow({ claim, run, payee }: BondClaimRowProps) {
  const { contracts, token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { state, send } = useTransaction(`collect:${claim.gateway}:${claim.run}`, () =>
    toast.success("Collected to your wallet"),
  );
  const ready = collectable(claim, run);
  const money = (value: bigint) => formatMoney(value, token);

  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <Link
            to="/gateways/$address"
            params={{ address: claim.gateway }}
            className="flex items-center gap-2 text-sm font-medium hover:text-accent"
          >
            Run {String(claim.run)} on <AddressText address={claim.gateway} />
          </Link>
          <p className="mt-0.5 text-sm text-ink-muted tabular-nums">
            {money(claim.filed)} filed
            {claim.cured > 0n && `, ${money(claim.cured)} paid by the gateway`}
            {claim.voided > 0n && `, ${money(claim.voided)} void by the Court`}
            {claim.paid > 0n && `, ${money(claim.paid)} collected`}
          </p>
        </div>
        <RunBadge run={run} now={now} />
        {runState(run, now) === "closing" && <SettleRun gateway={claim.gateway} run={claim.run} />}
        {(ready > 0n || isBusy(state)) && (
          <Button
            size="sm"
            variant="primary"
            busy={isBusy(state)}
            onClick={() =>
              void send(() =>
                contractCall({
                  address: contracts.GatewayRegistry,
                  abi: gatewayRegistryAbi,
                  functionName: "collectBondClaims",
                  args: [claim.gateway, claim.run, payee],
                }),
              )
            }
          >
            Collect {money(ready)}
          </Button>
        )}
      </div>
      {state.step !== "indexed" && <TransactionStatus state={state} />}
    </li>
  );
}
