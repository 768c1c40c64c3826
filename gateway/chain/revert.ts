import { BaseError, ContractFunctionRevertedError } from "viem";

/** Name of the contract's error that stopped a call, or its reason; nothing when the call failed for another cause. */
export function revertName(error: unknown): string | undefined {
  const reverted =
    error instanceof BaseError
      ? error.walk((cause) => cause instanceof ContractFunctionRevertedError)
      : undefined;
  if (!(reverted instanceof ContractFunctionRevertedError)) return undefined;
  return reverted.data?.errorName ?? reverted.reason ?? reverted.shortMessage;
}
