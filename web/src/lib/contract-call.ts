import type { Abi, ContractFunctionArgs, ContractFunctionName, SimulateContractParameters } from "viem";

/** A contract call to simulate and send. Built by `contractCall`, which checks name and arguments against the ABI. */
export type ContractCall = Pick<
  SimulateContractParameters,
  "address" | "abi" | "functionName" | "args" | "gas"
>;

/**
 * Gas enough for whatever moves votes. A wallet's estimate can be too low: in the second of an earlier movement the token
 * overwrites a checkpoint, and in the next second it writes another.
 */
export const GAS_OF_VOTES = 400_000n;

export function contractCall<
  const abi extends Abi,
  name extends ContractFunctionName<abi, "nonpayable" | "payable">,
>(parameters: {
  address: `0x${string}`;
  abi: abi;
  functionName: name;
  args: ContractFunctionArgs<abi, "nonpayable" | "payable", name>;
  /** Where the wallet's own estimate would not do. */
  gas?: bigint;
}): ContractCall {
  return parameters as unknown as ContractCall;
}
