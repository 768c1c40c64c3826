import { expect } from "chai";
import { createDatabase, type Database } from "../../services/scratchpad/database.ts";
import { createCallers } from "../../services/scratchpad/callers.ts";
import { createScratchpadService } from "../../services/scratchpad/service.ts";
import { ERAS, type ConnectedClient } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";
import { CALLER, OTHER_CALLER } from "./helpers/token-issuer.ts";

interface Result {
  columns: { name: string; type: string }[];
  rows: Record<string, unknown>[];
  rowCount: number;
  truncated: boolean;
}

describe("the SQL scratchpad", () => {
  let service: ServiceFixture;
  let database: Database;
  let mine: ConnectedClient;
  let theirs: ConnectedClient;
  before(async () => {
    database = createDatabase({ timeout: 8_000, startTimeout: 60_000 });
    service = await serviceFixture(createScratchpadService(database, createCallers(3)));
    mine = await service.client(ERAS[1]!, CALLER);
    theirs = await service.client(ERAS[0]!, OTHER_CALLER);
  });
  beforeEach(async () => {
    await mine.call("reset");
    await theirs.call("reset");
  });
  after(() => service.close());

  for (const era of ERAS) {
    it(`creates, fills and reads a table, and keeps it for the next call, in ${era}`, async () => {
      const client = await service.client(era, CALLER);
      const [created, inserted, selected] = await query(
        client,
        "CREATE TABLE city (name text PRIMARY KEY, people int)",
        "INSERT INTO city VALUES ('Athens', 3154152), ('Patras', 215922)",
        "SELECT name, people FROM city ORDER BY people",
      );
      expect(created?.columns).to.deep.equal([]);
      expect(inserted?.rowCount).to.equal(2);
      expect(selected?.columns).to.deep.equal([
        { name: "name", type: "text" },
        { name: "people", type: "integer" },
      ]);
      expect(selected?.rows).to.deep.equal([
        { name: "Patras", people: 215922 },
        { name: "Athens", people: 3154152 },
      ]);
      const [again] = await query(client, "UPDATE city SET people = 0 WHERE name = 'Patras' RETURNING name");
      expect(again?.rows).to.deep.equal([{ name: "Patras" }]);
    });
  }

  it("takes one statement as plain text", async () => {
    const { structured } = await mine.call("query", { sql: "SELECT 1 + 1 AS two" });
    expect((structured["results"] as Result[])[0]?.rows).to.deep.equal([{ two: 2 }]);
  });

  it("describes tables and views with types, defaults and row counts", async () => {
    await query(
      mine,
      "CREATE TABLE item (id int NOT NULL, price numeric(10,2) DEFAULT 1.5)",
      "INSERT INTO item VALUES (1), (2)",
      "CREATE VIEW dear AS SELECT id FROM item WHERE price > 1",
    );
    const { structured } = await mine.call("tables");
    expect(structured).to.deep.equal({
      tables: [
        { name: "dear", kind: "view", columns: [{ name: "id", type: "integer", nullable: true }] },
        {
          name: "item",
          kind: "table",
          rows: 2,
          columns: [
            { name: "id", type: "integer", nullable: false },
            { name: "price", type: "numeric(10,2)", nullable: true, default: "1.5" },
          ],
        },
      ],
    });
  });

  it("keeps numbers that JavaScript would round as text", async () => {
    const [result] = await query(
      mine,
      "SELECT 9007199254740993::bigint AS big, 2::bigint AS small, 0.5 AS half",
    );
    expect(result?.rows).to.deep.equal([{ big: "9007199254740993", small: 2, half: 0.5 }]);
  });

  it("gives at most the asked rows and says that there are more", async () => {
    const { structured } = await mine.call("query", {
      sql: "SELECT generate_series(1, 500) AS n",
      maxRows: 10,
    });
    const [result] = structured["results"] as Result[];
    expect(result).to.include({ rowCount: 10, truncated: true });
    expect(result?.rows.at(-1)).to.deep.equal({ n: 10 });
  });

  it("keeps nothing of a call whose last statement fails, and names the statement", async () => {
    const text = await refusal(
      mine,
      "CREATE TABLE t (a int)",
      "INSERT INTO t VALUES (1)",
      "SELECT * FROM missing",
    );
    expect(text).to.match(/^Statement 3: relation "missing" does not exist \(SQLSTATE 42P01\)/);
    expect((await mine.call("tables")).structured).to.deep.equal({ tables: [] });
  });

  it("refuses columns of the same name instead of losing one", async () => {
    expect(await refusal(mine, "SELECT 1 AS a, 2 AS a")).to.match(/Two columns are called "a"/);
  });

  it("refuses tables over the limit and keeps nothing of them", async () => {
    const text = await refusal(
      mine,
      "CREATE TABLE big AS SELECT repeat(md5(n::text), 50) AS t FROM generate_series(1, 12000) n",
    );
    expect(text).to.match(/limit is 16777216/);
    expect((await mine.call("tables")).structured).to.deep.equal({ tables: [] });
  });

  it("refuses a caller without a name", async () => {
    const anonymous = await service.client(ERAS[1]!, "anonymous");
    const { isError, text } = await anonymous.call("query", { sql: "SELECT 1" });
    expect(isError).to.equal(true);
    expect(text).to.match(/pay for the call/);
  });

  it("stops a statement that runs too long, and keeps everybody's rows", async () => {
    await query(mine, "CREATE TABLE kept (a int)", "INSERT INTO kept VALUES (42)");
    const runaway = theirs.call("query", {
      sql: "SELECT count(*) FROM generate_series(1, 30000) a, generate_series(1, 30000) b",
    });
    const { isError, text } = await runaway;
    expect(isError).to.equal(true);
    expect(text).to.match(/took longer than 8 s and was stopped/);
    const [result] = await query(mine, "SELECT a FROM kept");
    expect(result?.rows).to.deep.equal([{ a: 42 }]);
  });

  it("answers others while one caller's statement never ends", async () => {
    for (const client of [mine, theirs]) await query(client, "SELECT 1");
    const order: string[] = [];
    const runaway = refusal(
      theirs,
      "SELECT count(*) FROM generate_series(1, 30000) a, generate_series(1, 30000) b",
    ).then(() => order.push("theirs"));
    for (let call = 1; call <= 3; call++) {
      await query(mine, "SELECT 1");
      order.push(`mine ${call}`);
    }
    await runaway;
    expect(order).to.deep.equal(["mine 1", "mine 2", "mine 3", "theirs"]);
    const [again] = await query(theirs, "SELECT 7 AS n");
    expect(again?.rows).to.deep.equal([{ n: 7 }]);
  });

  it("keeps everybody's rows when more callers come than processes may run", async () => {
    const small = createDatabase({ processes: 2 });
    const run = (schema: string, ...statements: string[]) =>
      small.run({ kind: "run", schema, statements, maxRows: 10 });
    const schemas = ["caller_a", "caller_b", "caller_c", "caller_d"];
    await Promise.all(
      schemas.map((schema) => run(schema, "CREATE TABLE t (who text)", `INSERT INTO t VALUES ('${schema}')`)),
    );
    for (const schema of schemas) {
      const answer = await run(schema, "SELECT who FROM t");
      expect(answer).to.have.deep.nested.property("results[0].rows", [{ who: schema }]);
    }
    await small.close();
  });

  it("makes room for a new caller by dropping the one that was away longest", async () => {
    await query(theirs, "CREATE TABLE old (a int)");
    await query(mine, "SELECT 1");
    for (const address of [
      "0x976EA74026E726554dB657fA54763abd0C3a0aa9",
      "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
    ] as const)
      await query(await service.client(ERAS[1]!, address), "SELECT 1");
    expect((await theirs.call("tables")).structured).to.deep.equal({ tables: [] });
  });

  describe("an attacker", () => {
    let schema: string;
    beforeEach(async () => {
      await query(mine, "CREATE TABLE secret (a int)", "INSERT INTO secret VALUES (1)");
      const [result] = await query(mine, "SELECT current_schema() AS s");
      schema = String(result?.rows[0]?.["s"]);
    });

    it("cannot read another caller's table by its full name", async () => {
      expect(await refusal(theirs, `SELECT * FROM ${schema}.secret`)).to.match(
        /relation "caller_\w+\.secret" does not exist/,
      );
    });

    it("cannot find another caller's tables in the catalogue", async () => {
      expect(await refusal(theirs, "SELECT relname FROM pg_class")).to.match(/permission denied/);
      const [result] = await query(
        theirs,
        "SELECT table_name FROM information_schema.tables WHERE table_name = 'secret'",
      );
      expect(result?.rows).to.deep.equal([]);
    });

    for (const [what, sql] of [
      ["become the superuser by a setting", "SELECT set_config('role', 'postgres', false)"],
      [
        "become another session user by a setting",
        "SELECT set_config('session_authorization', 'postgres', false)",
      ],
      ["read files", "SELECT pg_read_file('postgresql.conf')"],
      ["list files", "SELECT pg_ls_dir('.')"],
      ["write files through large objects", "SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/x')"],
      ["change SQL that runs later", "SELECT query_to_xml('CREATE TABLE q (a int)', true, true, '')"],
      ["write outside its schema", "CREATE TABLE public.t (a int)"],
      ["leave a temporary table behind", "CREATE TABLE pg_temp.t (a int)"],
      ["take over the function that fences it in", "CREATE TABLE sandbox.t (a int)"],
      ["give its table to somebody else", "ALTER TABLE mine OWNER TO postgres"],
    ] as const) {
      it(`cannot ${what}`, async () => {
        await query(theirs, "CREATE TABLE mine (a int)");
        expect(await refusal(theirs, sql)).to.match(
          /permission denied|cannot set parameter|must be|not allowed|does not exist|unsupported/,
        );
        const [who] = await query(theirs, "SELECT current_user AS u");
        expect(who?.rows[0]?.["u"]).to.match(/^caller_/);
      });
    }

    for (const sql of [
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE TRIGGER t BEFORE INSERT ON mine EXECUTE FUNCTION f()",
      "CREATE RULE r AS ON INSERT TO mine DO NOTHING",
      "DO $$ BEGIN RESET ROLE; END $$",
      "SET ROLE postgres",
      "RESET ROLE",
      "COMMIT",
      "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
      "PREPARE p AS SELECT 1",
      "COPY (SELECT 1) TO '/tmp/x'",
      "LISTEN x",
      "VACUUM",
      "GRANT ALL ON mine TO PUBLIC",
      "/* /* */ SELECT */ DO $$ BEGIN END $$",
      "-- SELECT\nSET ROLE postgres",
      "(((((COMMIT",
    ]) {
      it(`cannot run ${sql.replace("\n", " ").slice(0, 40)}`, async () => {
        expect(await refusal(theirs, sql)).to.match(/is not available here/);
      });
    }

    it("cannot hide a second statement behind the first", async () => {
      expect(await refusal(theirs, "SELECT 1; RESET ROLE")).to.match(/cannot insert multiple commands/);
      expect(await refusal(theirs, "INSERT INTO mine VALUES (1); DROP TABLE mine")).to.match(
        /multiple commands|does not exist/,
      );
    });

    it("cannot change how the next caller's statements run", async () => {
      await query(
        theirs,
        "SELECT set_config('search_path', 'pg_catalog', false), set_config('work_mem', '64kB', false) AS w",
      );
      const [result] = await query(
        mine,
        "SELECT count(*)::int AS n, current_setting('work_mem') AS w FROM secret",
      );
      expect(result?.rows).to.deep.equal([{ n: 1, w: "4MB" }]);
    });
  });
});

async function query(client: ConnectedClient, ...sql: string[]): Promise<Result[]> {
  const { isError, text, structured } = await client.call("query", { sql });
  expect(isError, text).to.equal(false);
  return structured["results"] as Result[];
}

async function refusal(client: ConnectedClient, ...sql: string[]): Promise<string> {
  const { isError, text } = await client.call("query", { sql });
  expect(isError, text).to.equal(true);
  return text;
}
