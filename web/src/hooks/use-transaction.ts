import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { encodeFunctionData, type Address, type PublicClient } from "viem";
import { useConnection, usePublicClient } from "wagmi";
import type { ContractCall } from "../lib/contract-call.ts";
import { followTransaction } from "../lib/follow-transaction.ts";
import { refreshAll } from "../lib/refresh.ts";
import { isUserRejection, problemOf } from "../lib/errors.ts";
import {
  forgetTransaction,
  rememberedTransaction,
  rememberTransaction,
  type SentTransaction,
} from "../lib/pending-transactions.ts";
import { IDLE, type TransactionState } from "../lib/transaction-state.ts";
import { waitForIndex } from "../lib/wait-for-index.ts";
import { useWallet } from "./use-wallet.ts";

const PROBLEMS = {
  replaced: "Another transaction of yours took its place.",
  dropped: "The network dropped the transaction. Nothing was changed; you can send it again.",
  reverted: "The chain reverted the transaction. Nothing was changed.",
} as const;

/** What tells the transaction from another one, before the wallet has made it and any node has seen it. */
async function placeOf(client: PublicClient, from: Address, call: ContractCall) {
  const [block, nonce] = await Promise.all([
    client.getBlockNumber({ cacheTime: 0 }),
    client.getTransactionCount({ address: from, blockTag: "pending" }),
  ]);
  return { block, nonce, to: call.address, input: encodeFunctionData(call), seen: false };
}

/**
 * One transaction from button to index: prepare → simulate → sign → pending → confirmed → indexed. `id` names what it is
 * for: after a reload the same id goes on with the transaction that was sent. A rejection in the wallet resets quietly.
 */
export function useTransaction(id: string, onIndexed?: () => void) {
  const [state, setState] = useState<TransactionState>(() => {
    const sent = rememberedTransaction(id);
    return sent ? { step: "pending", hash: sent.hash } : IDLE;
  });
  const { address } = useConnection();
  const client = usePublicClient();
  const connected = useWallet();
  const queries = useQueryClient();
  const done = useRef(onIndexed);
  useEffect(() => {
    done.current = onIndexed;
  });

  const follow = useCallback(
    async (sent: SentTransaction) => {
      if (!client) return;
      const look = (each: SentTransaction) =>
        followTransaction(client, each, (seen) => rememberTransaction(id, seen));
      let fate = await look(sent);
      while (fate.kind === "replaced" && fate.same) {
        const replacement = { ...sent, hash: fate.hash, seen: false };
        rememberTransaction(id, replacement);
        setState({ step: "pending", hash: fate.hash });
        fate = await look(replacement);
      }
      forgetTransaction(id);
      if (fate.kind !== "mined") return setState({ step: "failed", problem: PROBLEMS[fate.kind] });
      const { status, blockNumber: block, transactionHash: hash } = fate.receipt;
      if (status === "reverted") return setState({ step: "failed", problem: PROBLEMS.reverted });
      setState({ step: "confirmed", hash, block });
      await waitForIndex(block);
      await refreshAll(queries);
      setState({ step: "indexed", hash });
      done.current?.();
    },
    [client, id, queries],
  );

  const fail = useCallback(
    (error: unknown) => {
      forgetTransaction(id);
      setState(isUserRejection(error) ? IDLE : { step: "failed", problem: problemOf(error) });
    },
    [id],
  );

  useEffect(() => {
    const sent = rememberedTransaction(id);
    if (sent) void Promise.resolve(sent).then(follow).catch(fail);
  }, [id, follow, fail]);

  const send = useCallback(
    async (prepare: () => ContractCall | Promise<ContractCall>) => {
      if (!client || !address) return;
      setState({ step: "preparing" });
      try {
        const wallet = await connected();
        const call = await prepare();
        // First a dry run: a wallet does not decode the contract's reasons, a simulation does.
        const { request } = await client.simulateContract({ ...call, account: address });
        const place = await placeOf(client, address, call);
        setState({ step: "signing" });
        const hash = await wallet.writeContract(request as Parameters<typeof wallet.writeContract>[0]);
        const sent = { hash, from: address, ...place };
        rememberTransaction(id, sent);
        setState({ step: "pending", hash });
        await follow(sent);
      } catch (error) {
        fail(error);
      }
    },
    [client, connected, address, id, follow, fail],
  );

  const reset = useCallback(() => setState(IDLE), []);
  return { state, send, reset };
}
