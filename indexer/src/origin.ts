import type { Hex } from "viem";

interface Origin {
  readonly block: { readonly number: bigint; readonly timestamp: bigint };
  readonly transaction: { readonly hash: Hex };
}

const DAY = 86_400n;

/** Where and when an event happened: the columns that every event's row has. */
export function originOf({ block, transaction }: Origin) {
  return { time: block.timestamp, block: block.number, transactionHash: transaction.hash };
}

/** The Unix second at which the event's UTC day began. */
export function dayOf({ block }: Pick<Origin, "block">): bigint {
  return block.timestamp - (block.timestamp % DAY);
}
