import { zeroHash, type Hex } from "viem";

interface NamesTerms {
  readonly termsId: Hex;
  readonly feeVersion: number;
}

/** Rows that name no terms where these are those of the row before, of the same service: the vault remembers them. */
export function termsOnce<Row extends NamesTerms>(
  rows: readonly Row[],
  serviceOf: (row: Row) => bigint,
): Row[] {
  return rows.map((row, index) => {
    const before = rows[index - 1];
    const same =
      before !== undefined &&
      serviceOf(before) === serviceOf(row) &&
      before.termsId === row.termsId &&
      before.feeVersion === row.feeVersion;
    return same ? { ...row, termsId: zeroHash, feeVersion: 0 } : row;
  });
}
