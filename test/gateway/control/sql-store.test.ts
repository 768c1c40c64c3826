import { PGlite } from "@electric-sql/pglite";
import { expect } from "chai";
import { createSqlStore } from "../../../gateway/kv/sql-store.ts";

describe("the key-value store", function () {
  // PostgreSQL takes its time to start.
  this.timeout(20_000);
  const clock = { now: 1_800_000_000_000 };
  let database: PGlite;
  const open = () => createSqlStore(database, () => clock.now);

  before(async () => {
    database = await PGlite.create();
  });

  after(() => database.close());

  it("keeps what was set, and the last of what was set twice, over a restart", async () => {
    const store = await open();
    await store.set("a", "1");
    await store.set("a", "2");
    expect(await (await open()).get("a")).to.equal("2");
    expect(await store.get("b")).to.equal(undefined);
  });

  it("forgets what is over, and cleans up after it", async () => {
    const store = await open();
    await store.set("session", "x", clock.now + 1_000);
    clock.now += 999;
    expect(await store.get("session")).to.equal("x");
    clock.now += 1;
    expect(await store.get("session")).to.equal(undefined);
    expect(await store.take("session")).to.equal(undefined);
    await store.set("old", "x", clock.now + 1);
    clock.now += 1;
    await store.set("new", "y", clock.now + 1_000);
    const { rows } = await database.query("select key from key_value where expires_at is not null");
    expect(rows).to.deep.equal([{ key: "new" }]);
  });

  it("sets once when two set at once, and both learn what is there", async () => {
    const [one, two] = [await open(), await open()];
    const [first, second] = await Promise.all([one.setIfAbsent("k", "one"), two.setIfAbsent("k", "two")]);
    expect(first).to.equal(second);
    expect(await one.get("k")).to.equal(first);
  });

  it("gives to one of many who take at once", async () => {
    const store = await open();
    await store.set("nonce", "open", clock.now + 1_000);
    const taken = await Promise.all([1, 2, 3, 4].map(() => store.take("nonce")));
    expect(taken.filter((value) => value === "open")).to.have.length(1);
  });
});
