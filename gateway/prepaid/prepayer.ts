/** Sends what was held for prepayments, and books what the chain made of it. Nothing it knows need survive a crash. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import {
  isAddressEqual,
  parseEventLogs,
  type Address,
  type LocalAccount,
  type TransactionReceipt,
} from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import type { ChainView } from "../chain/types.ts";
import type { PrepaymentRow } from "../ledger/schema.ts";
import type { Ledger } from "../ledger/types.ts";
import { refusalMessage } from "../refusals.ts";
import { sendTransaction } from "../settlement/transaction.ts";
import type { PrepaidBook } from "./book.ts";
import { measure } from "./measure.ts";
import type { Renewals } from "./renewals.ts";
import { submissionOf, transactionOf, type Submission } from "./submission.ts";

export interface PrepayerDeps {
  readonly client: ChainClient;
  readonly chain: ChainView;
  readonly ledger: Pick<Ledger, "endHold" | "openPrepayments">;
  readonly book: Pick<PrepaidBook, "catchUp" | "streamsOf">;
  readonly renewals: Renewals;
  /** The gateway's settler: one transaction at a time, in turn with its claims. */
  readonly settler: LocalAccount;
  readonly contracts: Pick<Deployment["contracts"], "Subscriptions" | "Streams">;
  /** Milliseconds to wait for a receipt before the fee is raised. */
  readonly replaceAfter: number;
  readonly log: Pick<Logger, "info" | "warn">;
}

export interface Prepayer {
  /** One look at all that is held, and at the subscriptions that are due. Only one replica's at a time. */
  look(): Promise<void>;
  /** Ends the waiting for a receipt. What was sent is booked by the next start. */
  stop(): void;
}

/** What the chain has of a submission; `result` is the number of the stream. */
type Found =
  | { readonly state: "paid"; readonly result?: string }
  | { readonly state: "failed"; readonly reason: string };

