/**
 * For publishers: keeps what a gateway owes. A gateway that falls silent, or is gone, can then be forced on chain with the
 * file alone (site: Publish, Forced claims).
 */
import { z } from "zod";
import { receiptedClaimSchema } from "../../contracts/payment.ts";
import { createGatewaySession, json, type SessionAccount } from "./gateway-session.ts";
import { openReceiptFile } from "./receipt-file.ts";
import { RECEIPT_SKEW } from "./receipt-watch.ts";

export interface ReceiptCollectorOptions {
  /** The gateway's public origin. */
  readonly gateway: string;
  readonly serviceId: bigint;
  /** The service's owner or its agent wallet: signs the login at the gateway, and nothing else. */
  readonly account: SessionAccount;
  /** Appended to, one JSON object a line; made when it is not there. One file may hold several services and gateways. */
  readonly file: string;
  /** Unix seconds as the chain counts them; the clock of this machine when absent. */
  readonly now?: () => number;
}

export interface ReceiptCollector {
  /**
   * Asks the gateway for what is new. Resolves to the number of receipts that were appended, which are on disk then;
   * rejects when the gateway does not answer. Asking again loses nothing.
   */
  collect(): Promise<number>;
  /**
   * Collects now and every `seconds`, one at a time. A failure is told, and the next time tries again.
   * @returns what ends it, when the collecting under way is done
   */
  start(seconds: number, onProblem: (problem: unknown) => void): () => Promise<void>;
  /** Date of the newest receipt that was collected, Unix seconds. One dated over a minute ahead is none. */
  newest(): bigint | undefined;
}

const pageSchema = z.object({
  receipts: z.array(receiptedClaimSchema),
  next: z.string().max(200),
  more: z.boolean(),
});

/** Seconds of chain time that are asked for again: gateways that share their books may write a little out of order. */
const OVERLAP = 600n;

export function createReceiptCollector(options: ReceiptCollectorOptions): ReceiptCollector {
  const { serviceId, now = () => Math.floor(Date.now() / 1000) } = options;
  const get = createGatewaySession(options.gateway, options.account);
  let opened: ReturnType<typeof openReceiptFile> | undefined;
  let seen: bigint | undefined;

  async function collect(): Promise<number> {
    // A file that could not be read is tried again.
    opened ??= openReceiptFile(options.file).catch((problem: unknown) => {
      opened = undefined;
      throw problem;
    });
    const file = await opened;
    let added = 0;
    let newest = seen ?? 0n;
    let after = String(newest > OVERLAP ? newest - OVERLAP : 0n);
    for (let more = true; more;) {
      const page = pageSchema.parse(
        await json(await get(`/v1/published/${serviceId}/receipts?after=${after}`)),
      );
      // Whatever else a gateway sends has no place in this file.
      const own = page.receipts.filter(({ receipt }) => receipt.serviceId === serviceId);
      added += await file.add(own);
      const latest = BigInt(now() + RECEIPT_SKEW);
      for (const { receipt } of own)
        if (receipt.issuedAt > newest && receipt.issuedAt <= latest) newest = receipt.issuedAt;
      more = page.more && page.next !== after;
      after = page.next;
    }
    seen = newest;
    return added;
  }

  return {
    collect,
    newest: () => seen,
    start(seconds, onProblem) {
      let timer: NodeJS.Timeout | undefined;
      let over = false;
      let running = Promise.resolve();
      const round = () => {
        running = collect()
          .then(() => undefined, onProblem)
          .then(() => {
            if (!over) timer = setTimeout(round, seconds * 1000).unref();
          });
      };
      round();
      return async () => {
        over = true;
        clearTimeout(timer);
        await running;
      };
    },
  };
}
