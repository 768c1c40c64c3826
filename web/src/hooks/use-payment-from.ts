import type { ContractCall } from "../lib/contract-call.ts";
import { isBusy } from "../lib/transaction-state.ts";
import { useSignedRequest, type SignedRequest } from "./use-signed-request.ts";
import type { PaySource } from "./use-sources.ts";
import { useTransaction } from "./use-transaction.ts";

interface Orders {
  readonly wallet: () => Promise<ContractCall>;
  readonly account: () => Promise<SignedRequest>;
}

/**
 * One payment ahead from either source: a transaction from the wallet, or a request that the account's gateway sends.
 * @param id names what it is for, as `useTransaction` has it
 */
export function usePaymentFrom(source: PaySource, id: string, onDone: () => void) {
  const transaction = useTransaction(id, onDone);
  const request = useSignedRequest(onDone);
  return {
    state: source === "wallet" ? transaction.state : request.state,
    busy: isBusy(transaction.state) || isBusy(request.state),
    pay: (orders: Orders) =>
      void (source === "wallet" ? transaction.send(orders.wallet) : request.send(orders.account)),
  };
}
