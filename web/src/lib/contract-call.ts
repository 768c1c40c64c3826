import type { Abi, ContractFunctionArgs, ContractFunctionName, SimulateContractParameters } from "viem";

/** A contract call to simulate and send. Built by `contractCall`, which checks name and arguments against the ABI. */
export type ContractCall = Pick<
  SimulateContractParameters,
  "address" | "abi" | "functionName" | "args" | "gas" | "value"
>;

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
  /** Wei that go with it. */
  value?: bigint;
}): ContractCall {
  return parameters as unknown as ContractCall;
}
