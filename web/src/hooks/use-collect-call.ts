import { useCallback } from "react";
import { encodeFunctionData, type Address, type Hex } from "viem";
import { reputationAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { useFeeLedgers } from "./use-fee-ledgers.ts";

/**
 * One transaction that counts what `payer` has paid for a service, and then does what its fees entitle to. Undefined until
 * the payer's ledgers are read.
 */
export function useCollectCall(serviceId: bigint, payer: Address | undefined) {
  const { contracts } = useStoaConfig();
  const { data: ledgers } = useFeeLedgers(payer);

  const prepare = useCallback(
    (then: Hex): ContractCall => {
      if (!payer) throw new Error("Connect a wallet first.");
      const keys = (ledgers ?? [])
        .filter((ledger) => ledger.serviceId === serviceId)
        .map(({ gateway, key }) => ({ gateway, key }));
      const collect = encodeFunctionData({
        abi: reputationAbi,
        functionName: "collect",
        args: [payer, serviceId, keys],
      });
      return contractCall({
        address: contracts.Reputation,
        abi: reputationAbi,
        functionName: "multicall",
        args: [[collect, then]],
      });
    },
    [contracts, ledgers, payer, serviceId],
  );
  return ledgers && prepare;
}
