import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { binaryArrays } from "../../../gateway/store/binary-array.ts";
import { openPglite } from "../../../gateway/store/pglite.ts";
import type { Database } from "../../../gateway/store/types.ts";

const MEGABYTE = 1024 * 1024;

describe("the store in a folder", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-store-"));
  let database: Database;
  before(async () => {
    database = await openPglite(folder);
    await database.query("create table written (text text)");
    // Uncompressed and in its row: what is written is what the log holds.
    await database.query("alter table written alter column text set storage plain");
  });
  after(async () => {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("keeps no more of its log than a crash replays in seconds, however much is written", async () => {
    const insert = { name: "insert", text: "insert into written select unnest($1::text[])" };
    const megabyte = Array.from({ length: 256 }, () => "x".repeat(4096));
    for (let written = 0; written < 256; written += 1) {
      await database.run(insert, binaryArrays([{ type: "text", values: megabyte }]));
    }
    const [{ since } = { since: undefined }] = (
      await database.query(
        "select (pg_current_wal_lsn() - redo_lsn)::float8 as since from pg_control_checkpoint()",
      )
    ).rows as { since: number }[];
    expect(since).to.be.lessThan(160 * MEGABYTE);
    const segments = readdirSync(join(folder, "pg_wal")).filter((name) => /^[0-9A-F]{24}$/.test(name));
    expect(segments.length * 16).to.be.lessThan(256);
  });
});
