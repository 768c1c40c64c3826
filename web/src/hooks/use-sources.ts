import type { Address } from "viem";
import { useCounting } from "./use-counting.ts";
import { useTokenBalance } from "./use-token-balance.ts";
import { useVaultAccount } from "./use-vault-account.ts";

export type PaySource = "account" | "wallet";

export type Sources = Readonly<Record<PaySource, bigint | undefined>> & {
  /** In the account, whether the gateway counts it yet or not. */
  readonly deposited: bigint | undefined;
};

/**
 * What a payer can pay ahead from, token base units; undefined until it is read, and what the gateway counts with it: it
 * refuses what it does not count yet.
 */
export function useSources(payer: Address): Sources {
  const { data: wallet } = useTokenBalance(payer);
  const { data: vault } = useVaultAccount(payer);
  const { data: counting, isError } = useCounting(payer);
  const counted = isError ? vault?.balance : counting?.counted;
  const account = vault && counted !== undefined ? counted - vault.thawing : undefined;
  return {
    account: account !== undefined && account < 0n ? 0n : account,
    wallet,
    deposited: vault && vault.balance - vault.thawing,
  };
}

/** The account, which needs no gas, unless only the wallet can pay. */
export function preferredSource({ deposited, wallet }: Sources, needed: bigint): PaySource {
  const isShort = deposited !== undefined && deposited < needed;
  return isShort && wallet !== undefined && wallet >= needed ? "wallet" : "account";
}
