/** `npm start` on a PostgreSQL: whose rows it may find there, and what it says when they are not its own. */
import { expect } from "chai";
import { expectGone, openTerminal, type Terminal } from "../helpers/npm-start.ts";
import { findPostgres, indexedServices, query, startPostgres, type Postgres } from "../helpers/postgres.ts";

const programs = findPostgres();

describe("npm start with a chain in memory on a PostgreSQL", function () {
  this.timeout(240_000);
  let terminal: Terminal;
  let postgres: Postgres;

  before(async function () {
    if (!programs) return this.skip();
    terminal = await openTerminal();
    postgres = await startPostgres(programs);
  });
  after(async () => {
    await terminal?.close();
    await postgres?.stop();
  });

  it("starts clean after another chain in memory, whose rows nobody can need any more", async () => {
    const env = { DATABASE_URL: postgres.url };
    const first = terminal.npmStart(env);
    await first.says("✓ index");
    expect(first.output()).to.match(/✓ database +[\d.]+ s {2}empty\n/);
    const all = first.processes();
    await query(postgres.url, "insert into key_value values ('of-the-old-chain', 'x', null)");
    const ofTheOldChain = () =>
      query(postgres.url, "select key from key_value where key = 'of-the-old-chain'");
    expect(await ofTheOldChain()).to.have.length(1);
    first.ctrlC();
    await expectGone(all);

    const second = terminal.npmStart(env);
    await second.says("✓ catalogue");
    expect(second.output()).to.match(
      /✓ database +[\d.]+ s {2}emptied: its rows were of a chain in memory that is gone\n/,
    );
    expect(await ofTheOldChain()).to.deep.equal([]);
    expect(await indexedServices(postgres.url)).to.have.length(5);

    const beside = await openTerminal();
    try {
      const third = beside.npmStart(env);
      expect(await third.ended).to.equal(1);
      expect(third.output()).to.match(
        /Another npm start works on the database at 127\.0\.0\.1:\d+\/postgres/,
      );
      expect(await indexedServices(postgres.url)).to.have.length(5);
    } finally {
      await beside.close();
    }
  });

  it("refuses a database in which it finds tables that it did not make", async () => {
    await query(postgres.url, "create database shop");
    const shop = postgres.url.replace(/postgres$/, "shop");
    await query(shop, "create table accounts (name text)");
    const beside = await openTerminal();
    try {
      const refused = beside.npmStart({ DATABASE_URL: shop });
      expect(await refused.ended).to.equal(1);
      expect(refused.output()).to.match(
        /The database at 127\.0\.0\.1:\d+\/shop already holds accounts, and Stoa did not put that there\. Give Stoa a database of its own/,
      );
      expect(await query(shop, "select * from accounts")).to.deep.equal([]);
    } finally {
      await beside.close();
    }
  });
});

describe("npm start with a DATABASE_URL at which nothing answers", function () {
  this.timeout(120_000);

  it("says where it looked, without the password", async () => {
    const terminal = await openTerminal();
    try {
      const refused = terminal.npmStart({ DATABASE_URL: "postgresql://me:secret@127.0.0.1:1/stoa" });
      expect(await refused.ended).to.equal(1);
      expect(refused.output()).to.match(
        /DATABASE_URL: no PostgreSQL to use at 127\.0\.0\.1:1\/stoa: .*ECONNREFUSED/,
      );
      expect(refused.output()).to.not.include("secret");
    } finally {
      await terminal.close();
    }
  });
});
