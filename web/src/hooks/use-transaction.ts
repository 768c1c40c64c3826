import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Hex } from "viem";
import { useConnection, usePublicClient, useWalletClient } from "wagmi";
import type { ContractCall } from "../lib/contract-call.ts";
import { refreshAll } from "../lib/refresh.ts";
import { isUserRejection, problemOf } from "../lib/errors.ts";
import {
  forgetTransaction,
  rememberedTransaction,
  rememberTransaction,
} from "../lib/pending-transactions.ts";
import { IDLE, type TransactionState } from "../lib/transaction-state.ts";
import { waitForIndex } from "../lib/wait-for-index.ts";

/**
 * One transaction from button to index: prepare → simulate → sign → pending → confirmed → indexed. `id` names what it is
 * for: after a reload the same id goes on with the transaction that was sent. A rejection in the wallet resets quietly.
 */
export function useTransaction(id: string, onIndexed?: () => void) {
  const [state, setState] = useState<TransactionState>(() => {
    const hash = rememberedTransaction(id);
    return hash ? { step: "pending", hash } : IDLE;
  });
  const { address } = useConnection();
  const client = usePublicClient();
  const { data: wallet } = useWalletClient();
  const queries = useQueryClient();
  const done = useRef(onIndexed);
  useEffect(() => {
    done.current = onIndexed;
  });

  const follow = useCallback(
    async (sent: Hex) => {
      if (!client) return;
      let hash = sent;
      let cancelled = false;
      const receipt = await client.waitForTransactionReceipt({
        hash,
        onReplaced: ({ reason, transaction }) => {
          cancelled = reason !== "repriced";
          hash = transaction.hash;
          rememberTransaction(id, hash);
          setState({ step: "pending", hash });
        },
      });
      forgetTransaction(id);
      if (cancelled)
        return setState({ step: "failed", problem: "Another transaction of yours took its place." });
      if (receipt.status === "reverted")
        return setState({
          step: "failed",
          problem: "The chain reverted the transaction. Nothing was changed.",
        });
      setState({ step: "confirmed", hash, block: receipt.blockNumber });
      await waitForIndex(receipt.blockNumber);
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
    const hash = rememberedTransaction(id);
    if (hash) void Promise.resolve(hash).then(follow).catch(fail);
  }, [id, follow, fail]);

  const send = useCallback(
    async (prepare: () => ContractCall | Promise<ContractCall>) => {
      if (!client || !wallet || !address) return;
      setState({ step: "preparing" });
      try {
        const call = await prepare();
        // First a dry run: a wallet does not decode the contract's reasons, a simulation does.
        const { request } = await client.simulateContract({ ...call, account: address });
        setState({ step: "signing" });
        const hash = await wallet.writeContract(request as Parameters<typeof wallet.writeContract>[0]);
        rememberTransaction(id, hash);
        setState({ step: "pending", hash });
        await follow(hash);
      } catch (error) {
        fail(error);
      }
    },
    [client, wallet, address, id, follow, fail],
  );

  const reset = useCallback(() => setState(IDLE), []);
  return { state, send, reset };
}
