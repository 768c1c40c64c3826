import type { Hex } from "viem";

/** Where a transaction is. `indexed` is the end: every screen shows it. */
export type TransactionState =
  | { readonly step: "idle" }
  /** The wallet is asked for a signature that goes into the call, or the call is being tried out. */
  | { readonly step: "preparing" }
  | { readonly step: "signing" }
  /** The gateway has what the wallet signed, and sends it. */
  | { readonly step: "relayed" }
  | { readonly step: "pending"; readonly hash: Hex }
  | { readonly step: "confirmed"; readonly hash: Hex; readonly block: bigint }
  | { readonly step: "indexed"; readonly hash?: Hex }
  | { readonly step: "failed"; readonly problem: string };

export const IDLE: TransactionState = { step: "idle" };

export function isBusy({ step }: TransactionState): boolean {
  return step !== "idle" && step !== "failed" && step !== "indexed";
}

const WORDS: Record<TransactionState["step"], string> = {
  idle: "",
  preparing: "Waiting for your wallet",
  signing: "Confirm in your wallet",
  relayed: "Signed, the gateway is sending it",
  pending: "Sent, waiting for a block",
  confirmed: "Confirmed, waiting for the index",
  indexed: "Done",
  failed: "Not done",
};

export function transactionWords({ step }: TransactionState): string {
  return WORDS[step];
}
