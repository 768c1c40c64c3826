/**
 * Which SQL a caller may run. A caller's calls share one database session, so whatever could outlive the call or change
 * who it runs as stays out: functions, triggers, DO blocks, cursors, SET, COPY, transaction control. The parser of
 * PostgreSQL itself makes sure that the text is one statement; this looks only at how that statement begins.
 */
const ALLOWED: readonly RegExp[] = [
  /^(select|with|values|table|insert|update|delete|merge|truncate|explain)$/,
  /^(create|alter|drop) (table|view|index|sequence|type|domain|materialized view)$/,
  /^create (unique index|or replace view)$/,
  /^(comment on|analyze)$/,
];

const WORDS = 3;

/** A sentence when the statement is not one that callers may run. */
export function problemWithStatement(sql: string): string | undefined {
  const words = firstWords(sql);
  if (words.length === 0) return "There is no SQL statement in this text.";
  const starts = [1, 2, 3].map((count) => words.slice(0, count).join(" "));
  if (ALLOWED.some((pattern) => starts.some((start) => pattern.test(start)))) return undefined;
  return `"${starts[1]?.toUpperCase()}" is not available here. Queries, INSERT, UPDATE, DELETE, MERGE, TRUNCATE, EXPLAIN, and CREATE, ALTER, DROP of tables, views, indexes, sequences and types are.`;
}

/** In lower case, without comments (which nest in PostgreSQL) and opening brackets. */
function firstWords(sql: string): string[] {
  const words: string[] = [];
  let rest = sql;
  while (words.length < WORDS) {
    rest = skipBlanks(rest);
    const [word] = /^[a-z_]+/i.exec(rest) ?? [];
    if (!word) break;
    words.push(word.toLowerCase());
    rest = rest.slice(word.length);
  }
  return words;
}

function skipBlanks(sql: string): string {
  let rest = sql;
  for (;;) {
    rest = rest.replace(/^[\s(]+/, "");
    if (rest.startsWith("--")) {
      const end = rest.search(/[\r\n]/);
      rest = end < 0 ? "" : rest.slice(end);
    } else if (rest.startsWith("/*")) rest = afterComment(rest);
    else return rest;
  }
}

function afterComment(sql: string): string {
  const marks = /\/\*|\*\//g;
  let depth = 0;
  for (const mark of sql.matchAll(marks)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return sql.slice(mark.index + 2);
  }
  return "";
}
