/** The books' rows as a database has them: read in bulk, written in one statement. */
import { binaryArrays } from "../store/binary-array.ts";
import { rowAccess } from "../store/rows.ts";
import type { BatchSql, Statement } from "../store/types.ts";
import {
  accounts,
  calls,
  formerVouchers,
  grants,
  ledgers,
  prepayments,
  uses,
  type AccountRow,
  type CallRecord,
  type FormerVoucherRow,
  type GrantRow,
  type LedgerRow,
  type PrepaymentRow,
  type UseRow,
} from "./schema.ts";

export type Payer = AccountRow["payer"];

export interface CallName {
  readonly payer: Payer;
  readonly callId: CallRecord["callId"];
}

export interface KeyName {
  readonly payer: Payer;
  readonly key: Payer;
}

/** What to read: single rows, and of each payer in `ledgers` all its ledgers. */
export interface Wanted {
  readonly accounts: readonly Payer[];
  readonly ledgers: readonly Payer[];
  readonly calls: readonly CallName[];
  readonly grants: readonly KeyName[];
  /** Names of what was paid ahead. */
  readonly uses: readonly string[];
  /** Ids. */
  readonly prepayments: readonly string[];
}

/** Whole rows of each table. */
export interface Rows {
  readonly accounts: readonly AccountRow[];
  readonly ledgers: readonly LedgerRow[];
  readonly formers: readonly FormerVoucherRow[];
  readonly grants: readonly GrantRow[];
  readonly uses: readonly UseRow[];
  readonly prepayments: readonly PrepaymentRow[];
  readonly calls: readonly CallRecord[];
}

const access = {
  accounts: rowAccess<AccountRow>(accounts),
  ledgers: rowAccess<LedgerRow>(ledgers),
  formers: rowAccess<FormerVoucherRow>(formerVouchers),
  grants: rowAccess<GrantRow>(grants),
  uses: rowAccess<UseRow>(uses),
  prepayments: rowAccess<PrepaymentRow>(prepayments),
  // The last: see `signatures`.
  calls: rowAccess<CallRecord>(calls),
};
type Table = keyof typeof access;
const TABLES = Object.keys(access) as Table[];

const byPayer = (payers: readonly Payer[]) => payers.map((payer) => ({ payer }));

/**
 * Locks the payers' accounts until the transaction ends, always in the same order. Whatever is read after that can be
 * changed by nobody else.
 */
export async function lockAccounts(sql: BatchSql, payers: readonly Payer[]): Promise<AccountRow[]> {
  const wanted = [...new Set(payers)].toSorted();
  const lock = (missing: readonly Payer[]) =>
    access.accounts.select(sql, ["payer"], byPayer(missing), "order by payer for update");
  const known = await lock(wanted);
  const unknown = wanted.filter((payer) => !known.some((row) => row.payer === payer));
  if (unknown.length === 0) return known;
  await sql.query(
    `insert into accounts (payer, claimed_block) select payer, 0 from unnest($1::text[]) as given(payer)
     order by payer on conflict do nothing`,
    [unknown],
  );
  return [...known, ...(await lock(unknown))];
}

/** Reads what is there of what is wanted. */
export async function readRows(sql: BatchSql, wanted: Wanted): Promise<Rows> {
  return {
    accounts: await access.accounts.select(sql, ["payer"], byPayer(wanted.accounts)),
    ledgers: await access.ledgers.select(sql, ["payer"], byPayer(wanted.ledgers)),
    formers: [],
    grants: await access.grants.select(sql, ["payer", "key"], wanted.grants),
    uses: await access.uses.select(
      sql,
      ["prepaid"],
      wanted.uses.map((prepaid) => ({ prepaid })),
    ),
    prepayments: await access.prepayments.select(
      sql,
      ["id"],
      wanted.prepayments.map((id) => ({ id })),
    ),
    calls: await access.calls.select(sql, ["payer", "callId"], wanted.calls),
  };
}

/** The statement that writes rows over those of the same key, and its parameters. */
export interface Writing {
  readonly statement: Statement;
  /** In one piece of memory. */
  readonly parameters: Buffer[];
  /** Place among the parameters of the calls' receipt signatures. */
  readonly signatures: number;
}

/**
 * All or nothing, for it is one statement. Undefined when there is nothing to write.
 * @param newCalls whether no call in it is stored in whatever state: then the database need not look for each of them
 */
export function writingOf(rows: Rows, newCalls = false): Writing | undefined {
  const tables = TABLES.filter((table) => rows[table].length > 0);
  if (tables.length === 0) return undefined;
  const parameters = binaryArrays(tables.flatMap((table) => access[table].columnsOf(rows[table] as never[])));
  const beforeCalls = parameters.length - access.calls.parameters;
  return {
    statement: writeStatement(tables, newCalls),
    parameters,
    signatures: beforeCalls + access.calls.parameterOf("receiptSignature"),
  };
}

export async function writeRows(sql: BatchSql, rows: Rows, newCalls = false): Promise<void> {
  const writing = writingOf(rows, newCalls);
  if (writing) await sql.run(writing.statement, writing.parameters);
}

const statements = new Map<string, Statement>();

function writeStatement(tables: readonly Table[], newCalls: boolean): Statement {
  const name = `write_${tables.join("_")}${newCalls ? "_new" : ""}`;
  let statement = statements.get(name);
  if (statement) return statement;
  let first = 1;
  const writes = tables.map((table) => {
    const { insertSql, upsertSql } = access[table];
    const write = `${table}_written as (${(newCalls && table === "calls" ? insertSql : upsertSql)(first)})`;
    first += access[table].parameters;
    return write;
  });
  statements.set(name, (statement = { name, text: `with ${writes.join(", ")} select 1` }));
  return statement;
}
