import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import {
  keccak256,
  TransactionReceiptNotFoundError,
  type Address,
  type Hash,
  type Hex,
  type LocalAccount,
  type TransactionReceipt,
} from "viem";
import type { ChainClient } from "../chain/client.ts";

const RECEIPT_POLL_MS = 250;
/** A fee must rise by a tenth at least for a node to replace a transaction. */
const FEE_RAISE_PERCENT = 125n;
const MOST_SENDS = 10;

export interface Transaction {
  readonly to: Address;
  readonly data: Hex;
  readonly gas: bigint;
}

export interface SendDeps {
  readonly client: ChainClient;
  readonly account: LocalAccount;
  /** Milliseconds to wait for a receipt before the fee is raised. */
  readonly replaceAfter: number;
  readonly signal: AbortSignal;
  readonly log: Pick<Logger, "info" | "warn">;
}

/**
 * Sends one transaction and waits until it is mined. It takes the account's next unmined nonce, so it replaces whatever
 * an earlier run left unmined: nothing about a transaction need survive a crash, because a claim says what was charged
 * in all, and a prepayment is taken once; neither can count twice or get lost.
 * @returns nothing when another transaction with that nonce was mined instead.
 */
export async function sendTransaction(
  { client, account, replaceAfter, signal, log }: SendDeps,
  { to, data, gas }: Transaction,
): Promise<TransactionReceipt | undefined> {
  const nonce = await nextNonce(client, account.address);
  let { maxFeePerGas, maxPriorityFeePerGas } = await client.estimateFeesPerGas();
  const sent: Hash[] = [];

  for (let sends = 0; sends < MOST_SENDS; sends++) {
    const transaction = await account.signTransaction({
      type: "eip1559",
      chainId: client.chain.id,
      nonce,
      to,
      data,
      gas,
      maxFeePerGas,
      maxPriorityFeePerGas,
    });
    sent.push(keccak256(transaction));
    const outcome = await submit(client, transaction);
    log.info({ hash: sent.at(-1), nonce, outcome }, "transaction sent");
    if (outcome !== "underpriced") {
      const mined = await waitMined({ client, sender: account.address, sent, nonce, replaceAfter, signal });
      if (mined !== "waiting") return mined;
      log.warn({ nonce }, "the transaction is not mined yet: sending it again with a higher fee");
    }
    maxFeePerGas = raise(maxFeePerGas);
    maxPriorityFeePerGas = raise(maxPriorityFeePerGas);
  }
  throw new Error(`transaction ${nonce} was not mined after ${MOST_SENDS} sends`);
}

/** Not the pending count: an unmined transaction is to be replaced, not queued behind. */
function nextNonce(client: ChainClient, address: Address): Promise<number> {
  return client.getTransactionCount({ address, blockTag: "latest" });
}

async function submit(client: ChainClient, transaction: Hex): Promise<"sent" | "underpriced" | "overtaken"> {
  try {
    await client.sendRawTransaction({ serializedTransaction: transaction });
    return "sent";
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (/already known|known transaction/i.test(text)) return "sent";
    if (/underpriced/i.test(text)) return "underpriced";
    if (/nonce (is )?too low/i.test(text)) return "overtaken";
    throw error;
  }
}

interface WaitOptions extends Pick<SendDeps, "client" | "replaceAfter" | "signal"> {
  readonly sender: Address;
  readonly sent: readonly Hash[];
  readonly nonce: number;
}

async function waitMined(options: WaitOptions): Promise<TransactionReceipt | "waiting" | undefined> {
  const { client, sender, sent, nonce, replaceAfter, signal } = options;
  const deadline = performance.now() + replaceAfter;
  do {
    // The count first: once it has passed the nonce, one of the receipts is there or will never be.
    const mined = (await nextNonce(client, sender)) > nonce;
    const receipts = await Promise.all(sent.map((hash) => receiptOf(client, hash)));
    const receipt = receipts.find((found) => found !== undefined);
    if (receipt || mined) return receipt;
    await delay(RECEIPT_POLL_MS, undefined, { signal });
  } while (performance.now() < deadline);
  return "waiting";
}

async function receiptOf(client: ChainClient, hash: Hash): Promise<TransactionReceipt | undefined> {
  try {
    return await client.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}

function raise(fee: bigint): bigint {
  return (fee * FEE_RAISE_PERCENT) / 100n + 1n;
}
