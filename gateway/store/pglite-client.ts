import { Worker } from "node:worker_threads";
import type { Hex } from "viem";
import type { RowStore } from "../ledger/sole-runner.ts";
import type { CallRecord } from "../ledger/schema.ts";
import { missingReceipt, type ReceiptIssuer } from "../ledger/sign-receipts.ts";
import { writingOf, type Rows } from "../ledger/stored-rows.ts";
import { createReceiptIssuer, type IssuerConfig } from "../payment/receipt-issuer.ts";
import type { Receipts, ThreadAnswer, ThreadCall, ThreadData, ThreadReady } from "./thread-protocol.ts";
import type { Sql } from "./types.ts";

export interface PgliteThread extends Sql, RowStore {
  close(): Promise<void>;
}

type Pending = { resolve: (value: never) => void; reject: (problem: Error) => void };

/** Starts the thread that holds PGlite. Rejects when the store cannot be opened. */
export async function startPgliteThread(
  folder: string,
  config: IssuerConfig,
  onError: (problem: Error) => void,
): Promise<PgliteThread> {
  const workerData: ThreadData = { folder, receiptKey: config.receiptKey };
  const worker = new Worker(new URL("./pglite-thread.ts", import.meta.url), { workerData });
  const issuer = createReceiptIssuer(config);
  const pending = new Map<number, Pending>();
  let last = 0;
  let gone: Error | undefined;

  function end(problem: Error): void {
    gone ??= problem;
    for (const { reject } of pending.values()) reject(problem);
    pending.clear();
  }

  await new Promise<void>((resolve, reject) => {
    worker.once("error", reject);
    worker.once("message", (message: ThreadReady) =>
      message.ready ? resolve() : reject(new Error(`The store cannot be opened: ${message.message}`)),
    );
  });
  worker.on("error", (problem) => {
    end(problem as Error);
    onError(problem as Error);
  });
  worker.on("exit", () => end(new Error("the store's thread has ended")));
  worker.on("message", (message: ThreadAnswer) => {
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.ok) waiting?.resolve(message.value as never);
    else waiting?.reject(new Error(message.message));
  });

  function ask<Value>(call: ThreadCall, given: readonly ArrayBuffer[] = []): Promise<Value> {
    if (gone) return Promise.reject(gone);
    return new Promise((resolve, reject) => {
      const id = ++last;
      pending.set(id, { resolve, reject });
      worker.postMessage({ ...call, id }, given);
    });
  }

  return {
    read: (wanted) => ask<Rows>({ kind: "read", wanted }),
    async write(rows, newCalls) {
      const writing = writingOf(rows, newCalls);
      if (!writing) return [];
      const signatures = await ask<(Hex | null)[]>(
        { kind: "write", writing, receipts: receiptsOf(rows.calls, issuer) },
        [writing.parameters[0]!.buffer as ArrayBuffer],
      );
      return rows.calls.map((call, index) => ({ ...call, receiptSignature: signatures[index]! }));
    },
    restore: () => ask({ kind: "restore" }),
    query: (text, parameters = []) => ask({ kind: "query", text, parameters }),
    queryArrays: (text, parameters = []) => ask({ kind: "arrays", text, parameters }),
    async close() {
      await ask({ kind: "close" });
      await worker.terminate();
    },
  };
}

function receiptsOf(calls: readonly CallRecord[], issuer: ReceiptIssuer): Receipts {
  const missing: number[] = [];
  const digests: Uint8Array[] = [];
  calls.forEach((call, index) => {
    const digest = missingReceipt(call, issuer);
    if (!digest) return;
    missing.push(index);
    digests.push(digest);
  });
  return {
    signed: calls.map(({ receiptSignature }) => receiptSignature),
    missing,
    digests: Buffer.concat(digests),
  };
}
