import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatAmount, formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { GATEWAY_STATE_LABEL, gatewayState, type GatewayRow } from "../../lib/gateway-state.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { Card } from "../ui/card.tsx";
import { StateBadge } from "./state-badge.tsx";

/** The bond, whether the gateway takes business, and what went through it. */
export function GatewayFacts({ gateway, minBond }: { gateway: GatewayRow; minBond: bigint }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const state = gatewayState(gateway, minBond);
  const { exitAt, lastClaimedAt } = gateway;

  return (
    <Card className="overflow-hidden" aria-label="Bond">
      <div className="p-6">
        <p className="text-sm text-ink-muted">Bond</p>
        <p className="mt-1 text-4xl font-semibold tracking-[-0.03em] tabular-nums" data-testid="bond">
          {formatAmount(gateway.bond, token)}
          <span className="ms-2 text-lg font-medium tracking-normal text-ink-muted">{token.symbol}</span>
        </p>
        <p className="mt-3 flex flex-wrap items-center gap-2.5 text-sm text-ink-soft">
          <StateBadge state={state} /> {GATEWAY_STATE_LABEL[state].effect} {formatMoney(minBond, token)} is
          the least bond.
        </p>
        {exitAt > 0n && (
          <p className="mt-2 text-sm text-ink-soft" title={formatTime(exitAt)}>
            It leaves: the bond is free {now >= exitAt ? "now" : formatRelative(exitAt, now)}.
          </p>
        )}
      </div>
      <dl className="grid grid-cols-2 gap-5 border-t bg-sunken/50 px-6 py-4 text-sm sm:grid-cols-4">
        <Fact label="Endpoint">{gateway.endpoint}</Fact>
        <Fact label="Operator">
          <AddressText address={gateway.id} copy />
        </Fact>
        <Fact label="Settler">{gateway.settler && <AddressText address={gateway.settler} copy />}</Fact>
        <Fact label="Registered">{formatTime(gateway.registeredAt)}</Fact>
        <Fact label="Payers’ money here">{formatMoney(gateway.balance, token)}</Fact>
        <Fact label="Claimed so far">{formatMoney(gateway.gross, token)}</Fact>
        <Fact label="Forced from balances">{formatMoney(gateway.forcedPaid, token)}</Fact>
        <Fact label="Last claim">
          {lastClaimedAt === null ? "None yet" : formatRelative(lastClaimedAt, now)}
        </Fact>
      </dl>
    </Card>
  );
}
