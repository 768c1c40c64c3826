/** The rows that decisions work on: kept in memory, changed there, and handed over to be written. */
import type {
  AccountRow,
  CallRecord,
  FormerVoucherRow,
  GrantRow,
  LedgerRow,
  PrepaymentRow,
  UseRow,
} from "./schema.ts";
import type { CallName, KeyName, Payer, Rows, Wanted } from "./stored-rows.ts";

type LedgerName = Pick<LedgerRow, "payer" | "key" | "serviceId" | "epoch">;

/** Names of what was paid ahead that are kept without a look at how long they were idle. */
const USES_KEPT = 20_000;

const callName = ({ payer, callId }: CallName) => `${payer} ${callId}`;
const keyName = ({ payer, key }: KeyName) => `${payer} ${key}`;
const ledgerName = ({ payer, key, serviceId, epoch }: LedgerName) => `${payer} ${key} ${serviceId} ${epoch}`;

/** What operations work on. */
export interface Needed {
  readonly payers: readonly Payer[];
  readonly calls: readonly CallName[];
  readonly grants: readonly KeyName[];
  readonly uses: readonly string[];
  readonly prepayments: readonly string[];
}

/** Rows that differ from what is stored. */
class Changes {
  readonly accounts = new Map<string, AccountRow>();
  readonly ledgers = new Map<string, LedgerRow>();
  readonly formers = new Map<string, FormerVoucherRow>();
  readonly grants = new Map<string, GrantRow>();
  readonly uses = new Map<string, UseRow>();
  readonly prepayments = new Map<string, PrepaymentRow>();
  readonly calls = new Map<string, CallRecord>();

  take(): Rows {
    const rows = {
      accounts: [...this.accounts.values()],
      ledgers: [...this.ledgers.values()],
      formers: [...this.formers.values()],
      grants: [...this.grants.values()],
      uses: [...this.uses.values()],
      prepayments: [...this.prepayments.values()],
      calls: [...this.calls.values()],
    };
    for (const table of Object.values(this) as Map<string, unknown>[]) table.clear();
    return rows;
  }
}

export class WorkingSet {
  readonly #accounts = new Map<Payer, AccountRow>();
  /** Of each payer that was read, all its ledgers. */
  readonly #ledgers = new Map<Payer, Map<string, LedgerRow>>();
  readonly #grants = new Map<string, GrantRow | undefined>();
  readonly #uses = new Map<string, UseRow | undefined>();
  readonly #prepayments = new Map<string, PrepaymentRow | undefined>();
  readonly #calls = new Map<string, CallRecord | undefined>();
  /** To be written before anybody hears of it. */
  readonly #changes = new Changes();
  /** Reservations that may be written later, or never once their call has ended; ledgers that their calls tell of. */
  readonly #held = new Changes();
  /** Names of the ledgers that are stored, in whatever state. */
  readonly #stored = new Set<string>();
  /** Names of the calls that are. */
  readonly #storedCalls = new Set<string>();

