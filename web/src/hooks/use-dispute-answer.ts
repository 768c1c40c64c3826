import { useQuery } from "@tanstack/react-query";
import { usePublicClient } from "wagmi";
import { chargeDisputesAbi } from "../../../contracts/generated.ts";
import type { ChargeDispute } from "../lib/charge-disputes.ts";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY } from "../lib/index-client.ts";

/** The receipt that a dispute was answered with, from the chain's logs: nobody else need have kept it. */
export function useDisputeAnswer({ id, block, callId }: ChargeDispute) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [INDEX_KEY, "dispute-answer", String(id), callId],
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const [answered] = await client.getContractEvents({
        address: contracts.ChargeDisputes,
        abi: chargeDisputesAbi,
        eventName: "DisputeAnswered",
        args: { disputeId: id },
        fromBlock: block,
        strict: true,
      });
      if (!answered) throw new Error("The answer is not in the chain’s logs.");
      return answered.args.receipt;
    },
    enabled: callId !== null,
    staleTime: Infinity,
  });
}
