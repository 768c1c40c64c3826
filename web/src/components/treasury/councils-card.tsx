import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useCouncils } from "../../hooks/use-treasury.ts";
import { formatDate, formatRelative } from "../../lib/format.ts";
import { councilLabel } from "../../lib/treasury-words.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { CouncilCalls } from "./council-calls.tsx";

/** The councils: who is in them, how many must agree, and until when. */
export function CouncilsCard() {
  const now = useChainTime() ?? 0n;
  const { data: councils = [] } = useCouncils();
  return (
    <Card aria-label="Councils" className="overflow-hidden">
      <CardHeader
        title="Councils"
        description="Elected by vote until a date. What each can do is one role of the Authority, or one budget."
        className="pb-4"
      />
      <ul className="divide-y border-t">
        {councils.map(({ address, name, members, threshold, termEnd }) => (
          <li key={address} className="grid grid-cols-1 gap-2.5 px-5 py-4 text-sm">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="font-medium">{councilLabel(name)}</span>
              <span className="text-ink-muted tabular-nums">
                {threshold} of {members.length} must agree
              </span>
              {termEnd <= now ? (
                <Badge tone="negative">Its term is over</Badge>
              ) : (
                <span className="text-ink-muted tabular-nums" title={formatRelative(termEnd, now)}>
                  until {formatDate(termEnd)}
                </span>
              )}
            </p>
            <ul className="flex flex-wrap gap-x-5 gap-y-2">
              {members.map((member) => (
                <li key={member}>
                  <AddressText address={member} copy />
                </li>
              ))}
            </ul>
            <CouncilCalls council={address} members={members} threshold={threshold} now={now} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
