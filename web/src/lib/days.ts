/** Series of days without holes, for charts. */
export const DAY = 86_400n;

export interface DayValue {
  /** Unix second at which the UTC day begins. */
  readonly day: bigint;
  readonly value: bigint;
}

/** The last `count` days up to the one that `now` (Unix seconds) lies in; days without a row are zero. */
export function fillDays(rows: readonly DayValue[], now: bigint, count: number): DayValue[] {
  const today = now - (now % DAY);
  const values = new Map(rows.map(({ day, value }) => [day, value]));
  return Array.from({ length: count }, (_, index) => {
    const day = today - BigInt(count - 1 - index) * DAY;
    return { day, value: values.get(day) ?? 0n };
  });
}
