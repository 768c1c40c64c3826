/** pg_type.oid. */
const OID = { text: 25, bytea: 17 } as const;
/** Dimensions, whether there are nulls, the elements' type, then length and first index of the one dimension. */
const HEAD = 20;
const LENGTH = 4;
const NULL_LENGTH = -1;

/**
 * A one-dimensional array in PostgreSQL's binary form (array_recv in src/backend/utils/adt/arrayfuncs.c): nothing has to
 * be quoted, and nothing parsed on the other side.
 */
export function binaryArray(type: keyof typeof OID, values: readonly (string | Uint8Array | null)[]): Buffer {
  let size = HEAD;
  for (const value of values) size += LENGTH + lengthOf(value);
  // Memory of its own, not of the pool: it can be given to another thread.
  const array = Buffer.allocUnsafeSlow(size);
  array.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(OID[type], 8);
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  let at = HEAD;
  for (const value of values) {
    const length = lengthOf(value);
    array.writeInt32BE(value === null ? NULL_LENGTH : length, at);
    at += LENGTH;
    if (typeof value === "string") array.write(value, at, "utf8");
    else if (value) array.set(value, at);
    at += length;
  }
  // An array without elements ends after its type.
  return values.length === 0 ? array.subarray(0, 12) : array;
}

function lengthOf(value: string | Uint8Array | null): number {
  if (value === null) return 0;
  return typeof value === "string" ? Buffer.byteLength(value) : value.length;
}
