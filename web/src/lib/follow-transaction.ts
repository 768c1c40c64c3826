/** What becomes of a sent transaction: mined, replaced by another of the same sender and number, or dropped. */
import {
  BaseError,
  isAddressEqual,
  TransactionNotFoundError,
  TransactionReceiptNotFoundError,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
} from "viem";
import type { SentTransaction } from "./pending-transactions.ts";

export type Fate =
  | { readonly kind: "mined"; readonly receipt: TransactionReceipt }
  /** Another transaction has its number. `same`: it does the same, for a higher fee. */
  | { readonly kind: "replaced"; readonly hash: Hex; readonly same: boolean }
  /** No node has it: it was not mined, and will not be unless somebody sends it again. */
  | { readonly kind: "dropped" };

/** Looks in a row without finding a transaction that was seen before: nodes behind one address differ for a moment. */
const LOOKS_UNTIL_DROPPED = 5;
/** The same for one that was never seen: a wallet may hand it to miners past the public nodes. */
const LOOKS_UNTIL_LOST = 300;

/** Resolves with the fate. `onSeen` gets what a node shows of the transaction, once: keep it for the next page load. */
export async function followTransaction(
  client: PublicClient,
  sent: SentTransaction,
  onSeen: (sent: SentTransaction) => void,
): Promise<Fate> {
  let known = sent;
  let missed = 0;
  for (;;) {
    try {
      const receipt = await found(client.getTransactionReceipt({ hash: known.hash }));
      if (receipt) return { kind: "mined", receipt };
      const shown = await found(client.getTransaction({ hash: known.hash }));
      missed = shown ? 0 : missed + 1;
      if (shown && !known.seen) {
        const { nonce, to, input } = shown;
        known = { ...known, nonce, to, input, seen: true };
        onSeen(known);
      }
      const replacement = shown ? undefined : await replacementOf(client, known);
      if (replacement) return replacement;
      if (missed >= (known.seen ? LOOKS_UNTIL_DROPPED : LOOKS_UNTIL_LOST)) return { kind: "dropped" };
    } catch (error) {
      // A chain that cannot be reached says nothing about the transaction: look again.
      if (!(error instanceof BaseError)) throw error;
    }
    await new Promise((settle) => setTimeout(settle, client.pollingInterval));
  }
}

/**
 * The mined transaction of the same sender and number, looked for from the block on in which ours was sent. One that no node
 * has shown may be replaced as well: then its number is the one that was next when the wallet was asked.
 */
async function replacementOf(client: PublicClient, sent: SentTransaction): Promise<Fate | undefined> {
  const { from, nonce, to, input } = sent;
  const used = await client.getTransactionCount({ address: from, blockTag: "latest" });
  if (used <= nonce) return undefined;
  const head = await client.getBlockNumber({ cacheTime: 0 });
  for (let number = head; number >= sent.block && number >= 0n; number -= 1n) {
    const { transactions } = await client.getBlock({ blockNumber: number, includeTransactions: true });
    const taken = transactions.find(
      (transaction) => transaction.nonce === nonce && isAddressEqual(transaction.from, from),
    );
    // Ours: a node behind the same address has it, and the one that was asked before does not yet.
    if (taken?.hash === sent.hash) return undefined;
    if (taken)
      return {
        kind: "replaced",
        hash: taken.hash,
        same: taken.input === input && taken.to?.toLowerCase() === to?.toLowerCase(),
      };
  }
  return undefined;
}

/** The answer, or undefined when the node does not know what was asked for. */
function found<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return answer.catch((error: unknown) => {
    if (error instanceof TransactionNotFoundError || error instanceof TransactionReceiptNotFoundError)
      return undefined;
    throw error;
  });
}
