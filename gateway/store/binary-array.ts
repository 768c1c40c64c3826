/** pg_type.oid. */
const OID = { text: 25, bytea: 17, bigint: 20, integer: 23 } as const;
/** Dimensions, whether there are nulls, the elements' type, then length and first index of the one dimension. */
const HEAD = 20;
/** An array without elements ends after its type. */
const EMPTY = 12;
const LENGTH = 4;
const NULL_LENGTH = -1;

export type ElementType = keyof typeof OID;

/** Text as a string, bytes, a bigint, a number for an integer. */
type Element = string | Uint8Array | bigint | number | null;

export interface ArrayColumn {
  readonly type: ElementType;
  readonly values: readonly Element[];
}

/**
 * One-dimensional arrays in PostgreSQL's binary form (array_recv in src/backend/utils/adt/arrayfuncs.c): nothing has to
 * be quoted, and nothing parsed on the other side. They lie in one piece of memory, not of the pool: it can be given to
 * another thread, and costs as much as one of them alone.
 */
export function binaryArrays(columns: readonly ArrayColumn[]): Buffer[] {
  const sizes = columns.map(sizeOf);
  const memory = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + size, 0));
  let start = 0;
  return columns.map((column, index) => {
    const array = memory.subarray(start, (start += sizes[index]!));
    write(array, column);
    return array;
  });
}

function sizeOf({ values }: ArrayColumn): number {
  if (values.length === 0) return EMPTY;
  let size = HEAD;
  for (const value of values) size += LENGTH + lengthOf(value);
  return size;
}

function write(array: Buffer, { type, values }: ArrayColumn): void {
  array.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  array.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  array.writeInt32BE(OID[type], 8);
  if (values.length === 0) return;
  array.writeInt32BE(values.length, 12);
  array.writeInt32BE(1, 16);
  const view = new DataView(array.buffer, array.byteOffset, array.length);
  let at = HEAD;
  for (const value of values) {
    const length = lengthOf(value);
    view.setInt32(at, value === null ? NULL_LENGTH : length);
    at += LENGTH;
    if (typeof value === "string") array.write(value, at, "utf8");
    else if (typeof value === "bigint") view.setBigInt64(at, value);
    else if (typeof value === "number") view.setInt32(at, value);
    else if (value) array.set(value, at);
    at += length;
  }
}

function lengthOf(value: Element): number {
  if (value === null) return 0;
  switch (typeof value) {
    case "string":
      return Buffer.byteLength(value);
    case "bigint":
      return 8;
    case "number":
      return 4;
    default:
      return value.length;
  }
}
