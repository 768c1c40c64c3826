/** Sees when a gateway goes on sending paid calls and its receipts stop, or are dated wrongly. */

/** Seconds by which a receipt's date may differ from the publisher's clock. */
export const RECEIPT_SKEW = 60;

/** Seconds without a receipt after which calls are refused: a collector's round, and a call's time, and some more. */
export const RECEIPT_PATIENCE = 300;

export interface ReceiptWatch {
  /**
   * Whether a paid call may be served. A call without a receipt is not a debt, and a failed one has none: so when
   * receipts have stopped one call is let through in each time of patience, and a receipt for it ends the refusals.
   */
  admits(): boolean;
}

export function createReceiptWatch(options: {
  /** Date of the newest receipt, Unix seconds. */
  readonly newest: () => bigint | undefined;
  /** Seconds. */
  readonly patience: number;
  /** Unix seconds. */
  readonly now: () => number;
}): ReceiptWatch {
  const { newest, patience, now } = options;
  /** When the first call was let through whose receipt, or a later one's, has not come yet. */
  let waitingSince: number | undefined;
  let triedAt = -Infinity;

  return {
    admits() {
      const time = now();
      const date = Number(newest() ?? 0n);
      const isReceipted = waitingSince !== undefined && date >= waitingSince - RECEIPT_SKEW;
      if (waitingSince === undefined || isReceipted) waitingSince = time;
      if (time - waitingSince <= patience) return true;
      if (time - triedAt < patience) return false;
      triedAt = time;
      return true;
    },
  };
}
