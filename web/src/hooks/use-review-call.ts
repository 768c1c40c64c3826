import { useCallback } from "react";
import { encodeFunctionData, type Address } from "viem";
import { reputationAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { statementEvidence } from "../lib/evidence.ts";
import { pointsOf, STARRED } from "../lib/reviews.ts";
import { useFeeLedgers } from "./use-fee-ledgers.ts";

/** One transaction that counts what was paid and reviews it. Undefined until the payer's ledgers are read. */
export function useReviewCall(serviceId: bigint, payer: Address) {
  const { contracts } = useStoaConfig();
  const { data: ledgers } = useFeeLedgers(payer);

  const prepare = useCallback(
    (stars: number, text: string): ContractCall => {
      const keys = (ledgers ?? [])
        .filter((ledger) => ledger.serviceId === serviceId)
        .map(({ gateway, key }) => ({ gateway, key }));
      const { uri, hash } = statementEvidence(text);
      const review = encodeFunctionData({
        abi: reputationAbi,
        functionName: "giveFeedback",
        args: [serviceId, pointsOf(stars), 0, STARRED, "", "", uri, hash],
      });
      const collect = encodeFunctionData({
        abi: reputationAbi,
        functionName: "collect",
        args: [payer, serviceId, keys],
      });
      return contractCall({
        address: contracts.Reputation,
        abi: reputationAbi,
        functionName: "multicall",
        args: [[collect, review]],
      });
    },
    [contracts, ledgers, payer, serviceId],
  );
  return ledgers && prepare;
}
