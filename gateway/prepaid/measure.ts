import {
  BaseError,
  ContractFunctionRevertedError,
  decodeErrorResult,
  RawContractError,
  type Address,
  type Hex,
  type LocalAccount,
} from "viem";
import { earningsAbi, escrowVaultAbi, streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import { refuse, type Refusal } from "../refusals.ts";

/** Whatever a prepayment can fail with. */
const abi = [...subscriptionsAbi, ...streamsAbi, ...escrowVaultAbi, ...earningsAbi];

/**
 * Runs a transaction without sending it: the gas it may use, half as much again as it took, or why a contract refuses it.
 * @throws when the chain cannot be reached.
 */
export async function measure(
  client: ChainClient,
  account: LocalAccount,
  transaction: { readonly to: Address; readonly data: Hex },
): Promise<{ readonly gas: bigint } | { readonly refusal: Refusal }> {
  try {
    const gas = await client.estimateGas({ account, ...transaction });
    return { gas: (gas * 3n) / 2n + 50_000n };
  } catch (error) {
    const data = revertData(error);
    if (data === undefined) throw error;
    return { refusal: refusalOf(data) };
  }
}

function revertData(error: unknown): Hex | undefined {
  if (!(error instanceof BaseError)) return undefined;
  const found = error.walk(
    (cause) =>
      cause instanceof RawContractError || cause instanceof ContractFunctionRevertedError || hasData(cause),
  ) as { data?: unknown; raw?: unknown } | null;
  const data =
    typeof found?.data === "object" && found.data !== null
      ? (found.data as { data?: unknown }).data
      : found?.data;
  return typeof data === "string" && data.startsWith("0x") ? (data as Hex) : undefined;
}

function hasData(cause: unknown): boolean {
  return typeof cause === "object" && cause !== null && "data" in cause && cause.data !== undefined;
}

function refusalOf(data: Hex): Refusal {
  try {
    const { errorName, args = [] } = decodeErrorResult({ abi, data });
    if (errorName === "EscrowVaultBalanceShort") {
      const [, , available, needed] = args as readonly [Address, Address, bigint, bigint];
      return refuse("insufficient_balance", { available, needed });
    }
    return refuse("contract_refused", { error: errorName, arguments: args.map(String).join(", ") });
  } catch {
    return refuse("contract_refused", { error: data.slice(0, 10), arguments: "" });
  }
}
