import { expect } from "chai";
import { createAdvisoryLease } from "../../../gateway/settlement/lease.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";

/** A PostgreSQL that the tests may use. An embedded one has a single session, so that nobody could be refused. */
const url = process.env["TEST_DATABASE_URL"];

if (url) {
  describe("the settlement lease", () => {
    it("is held by one replica, until it leaves", async () => {
      const gateway = demoAccount(1).address;
      const [one, other] = [createAdvisoryLease(url, gateway), createAdvisoryLease(url, gateway)];
      expect(await one.withLease(async () => "one")).to.equal("one");
      expect(await other.withLease(async () => "other")).to.equal(undefined);
      expect(await one.withLease(async () => "one again")).to.equal("one again");
      await one.close();
      expect(await other.withLease(async () => "other")).to.equal("other");
      await other.close();
    });

    it("is held for each gateway on its own", async () => {
      const one = createAdvisoryLease(url, demoAccount(1).address);
      const other = createAdvisoryLease(url, demoAccount(2).address);
      expect(await one.withLease(async () => "one")).to.equal("one");
      expect(await other.withLease(async () => "other")).to.equal("other");
      await Promise.all([one.close(), other.close()]);
    });

    it("is asked for again when the connection to the database is lost", async () => {
      const gateway = demoAccount(3).address;
      const lease = createAdvisoryLease(url, gateway);
      await lease.withLease(async () => undefined);
      const { Client } = await import("pg");
      const admin = new Client({ connectionString: url });
      await admin.connect();
      await admin.query(
        "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()",
      );
      await admin.end();
      const first = await lease.withLease(async () => "held").catch(() => "lost");
      const again = first === "lost" ? await lease.withLease(async () => "held") : first;
      expect(again).to.equal("held");
      await lease.close();
    });
  });
}
