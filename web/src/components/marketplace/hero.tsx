import { useProtocol } from "../../hooks/use-protocol.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { Colonnade } from "./colonnade.tsx";

/** What this is, in two lines, and how much of it there is. */
export function Hero() {
  const { token } = useStoaConfig();
  const { data: protocol } = useProtocol();
  // A dash until the index has answered: zero would be a statement.
  const stats = [
    { label: "Services", value: protocol === undefined ? "–" : formatCount(protocol?.services ?? 0) },
    {
      label: "Paid to services",
      value: protocol === undefined ? "–" : formatMoney(protocol?.gross ?? 0n, token),
    },
    { label: "In escrow", value: protocol === undefined ? "–" : formatMoney(protocol?.balance ?? 0n, token) },
  ];

  return (
    <section className="relative overflow-hidden pt-14 pb-10 sm:pt-20 sm:pb-12">
      <Colonnade className="pointer-events-none absolute end-0 bottom-10 hidden h-46 text-line-strong lg:block" />
      <h1 className="relative max-w-2xl font-display text-[2.6rem] leading-[1.06] font-normal tracking-[-0.025em] sm:text-6xl">
        Tools for agents, paid by the call.
      </h1>
      <p className="relative mt-5 max-w-xl text-lg text-ink-soft">
        An open market of MCP services. Publishers stake to list. Every call is paid from an escrow that you
        control, and proved by a signed receipt.
      </p>
      <dl className="relative mt-8 flex flex-wrap gap-x-10 gap-y-4">
        {stats.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-xs text-ink-muted">{label}</dt>
            <dd className="mt-0.5 text-lg font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
