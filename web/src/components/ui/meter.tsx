import { Meter as Base } from "@base-ui/react/meter";

/** How much of a limit is used. The numbers stand beside it in words. */
export function Meter({ label, value, most }: { label: string; value: bigint; most: bigint }) {
  const percent = most === 0n ? 0 : Math.min(100, Number((value * 1000n) / most) / 10);
  return (
    <Base.Root value={percent} aria-label={label}>
      <Base.Track className="block h-1.5 overflow-hidden rounded-full bg-line">
        <Base.Indicator className="block rounded-full bg-accent transition-[width]" />
      </Base.Track>
    </Base.Root>
  );
}
