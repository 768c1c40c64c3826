/** The thread in which PGlite lives: it computes for milliseconds at a time, and calls must not wait for that. Receipts are signed here as well. */
import { parentPort, workerData } from "node:worker_threads";
import { restoreLedgers } from "../ledger/restore-ledgers.ts";
import { LEDGER_TABLES } from "../ledger/schema.ts";
import { readRows } from "../ledger/stored-rows.ts";
import { signDigest } from "../payment/signature.ts";
import { binaryArrays } from "./binary-array.ts";
import { createTables } from "./create-tables.ts";
import { openPglite } from "./pglite.ts";
import {
  DIGEST,
  type ThreadAnswer,
  type ThreadData,
  type ThreadReady,
  type ThreadRequest,
} from "./thread-protocol.ts";
import type { Database } from "./types.ts";

const port = parentPort!;
const { folder, receiptKey } = workerData as ThreadData;

try {
  const database = await openPglite(folder);
  await createTables(database, LEDGER_TABLES);
  serve(database, Buffer.from(receiptKey.slice(2), "hex"));
  say({ ready: true });
} catch (problem) {
  say({ ready: false, message: problem instanceof Error ? problem.message : String(problem) });
}

function say(message: ThreadReady | ThreadAnswer): void {
  port.postMessage(message);
}

function serve(database: Database, receiptKey: Uint8Array): void {
  async function answer(request: ThreadRequest): Promise<unknown> {
    switch (request.kind) {
      case "read":
        return readRows(database, request.wanted);
      case "write": {
        const { statement, parameters, signatures } = request.writing;
        const signed = request.receipts.signed.slice();
        const { missing, digests } = request.receipts;
        missing.forEach((call, index) => {
          signed[call] = signDigest(digests.subarray(index * DIGEST, (index + 1) * DIGEST), receiptKey);
        });
        if (missing.length > 0) {
          const [column] = binaryArrays([{ type: "text", values: signed }]);
          parameters[signatures] = column!;
        }
        await database.run(statement, parameters);
        return signed;
      }
      case "restore":
        return restoreLedgers(database);
      case "query":
        return { rows: (await database.query(request.text, request.parameters)).rows };
      case "arrays":
        return database.queryArrays(request.text, request.parameters);
      case "close":
        return database.close();
    }
  }
  port.on("message", (request: ThreadRequest) => {
    const { id } = request;
    answer(request).then(
      (value) => say({ id, ok: true, value }),
      (problem: Error) => say({ id, ok: false, message: problem.message }),
    );
  });
}