export function createPrepayer(deps: PrepayerDeps): Prepayer {
  const { client, chain, ledger, book, renewals, settler, contracts, log } = deps;
  const stopping = new AbortController();

  /** Read at a block that the chain view has seen: the account's view is not older than what is booked. */
  async function find(submission: Submission, blockNumber: bigint): Promise<Found | undefined> {
    if (submission.kind === "open") return findStream(submission.order, blockNumber);
    if (submission.kind === "top-up") return findTopUp(submission, blockNumber);
    const { periodIndex } = await client.readContract({
      address: contracts.Subscriptions,
      abi: subscriptionsAbi,
      functionName: "subscriptionOf",
      args: [submission.subscriptionId],
      blockNumber,
    });
    const wanted = submission.kind === "subscribe" ? 1 : submission.periodIndex;
    return periodIndex >= wanted ? { state: "paid" } : undefined;
  }

  async function findStream(
    order: Extract<Submission, { kind: "open" }>["order"],
    blockNumber: bigint,
  ): Promise<Found | undefined> {
    const { payer, nonce } = order;
    const streams = { address: contracts.Streams, abi: streamsAbi, blockNumber } as const;
    const used = await client.readContract({ ...streams, functionName: "isNonceUsed", args: [payer, nonce] });
    if (!used) return undefined;
    await book.catchUp();
    for (const { streamId } of (await book.streamsOf(payer)).toReversed()) {
      const stream = await client.readContract({ ...streams, functionName: "streamOf", args: [streamId] });
      if (isStreamOf(stream, order)) return { state: "paid", result: String(streamId) };
    }
    // Another gateway's order, or a top-up, has used it up.
    return { state: "failed", reason: `StreamsNonceUsed(${payer}, ${nonce})` };
  }

  async function findTopUp(
    { topUp: { streamId, nonce }, deposit }: Extract<Submission, { kind: "top-up" }>,
    blockNumber: bigint,
  ): Promise<Found | undefined> {
    const streams = { address: contracts.Streams, abi: streamsAbi, blockNumber } as const;
    const stream = await client.readContract({ ...streams, functionName: "streamOf", args: [streamId] });
    const { payer } = stream;
    const used = await client.readContract({ ...streams, functionName: "isNonceUsed", args: [payer, nonce] });
    if (!used) return undefined;
    if (stream.deposit >= deposit) return { state: "paid", result: String(streamId) };
    // Another order of the payer's has used it up.
    return { state: "failed", reason: `StreamsNonceUsed(${payer}, ${nonce})` };
  }

  async function end({ id, payer }: PrepaymentRow, found: Found, block?: bigint): Promise<void> {
    await ledger.endHold({ id, payer, block, ...found });
    log.info({ id, ...found }, "a prepayment has ended");
  }

  /** What was sent before a crash may be mined yet, whatever the chain would say of it now. */
  async function hasUnmined(): Promise<boolean> {
    const address = settler.address;
    const [mined, pending] = await Promise.all([
      client.getTransactionCount({ address, blockTag: "latest" }),
      client.getTransactionCount({ address, blockTag: "pending" }),
    ]);
    return pending > mined;
  }

  async function settle(row: PrepaymentRow): Promise<void> {
    const submission = submissionOf(row);
    const head = chain.head().number;
    const found = await find(submission, head);
    if (found && row.state === "held") return end(row, found, head);
    if (found) return;
    if (row.state === "paid") {
      log.warn({ id: row.id }, "a reorg took a prepayment back: sending it again");
      await ledger.endHold({ id: row.id, payer: row.payer, state: "held" });
    }

    const transaction = transactionOf(submission, contracts);
    const measured = await measure(client, settler, transaction);
    if ("refusal" in measured) {
      if (await hasUnmined()) return;
      const reason = refusalMessage(measured.refusal);
      if (submission.kind === "renew")
        renewals.failed(submission.subscriptionId, row.payer, measured.refusal);
      return end(row, { state: "failed", reason }, head);
    }
    const receipt = await sendTransaction(
      { client, account: settler, replaceAfter: deps.replaceAfter, signal: stopping.signal, log },
      { ...transaction, gas: measured.gas },
    );
    // Another transaction was mined in its place, or something changed before it was mined: the next look knows.
    if (receipt?.status !== "success") return;
    await seeBlock(receipt.blockNumber);
    await book.catchUp();
    await end(row, { state: "paid", result: streamIn(receipt) }, receipt.blockNumber);
  }

  async function seeBlock(block: bigint): Promise<void> {
    await chain.pollNow();
    while (chain.head().number < block) {
      await delay(100, undefined, { signal: stopping.signal });
      await chain.pollNow();
    }
  }

  function streamIn({ logs }: TransactionReceipt): string | undefined {
    const own = logs.filter(({ address }) => isAddressEqual(address, contracts.Streams));
    const [moved] = parseEventLogs({
      abi: streamsAbi,
      logs: own,
      eventName: ["StreamOpened", "StreamToppedUp"],
    });
    return moved && String(moved.args.streamId);
  }

  return {
    async look() {
      await chain.pollNow();
      await book.catchUp();
      await renewals.hold();
      for (const row of await ledger.openPrepayments(chain.safe())) {
        if (stopping.signal.aborted) return;
        await settle(row);
      }
    },
    stop: () => stopping.abort(),
  };
}

function isStreamOf(
  stream: {
    readonly payer: Address;
    readonly gateway: Address;
    readonly serviceId: bigint;
    readonly ratePerSecond: bigint;
    readonly deposit: bigint;
  },
  order: Extract<Submission, { kind: "open" }>["order"],
): boolean {
  return (
    isAddressEqual(stream.payer, order.payer) &&
    isAddressEqual(stream.gateway, order.gateway) &&
    stream.serviceId === order.serviceId &&
    stream.ratePerSecond === order.ratePerSecond &&
    stream.deposit >= order.deposit
  );
}
