/** What this gateway owes for each service: read from the books now and then, and counted on in between. */
import type { Ledger } from "./types.ts";

export interface UnclaimedTotals {
  /** A charge of `price`, token base units, as soon as it is in the books. */
  add(serviceId: bigint, price: bigint): void;
  /**
   * Charged and not claimed, token base units: a little too much rather than too little. Undefined while the books were
   * never read. Only the first one who asks waits for them.
   */
  of(serviceId: bigint): Promise<bigint | undefined>;
}

/** Milliseconds after which the books are read again, when somebody asks. */
const READ_INTERVAL = 2_000;

export function createUnclaimedTotals(
  ledger: Pick<Ledger, "unclaimedByService">,
  onProblem: (problem: unknown) => void,
): UnclaimedTotals {
  let read: ReadonlyMap<bigint, bigint> | undefined;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  /** Charges since the last reading began: it may have seen some of them. */
  let since = new Map<bigint, bigint>();
  /** Charges since the reading under way began. */
  let later: Map<bigint, bigint> | undefined;

  async function readBooks(): Promise<void> {
    later = new Map();
    try {
      read = await ledger.unclaimedByService();
      since = later;
    } catch (problem) {
      onProblem(problem);
    } finally {
      later = undefined;
      readAt = performance.now();
      reading = undefined;
    }
  }

  return {
    add(serviceId, price) {
      for (const charges of later ? [since, later] : [since])
        charges.set(serviceId, (charges.get(serviceId) ?? 0n) + price);
    },
    async of(serviceId) {
      if (performance.now() - readAt >= READ_INTERVAL) reading ??= readBooks();
      if (!read) await reading;
      if (!read) return undefined;
      return (read.get(serviceId) ?? 0n) + (since.get(serviceId) ?? 0n);
    },
  };
}
