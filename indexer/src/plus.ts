/** For `onConflictDoUpdate` and `set`: raises each named sum of a row by its part. */
export function plus<Parts extends Record<string, bigint | number>>(parts: Parts) {
  return (row: Parts): Parts => {
    const sums = Object.entries(parts).map(([name, part]) => [name, add(row[name], part)]);
    return Object.fromEntries(sums) as Parts;
  };
}

function add(sum: bigint | number | undefined, part: bigint | number): bigint | number {
  if (typeof sum === "bigint" && typeof part === "bigint") return sum + part;
  if (typeof sum === "number" && typeof part === "number") return sum + part;
  throw new TypeError(`cannot add ${typeof part} to ${typeof sum}`);
}
