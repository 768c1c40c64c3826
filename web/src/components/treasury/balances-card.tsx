import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useTreasuryBalance } from "../../hooks/use-treasury.ts";
import { formatMoney } from "../../lib/format.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Fact } from "../fact.tsx";

/** What the Treasury holds of both tokens. */
export function BalancesCard() {
  const { money, stoa } = useArgumentContext();
  const { data: held } = useTreasuryBalance(money.address);
  const { data: own } = useTreasuryBalance(stoa.address);
  return (
    <Card aria-label="What it holds" className="pb-5">
      <CardHeader
        title="What it holds"
        description="Its share of each fee comes in by itself. What leaves takes a council’s budget, or a vote."
      />
      <dl className="grid grid-cols-2 gap-5 px-5 pt-4 text-sm">
        <Fact label={money.symbol}>{held === undefined ? "…" : formatMoney(held, money)}</Fact>
        <Fact label={stoa.symbol}>{own === undefined ? "…" : formatStoa(own)}</Fact>
      </dl>
    </Card>
  );
}
