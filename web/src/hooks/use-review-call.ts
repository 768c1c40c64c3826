import { useCallback } from "react";
import { encodeFunctionData, type Address } from "viem";
import { reputationAbi } from "../../../contracts/generated.ts";
import { statementEvidence } from "../lib/evidence.ts";
import { pointsOf, STARRED } from "../lib/reviews.ts";
import { useCollectCall } from "./use-collect-call.ts";

/** One transaction that counts what was paid and reviews it. Undefined until the payer's ledgers are read. */
export function useReviewCall(serviceId: bigint, payer: Address) {
  const collectAnd = useCollectCall(serviceId, payer);
  const prepare = useCallback(
    (stars: number, text: string) => {
      if (!collectAnd) throw new Error("The payer's ledgers are not read yet.");
      const { uri, hash } = statementEvidence(text);
      const args = [serviceId, pointsOf(stars), 0, STARRED, "", "", uri, hash] as const;
      return collectAnd(encodeFunctionData({ abi: reputationAbi, functionName: "giveFeedback", args }));
    },
    [collectAnd, serviceId],
  );
  return collectAnd && prepare;
}