  /** What of this is not here yet. */
  missing({ payers, calls, grants, uses, prepayments }: Needed): Wanted {
    const distinct = [...new Set(payers)];
    return {
      accounts: distinct.filter((payer) => !this.#accounts.has(payer)),
      ledgers: distinct.filter((payer) => !this.#ledgers.has(payer)),
      calls: calls.filter((name) => !this.#calls.has(callName(name))),
      grants: grants.filter((name) => !this.#grants.has(keyName(name))),
      uses: uses.filter((name) => !this.#uses.has(name)),
      prepayments: prepayments.filter((id) => !this.#prepayments.has(id)),
    };
  }

  /** Takes in what was read; of what was wanted and is not among it, that it does not exist. */
  keep(wanted: Wanted, rows: Rows): void {
    for (const payer of wanted.ledgers) this.#ledgers.set(payer, new Map());
    for (const name of wanted.grants) this.#grants.set(keyName(name), undefined);
    for (const name of wanted.calls) this.#calls.set(callName(name), undefined);
    for (const name of wanted.uses) this.#uses.set(name, undefined);
    for (const id of wanted.prepayments) this.#prepayments.set(id, undefined);
    this.keepAccounts(rows.accounts);
    for (const row of rows.ledgers) {
      this.#ledgers.get(row.payer)!.set(ledgerName(row), row);
      this.#stored.add(ledgerName(row));
    }
    for (const row of rows.grants) this.#grants.set(keyName(row), row);
    for (const row of rows.uses) this.#uses.set(row.prepaid, row);
    for (const row of rows.prepayments) this.#prepayments.set(row.id, row);
    for (const row of rows.calls) {
      this.#calls.set(callName(row), row);
      this.#storedCalls.add(callName(row));
    }
  }

  keepAccounts(rows: readonly AccountRow[]): void {
    for (const row of rows) this.#accounts.set(row.payer, row);
  }

  knowsPayer(payer: Payer): boolean {
    return this.#ledgers.has(payer);
  }

  knowsCall(name: CallName): boolean {
    return this.#calls.has(callName(name));
  }

  account(payer: Payer): AccountRow {
    const known = this.#accounts.get(payer);
    if (known) return known;
    const fresh = { payer, claimedBlock: 0n, held: null };
    this.setAccount(fresh);
    return fresh;
  }

  ledgersOf(payer: Payer, epoch: number): LedgerRow[] {
    return [...this.#ledgers.get(payer)!.values()].filter((ledger) => ledger.epoch === epoch);
  }

  ledger(name: LedgerName): LedgerRow | undefined {
    return this.#ledgers.get(name.payer)!.get(ledgerName(name));
  }

  call(name: CallName): CallRecord | undefined {
    return this.#calls.get(callName(name));
  }

  grant(name: KeyName): GrantRow | undefined {
    return this.#grants.get(keyName(name));
  }

  /** Calls so far on what was paid ahead. */
  usesOf(prepaid: string, payer: Payer): UseRow {
    return this.#uses.get(prepaid) ?? { prepaid, payer, used: 0n, reserved: 0n };
  }

  prepayment(id: string): PrepaymentRow | undefined {
    return this.#prepayments.get(id);
  }

  setUses(row: UseRow): void {
    this.#uses.set(row.prepaid, row);
    this.#changes.uses.set(row.prepaid, row);
  }

  setPrepayment(row: PrepaymentRow): void {
    this.#prepayments.set(row.id, row);
    this.#changes.prepayments.set(row.id, row);
  }

  setAccount(row: AccountRow): void {
    this.#accounts.set(row.payer, row);
    this.#changes.accounts.set(row.payer, row);
  }

  setLedger(row: LedgerRow): void {
    const name = ledgerName(row);
    this.#ledgers.get(row.payer)!.set(name, row);
    this.#changes.ledgers.set(name, row);
    this.#held.ledgers.delete(name);
  }

  /** A charged ledger: it need not be written with the charge, if there is a row to mend (restore-ledgers.ts). */
  setLedgerLater(row: LedgerRow): void {
    const name = ledgerName(row);
    if (!this.#stored.has(name) || this.#changes.ledgers.has(name)) return this.setLedger(row);
    this.#ledgers.get(row.payer)!.set(name, row);
    this.#held.ledgers.set(name, row);
  }

  setFormer(row: FormerVoucherRow): void {
    this.#changes.formers.set(`${ledgerName(row)} ${row.termsHash}`, row);
  }

  setGrant(row: GrantRow): void {
    this.#grants.set(keyName(row), row);
    this.#changes.grants.set(keyName(row), row);
  }

  setCall(row: CallRecord): void {
    const name = callName(row);
    this.#calls.set(name, row);
    this.#changes.calls.set(name, row);
    this.#held.calls.delete(name);
  }

  /** A reservation that need not be written yet. */
  hold(ledger: LedgerRow, call: CallRecord): void {
    this.#ledgers.get(ledger.payer)!.set(ledgerName(ledger), ledger);
    this.#held.ledgers.set(ledgerName(ledger), ledger);
    this.#calls.set(callName(call), call);
    this.#held.calls.set(callName(call), call);
  }

  get holds(): boolean {
    return this.#held.calls.size > 0 || this.#held.ledgers.size > 0;
  }

  /** What is to be written now; with `held`, what could wait too. `newCalls` is whether none of its calls is stored. */
  takeChanges(held: boolean): { readonly rows: Rows; readonly newCalls: boolean } {
    if (held) {
      for (const row of this.#held.ledgers.values()) this.setLedger(row);
      for (const row of this.#held.calls.values()) this.setCall(row);
    }
    for (const name of this.#changes.ledgers.keys()) this.#stored.add(name);
    let newCalls = true;
    for (const name of this.#changes.calls.keys()) {
      newCalls &&= !this.#storedCalls.has(name);
      this.#storedCalls.add(name);
    }
    return { rows: this.#changes.take(), newCalls };
  }

  /** Forgets calls and prepayments that have ended: there is no end to them. */
  forgetEnded(): void {
    this.#prepayments.clear();
    if (this.#uses.size > USES_KEPT) this.#uses.clear();
    for (const [name, call] of this.#calls) {
      if (call?.state === "reserved") continue;
      this.#calls.delete(name);
      this.#storedCalls.delete(name);
    }
  }

  /** Forgets payers with nothing under way, if more than `most` are kept. */
  forgetIdle(most: number): void {
    if (this.#ledgers.size <= most) return;
    for (const [payer, ledgers] of this.#ledgers) {
      const names = [...ledgers.keys()];
      if (names.some((name) => ledgers.get(name)!.reserved > 0n || this.#held.ledgers.has(name))) continue;
      this.#ledgers.delete(payer);
      this.#accounts.delete(payer);
      for (const name of names) this.#stored.delete(name);
    }
    this.#grants.clear();
  }
}
