/**
 * What a signer has signed, per service and epoch. Calls at once are signed on top of each other; a call that ended
 * without a charge gives its headroom back to the next one, but what was signed stays counted against the budget.
 */
import { BudgetExceededError } from "./errors.ts";

interface LedgerTotals {
  /** Highest charge proved by a receipt or told by the gateway, token base units. */
  charged: bigint;
  /** Sum of the calls that are under way. */
  pending: bigint;
  /** Highest total ever signed: what the gateway can take at most. */
  signed: bigint;
}

/** What a gateway says of a ledger when it refuses a voucher. */
export interface LedgerReport {
  readonly charged: bigint;
  readonly reserved: bigint;
}

/** One call's part of a ledger, from signing to its end. */
export interface Share {
  readonly serviceId: bigint;
  readonly epoch: number;
  readonly amount: bigint;
  readonly cumulative: bigint;
}

export class RunningTotals {
  readonly #ledgers = new Map<string, LedgerTotals>();
  readonly #budget: bigint | undefined;

  constructor(budget: bigint | undefined) {
    this.#budget = budget;
  }

  /** Highest totals signed, added up over all services and epochs: never more than the budget. */
  get signed(): bigint {
    return [...this.#ledgers.values()].reduce((sum, { signed }) => sum + signed, 0n);
  }

  /** Sum of what receipts prove was charged. */
  get charged(): bigint {
    return [...this.#ledgers.values()].reduce((sum, { charged }) => sum + charged, 0n);
  }

  /** Takes `amount` more of a ledger. Throws BudgetExceededError and takes nothing when that is over the budget. */
  take(serviceId: bigint, epoch: number, amount: bigint, report?: LedgerReport): Share {
    const ledger = this.#ledger(serviceId, epoch);
    const own = ledger.charged + ledger.pending + amount;
    const told = report ? report.charged + report.reserved + amount : 0n;
    const cumulative = own > told ? own : told;
    const rise = cumulative > ledger.signed ? cumulative - ledger.signed : 0n;
    const needed = this.signed + rise;
    if (this.#budget !== undefined && rise > 0n && needed > this.#budget)
      throw new BudgetExceededError(needed, this.#budget);
    ledger.pending += amount;
    ledger.signed += rise;
    if (report && report.charged > ledger.charged) ledger.charged = report.charged;
    return { serviceId, epoch, amount, cumulative };
  }

  /** The call ended; `chargedCumulative` is its receipt's, absent when it was not charged. */
  end(share: Share, chargedCumulative?: bigint): void {
    const ledger = this.#ledger(share.serviceId, share.epoch);
    ledger.pending -= share.amount;
    if (chargedCumulative !== undefined && chargedCumulative > ledger.charged)
      ledger.charged = chargedCumulative;
  }

  /** Highest total signed for one service in one epoch. */
  signedFor(serviceId: bigint, epoch: number): bigint {
    return this.#ledger(serviceId, epoch).signed;
  }

  #ledger(serviceId: bigint, epoch: number): LedgerTotals {
    const key = `${serviceId}:${epoch}`;
    let ledger = this.#ledgers.get(key);
    if (!ledger) this.#ledgers.set(key, (ledger = { charged: 0n, pending: 0n, signed: 0n }));
    return ledger;
  }
}
