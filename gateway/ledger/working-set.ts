/** The rows that a batch of decisions works on: loaded in bulk, changed in memory, written back in one statement. */
import { rowAccess } from "../store/rows.ts";
import type { Sql } from "../store/types.ts";
import {
  accounts,
  calls,
  formerVouchers,
  grants,
  ledgers,
  type AccountRow,
  type CallRecord,
  type FormerVoucherRow,
  type GrantRow,
  type LedgerRow,
} from "./schema.ts";

export interface CallName {
  readonly payer: AccountRow["payer"];
  readonly callId: CallRecord["callId"];
}

export interface KeyName {
  readonly payer: AccountRow["payer"];
  readonly key: AccountRow["payer"];
}

export interface Wanted {
  readonly payers: readonly AccountRow["payer"][];
  readonly calls: readonly CallName[];
  readonly grants: readonly KeyName[];
}

const access = {
  accounts: rowAccess<AccountRow>(accounts),
  ledgers: rowAccess<LedgerRow>(ledgers),
  formers: rowAccess<FormerVoucherRow>(formerVouchers),
  grants: rowAccess<GrantRow>(grants),
  calls: rowAccess<CallRecord>(calls),
};
type Table = keyof typeof access;
const TABLES = Object.keys(access) as Table[];

const callName = ({ payer, callId }: CallName) => `${payer} ${callId}`;
const keyName = ({ payer, key }: KeyName) => `${payer} ${key}`;
const ledgerName = ({ key, serviceId, epoch }: Pick<LedgerRow, "key" | "serviceId" | "epoch">) =>
  `${key} ${serviceId} ${epoch}`;

export class WorkingSet {
  readonly #accounts = new Map<string, AccountRow>();
  /** Of each payer that was loaded, all its ledgers. */
  readonly #ledgers = new Map<string, Map<string, LedgerRow>>();
  readonly #grants = new Map<string, GrantRow | undefined>();
  readonly #calls = new Map<string, CallRecord | undefined>();
  readonly #changed: { [T in Table]: Map<string, unknown> } = {
    accounts: new Map(),
    ledgers: new Map(),
    formers: new Map(),
    grants: new Map(),
    calls: new Map(),
  };

  get payers(): number {
    return this.#ledgers.size;
  }

  /**
   * Locks the payers' accounts until the transaction ends, always in the same order. Whatever is read after that can
   * be changed by nobody else.
   */
  async lock(sql: Sql, payers: readonly AccountRow["payer"][]): Promise<void> {
    const wanted = [...new Set(payers)].toSorted().map((payer) => ({ payer }));
    const keep = async (missing: typeof wanted) => {
      const rows = await access.accounts.select(sql, ["payer"], missing, "order by payer for update");
      for (const row of rows) this.#accounts.set(row.payer, row);
      return missing.filter(({ payer }) => !this.#accounts.has(payer));
    };
    const unknown = await keep(wanted);
    if (unknown.length === 0) return;
    await sql.query(
      `insert into accounts (payer, claimed_block) select payer, 0 from unnest($1::text[]) as given(payer)
       order by payer on conflict do nothing`,
      [unknown.map(({ payer }) => payer)],
    );
    await keep(unknown);
  }

  /** Reads what is wanted and not here yet. */
  async load(sql: Sql, wanted: Wanted): Promise<void> {
    const payers = [...new Set(wanted.payers)].filter((payer) => !this.#ledgers.has(payer));
    const callNames = wanted.calls.filter((name) => !this.#calls.has(callName(name)));
    const keyNames = wanted.grants.filter((name) => !this.#grants.has(keyName(name)));
    const byPayer = payers.map((payer) => ({ payer }));
    const strangers = byPayer.filter(({ payer }) => !this.#accounts.has(payer));
    for (const row of await access.accounts.select(sql, ["payer"], strangers)) {
      this.#accounts.set(row.payer, row);
    }
    const ledgerRows = await access.ledgers.select(sql, ["payer"], byPayer);
    for (const payer of payers) this.#ledgers.set(payer, new Map());
    for (const row of ledgerRows) this.#ledgers.get(row.payer)!.set(ledgerName(row), row);
    const grantRows = await access.grants.select(sql, ["payer", "key"], keyNames);
    for (const name of keyNames) this.#grants.set(keyName(name), undefined);
    for (const row of grantRows) this.#grants.set(keyName(row), row);
    const callRows = await access.calls.select(sql, ["payer", "callId"], callNames);
    for (const name of callNames) this.#calls.set(callName(name), undefined);
    for (const row of callRows) this.#calls.set(callName(row), row);
  }

  account(payer: AccountRow["payer"]): AccountRow {
    const known = this.#accounts.get(payer);
    if (known) return known;
    const fresh = { payer, claimedBlock: 0n };
    this.setAccount(fresh);
    return fresh;
  }

  ledgersOf(payer: AccountRow["payer"], epoch: number): LedgerRow[] {
    return [...this.#ledgers.get(payer)!.values()].filter((ledger) => ledger.epoch === epoch);
  }

  ledger(name: Pick<LedgerRow, "payer" | "key" | "serviceId" | "epoch">): LedgerRow | undefined {
    return this.#ledgers.get(name.payer)!.get(ledgerName(name));
  }

  call(name: CallName): CallRecord | undefined {
    return this.#calls.get(callName(name));
  }

  grant(name: KeyName): GrantRow | undefined {
    return this.#grants.get(keyName(name));
  }

  setAccount(row: AccountRow): void {
    this.#accounts.set(row.payer, row);
    this.#changed.accounts.set(row.payer, row);
  }

  setLedger(row: LedgerRow): void {
    this.#ledgers.get(row.payer)!.set(ledgerName(row), row);
    this.#changed.ledgers.set(`${row.payer} ${ledgerName(row)}`, row);
  }

  setFormer(row: FormerVoucherRow): void {
    this.#changed.formers.set(`${row.payer} ${ledgerName(row)} ${row.termsHash}`, row);
  }

  setGrant(row: GrantRow): void {
    this.#grants.set(keyName(row), row);
    this.#changed.grants.set(keyName(row), row);
  }

  setCall(row: CallRecord): void {
    this.#calls.set(callName(row), row);
    this.#changed.calls.set(callName(row), row);
  }

  /** Writes what changed: all or nothing, for it is one statement. */
  async save(sql: Sql): Promise<void> {
    const tables = TABLES.filter((table) => this.#changed[table].size > 0);
    if (tables.length === 0) return;
    const parameters = tables.flatMap((table) =>
      access[table].upsertParameters([...this.#changed[table].values()] as never[]),
    );
    await sql.query(saveSql(tables), parameters);
    for (const table of tables) this.#changed[table].clear();
  }

  /** Forgets calls that have ended: nobody else writes them, but there is no end to them. */
  forgetEndedCalls(): void {
    for (const [name, call] of this.#calls) if (call?.state !== "reserved") this.#calls.delete(name);
  }
}

const texts = new Map<string, string>();

function saveSql(tables: readonly Table[]): string {
  const name = tables.join();
  let text = texts.get(name);
  if (text) return text;
  let first = 1;
  const writes = tables.map((table) => {
    const write = `${table}_written as (${access[table].upsertSql(first)})`;
    first += access[table].parameters;
    return write;
  });
  texts.set(name, (text = `with ${writes.join(", ")} select 1`));
  return text;
}
