import { useState } from "react";
import { useConnection } from "wagmi";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useAvailable, useBudgets, useCouncils } from "../../hooks/use-treasury.ts";
import { formatDuration, isSameAddress } from "../../lib/format.ts";
import { bandWords, councilLabel, tokenAmount, type Budget } from "../../lib/treasury-words.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Meter } from "../ui/meter.tsx";
import { RequestDialog } from "./request-dialog.tsx";

/** What councils may pay without a vote. */
export function BudgetsCard() {
  const { data: budgets = [] } = useBudgets();
  return (
    <Card aria-label="Budgets" className="overflow-hidden">
      <CardHeader
        title="Budgets"
        description={
          budgets.length === 0
            ? "No council has a budget."
            : "What a council may pay without a vote: the more at once, the more approvals and the longer the wait."
        }
        className="pb-4"
      />
      {budgets.length > 0 && (
        <ul className="divide-y border-t">
          {budgets.map((budget) => (
            <BudgetItem key={String(budget.id)} budget={budget} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function BudgetItem({ budget }: { budget: Budget }) {
  const { address } = useConnection();
  const context = useArgumentContext();
  const { data: councils = [] } = useCouncils();
  const { data: available } = useAvailable(budget.id);
  const [asking, setAsking] = useState(false);
  const { id, token, cap, window, bands, paid, closedAt } = budget;
  const council = councils.find((each) => isSameAddress(each.address, budget.council));
  const mine = council?.members.some((member) => isSameAddress(member, address)) ?? false;
  const amount = (value: bigint) => tokenAmount(value, token, context);
  const left = available ?? cap;

  return (
    <li className="grid grid-cols-1 gap-4 px-5 py-4 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">Budget {String(id)}</span>
          {council ? councilLabel(council.name) : <AddressText address={budget.council} />}
          {closedAt !== null && <Badge>Closed</Badge>}
        </p>
        {mine && closedAt === null && (
          <Button size="sm" onClick={() => setAsking(true)}>
            New request
          </Button>
        )}
      </div>
      <div className="grid gap-1.5 text-ink-muted tabular-nums">
        <Meter label={`Used of budget ${id} in its window`} value={cap - left} most={cap} />
        <p>
          {amount(cap - left)} of {amount(cap)} used in {formatDuration(window)}; {amount(paid)} paid so far
        </p>
      </div>
      <ul className="grid gap-1 text-ink-soft tabular-nums">
        {bands.map((band) => (
          <li key={band.maxAmount}>
            Up to {amount(BigInt(band.maxAmount))}: {bandWords(band)}
          </li>
        ))}
      </ul>
      {asking && <RequestDialog budget={budget} onClose={() => setAsking(false)} />}
    </li>
  );
}
