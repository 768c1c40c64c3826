import type { Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useRunClaims } from "../../hooks/use-gateways.ts";
import { outstanding, runState, type BondRun } from "../../lib/bond-claims.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatTime } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { OpenCase } from "../court/open-case.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { CureClaim } from "./cure-claim.tsx";
import { RunBadge } from "./run-badge.tsx";
import { SettleRun } from "./settle-run.tsx";

interface OpenRunCardProps {
  run: BondRun;
  /** The wallet that is connected, when it is the gateway's own. */
  operator: Address | undefined;
}

/** Who claims the bond now. The gateway's own wallet may pay each claim. */
export function OpenRunCard({ run, operator }: OpenRunCardProps) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: claims } = useRunClaims(run.gateway, run.run);
  const state = runState(run, now);
  const money = (value: bigint) => formatMoney(value, token);

  return (
    <Card aria-label="Claims on the bond">
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-2.5">
            Claims on the bond <RunBadge run={run} now={now} />
          </span>
        }
        description={
          state === "closing"
            ? "The window is over: anybody may settle the run, and its claims share the bond."
            : state === "held"
              ? "The window is over. A case about one of its claims is before the Court: nothing is shared until it ends."
              : `${money(outstanding(run))} is claimed. New claims are taken until ${formatTime(run.closesAt)}; then they share the bond. Paid claims are out of it, and the last one paid ends the stop.`
        }
        actions={state === "closing" && <SettleRun gateway={run.gateway} run={run.run} />}
      />
      {!claims && <Skeleton className="m-5 h-16" />}
      <ul className="mt-3 divide-y border-t">
        {claims?.map((claim) => (
          <li key={claim.payee} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-4">
            <div className="min-w-0 flex-1 basis-48">
              <AddressText address={claim.payee} copy />
              <p className="mt-0.5 text-sm text-ink-muted tabular-nums">
                {money(claim.filed)} filed
                {claim.cured > 0n && `, ${money(claim.cured)} paid by the gateway`}
                {claim.voided > 0n && `, ${money(claim.voided)} void by the Court`}
              </p>
            </div>
            {operator && state === "open" && outstanding(claim) > 0n && (
              <>
                <CureClaim operator={operator} claim={claim} />
                <OpenCase
                  subject={{
                    kind: "bond",
                    payee: claim.payee,
                    gateway: run.gateway,
                    run: run.run,
                    most: outstanding(claim),
                  }}
                  what="a claim on your bond"
                />
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
