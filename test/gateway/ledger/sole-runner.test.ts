/** The books of the only process on a store: what is in memory, what is written, and what a failure leaves. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { createLedger } from "../../../gateway/ledger/create-ledger.ts";
import { openBooks } from "../../../gateway/ledger/open-books.ts";
import { restoreLedgers } from "../../../gateway/ledger/restore-ledgers.ts";
import { LEDGER_TABLES } from "../../../gateway/ledger/schema.ts";
import { signReceipts } from "../../../gateway/ledger/sign-receipts.ts";
import { createSoleRunner, type RowStore } from "../../../gateway/ledger/sole-runner.ts";
import { readRows, writeRows } from "../../../gateway/ledger/stored-rows.ts";
import type { Ledger } from "../../../gateway/ledger/types.ts";
import { createReceiptIssuer } from "../../../gateway/payment/receipt-issuer.ts";
import { createTables } from "../../../gateway/store/create-tables.ts";
import { openPglite } from "../../../gateway/store/pglite.ts";
import type { Database } from "../../../gateway/store/types.ts";
import { capture, GATEWAY, NOW, payerNamed, PRICE, reservation, RICH } from "./requests.ts";

const issuer = createReceiptIssuer({
  chainId: 31337,
  vault: "0x1111111111111111111111111111111111111111",
  gateway: GATEWAY,
  receiptKey: `0x${"07".repeat(32)}`,
});
const alice = payerNamed("alice");
const bob = payerNamed("bob");
const carol = payerNamed("carol");

describe("the books of the only process on a store", () => {
  let folder: string;
  let database: Database;
  let reads = 0;
  let writes = 0;
  /** What a test has opened. Left open, each would write what it holds a second later, into another test's books. */
  const opened: Ledger[] = [];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stoa-books-"));
    database = await openPglite(folder);
    await createTables(database, LEDGER_TABLES);
  });
  beforeEach(() => database.query("truncate accounts, ledgers, former_vouchers, grants, calls"));
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
  });
  after(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const counted: RowStore = {
    read(wanted) {
      reads++;
      return readRows(database, wanted);
    },
    async write(rows) {
      if (Object.values(rows).some((table: readonly object[]) => table.length > 0)) writes++;
      const calls = signReceipts(rows.calls, issuer);
      await writeRows(database, { ...rows, calls });
      return calls;
    },
    restore: () => restoreLedgers(database),
  };

  async function openLedger(payersKept?: number) {
    const runner = createSoleRunner(counted, await openBooks(database, counted), GATEWAY, payersKept);
    const close = () => Promise.resolve();
    const ledger = createLedger({ sql: database, runner, gateway: GATEWAY, close });
    opened.push(ledger);
    return ledger;
  }

  async function stored(): Promise<unknown[][]> {
    return database.queryArrays("select state, price::text from calls order by started_at, call_id");
  }

  it("cost a payer's next call one write and no reading", async () => {
    const ledger = await openLedger();
    await ledger.reserve(reservation(alice, 0));
    await ledger.capture(capture(reservation(alice, 0)));
    reads = writes = 0;
    expect(await ledger.reserve(reservation(alice, 1))).to.deep.equal({ kind: "reserved", seq: 2n });
    expect(writes).to.equal(0);
    expect(await ledger.capture(capture(reservation(alice, 1)))).to.have.property("kind", "captured");
    expect({ reads, writes }).to.deep.equal({ reads: 0, writes: 1 });
  });

  it("show a reservation to whoever asks, written or not", async () => {
    const ledger = await openLedger();
    await ledger.reserve(reservation(alice, 0));
    await ledger.reserve(reservation(alice, 1));
    expect(await stored()).to.have.length(1);
    expect(await ledger.exposureOf(alice)).to.deep.equal({ unclaimed: 0n, reserved: 2n * PRICE });
    expect((await ledger.callsOf(alice, { limit: 5 })).map(({ state }) => state)).to.deep.equal([
      "reserved",
      "reserved",
    ]);
  });

  it("refuse a second call with an id that is under way, and answer one that has ended", async () => {
    const ledger = await openLedger();
    await ledger.reserve(reservation(alice, 0));
    await ledger.reserve(reservation(alice, 1));
    expect(await ledger.reserve(reservation(alice, 1))).to.have.nested.property(
      "refusal.code",
      "call_in_progress",
    );
    const charged = await ledger.capture(capture(reservation(alice, 1)));
    const again = await ledger.reserve(reservation(alice, 1));
    expect(again).to.have.property("kind", "replay");
    expect(again).to.have.deep.property("proof", (charged as { signed: unknown }).signed);
  });

  it("left by a process that died count nothing as reserved, and its calls' ids are free", async () => {
    const first = await openLedger();
    for (const index of [0, 1, 2]) await first.reserve(reservation(alice, index));
    await first.capture(capture(reservation(alice, 1)));
    // The first reservation and the charge are written, the third reservation never was.
    expect(await stored()).to.have.length(2);
    await first.close();

    const second = await openLedger();
    expect(await second.exposureOf(alice)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
    expect(await second.reserve(reservation(alice, 1))).to.have.property("kind", "replay");
    for (const index of [0, 2]) {
      expect(await second.reserve(reservation(alice, index, 5n * PRICE))).to.have.property(
        "kind",
        "reserved",
      );
    }
  });

  it("charge nothing that could not be written, and go on when the database does", async () => {
    const ledger = await openLedger();
    await ledger.reserve(reservation(alice, 0));
    await ledger.reserve(reservation(alice, 1));
    await database.query("alter table calls rename to gone");
    const problem = await ledger.capture(capture(reservation(alice, 1))).catch((error: Error) => error);
    expect((problem as Error).message).to.contain(`relation "calls" does not exist`);
    await database.query("alter table gone rename to calls");

    // The reservation went with what was in memory.
    expect(await ledger.capture(capture(reservation(alice, 1)))).to.deep.equal({ kind: "gone" });
    expect(await ledger.ledgerOf(alice, alice, 1n)).to.include({ charged: 0n });
    expect(await ledger.reserve(reservation(alice, 1))).to.have.property("kind", "reserved");
    expect(await ledger.capture(capture(reservation(alice, 1)))).to.have.property("kind", "captured");
  });

  it("write a charged ledger later, and find all of it again in its calls after a crash", async () => {
    const first = await openLedger();
    for (const index of [0, 1, 2, 3]) {
      await first.reserve(reservation(alice, index));
      await first.capture({ ...capture(reservation(alice, index)), issuedAt: NOW + BigInt(index) });
    }
    const late = await database.queryArrays("select charged::text, seq::text from ledgers");
    expect(late).to.deep.equal([["0", "0"]]);

    // Nobody asked `first` before it died: what it had in memory is gone.
    await first.close();
    const second = await openLedger();
    expect(await second.exposureOf(alice)).to.deep.equal({ unclaimed: 4n * PRICE, reserved: 0n });
    const [row] = await second.claimable();
    expect(row).to.deep.include({ charged: 4n * PRICE, claimed: 0n, oldestChargeAt: NOW });
    expect(row!.voucher).to.deep.equal(reservation(alice, 3).voucher);
    expect(await second.reserve(reservation(alice, 4))).to.deep.equal({ kind: "reserved", seq: 5n });
  });

  it("count a charge's wait for its claim from the first one since the last claim, after a crash too", async () => {
    const first = await openLedger();
    await first.reserve(reservation(alice, 0));
    await first.capture(capture(reservation(alice, 0)));
    await first.setClaimed(alice, alice, 1n, 0, PRICE, 7n);
    for (const index of [1, 2]) {
      await first.reserve({ ...reservation(alice, index), account: { ...RICH, block: 7n } });
      await first.capture({ ...capture(reservation(alice, index)), issuedAt: NOW + BigInt(60 * index) });
    }
    await first.close();
    const second = await openLedger();
    const [row] = await second.claimable();
    expect(row).to.deep.include({ charged: 3n * PRICE, claimed: PRICE, oldestChargeAt: NOW + 60n });
  });

  it("lose no charge that was written when a later one could not be", async () => {
    const ledger = await openLedger();
    for (const index of [0, 1]) {
      await ledger.reserve(reservation(alice, index));
      await ledger.capture(capture(reservation(alice, index)));
    }
    await ledger.reserve(reservation(alice, 2));
    await database.query("alter table calls rename to gone");
    const problem = await ledger.capture(capture(reservation(alice, 2))).catch((error: Error) => error);
    expect((problem as Error).message).to.contain(`relation "calls" does not exist`);
    await database.query("alter table gone rename to calls");
    expect(await ledger.ledgerOf(alice, alice, 1n)).to.include({ charged: 2n * PRICE, reserved: 0n });
    expect(await ledger.reserve(reservation(alice, 2))).to.deep.equal({ kind: "reserved", seq: 3n });
  });

  it("show a charge's ledger to whoever asks, written or not", async () => {
    const ledger = await openLedger();
    for (const index of [0, 1]) {
      await ledger.reserve(reservation(alice, index));
      await ledger.capture(capture(reservation(alice, index)));
    }
    const [row] = await ledger.claimable();
    expect(row).to.include({ charged: 2n * PRICE });
    expect(row!.voucher).to.include({ cumulative: 2n * PRICE });
  });

  it("keep the charges of a payer whom others crowd out of memory", async () => {
    const ledger = await openLedger(1);
    for (const index of [0, 1]) {
      await ledger.reserve(reservation(alice, index));
      await ledger.capture(capture(reservation(alice, index)));
    }
    for (const other of [bob, carol]) {
      await ledger.reserve(reservation(other, 0));
      await ledger.capture(capture(reservation(other, 0)));
    }
    expect(await ledger.reserve(reservation(alice, 2))).to.deep.equal({ kind: "reserved", seq: 3n });
  });

  it("keep the reservations of a payer whom others crowd out of memory", async () => {
    const ledger = await openLedger(1);
    await ledger.reserve(reservation(alice, 0));
    await ledger.reserve(reservation(alice, 1));
    for (const other of [bob, carol]) {
      await ledger.reserve(reservation(other, 0));
      await ledger.capture(capture(reservation(other, 0)));
    }
    for (const index of [0, 1]) {
      expect(await ledger.capture(capture(reservation(alice, index)))).to.have.property("kind", "captured");
    }
    expect(await ledger.exposureOf(alice)).to.deep.equal({ unclaimed: 2n * PRICE, reserved: 0n });
  });
});
