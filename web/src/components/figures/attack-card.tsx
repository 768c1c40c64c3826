import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { breakEven, type Figures } from "../../lib/figures.ts";
import { formatBps, formatMoney, isSameAddress } from "../../lib/format.ts";
import { formatStoaNeeded } from "../../lib/stoa.ts";
import { shareBps } from "../../lib/vote-shares.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { Table } from "../ui/table.tsx";

interface AttackCardProps {
  attack: NonNullable<Figures["attack"]>;
  figures: Figures;
}

/** What it takes to spend the treasury against everybody's will, beside what there is to take. */
export function AttackCard({ attack, figures }: AttackCardProps) {
  const { money } = useArgumentContext();
  const prize = figures.treasury.find(({ token }) => isSameAddress(token, money.address))?.balance ?? 0n;
  const priceOf = (votes: bigint | null) => {
    const price = votes === null ? undefined : breakEven(votes, prize);
    return price === undefined ? "—" : formatMoney(price, money);
  };
  const rows = [
    { against: "Nobody objects", votes: attack.unopposed },
    { against: "The members object", votes: attack.overVoices },
    { against: "All who have delegated object", votes: attack.overEverybody },
  ];
  return (
    <Card aria-label="What an attack takes" className="overflow-hidden">
      <CardHeader
        title="What an attack takes"
        description={`Votes that pass a spending that nobody wants. The treasury holds ${formatMoney(prize, money)}; below the price of a STOA in the last column the votes cost less than that.`}
        className="pb-4"
      />
      <Table
        className="border-t"
        caption="What an attack takes"
        rows={rows}
        rowKey={({ against }) => against}
        columns={[
          { header: "While", cell: ({ against }) => against },
          {
            header: "Votes",
            numeric: true,
            cell: ({ votes }) => (votes === null ? "Cannot pass" : formatStoaNeeded(votes)),
          },
          {
            header: "Of all votes",
            numeric: true,
            cell: ({ votes }) => (votes === null ? "—" : formatBps(shareBps(votes, figures.votes) ?? 0)),
          },
          { header: "Pays below", numeric: true, cell: ({ votes }) => priceOf(votes) },
        ]}
      />
    </Card>
  );
}
