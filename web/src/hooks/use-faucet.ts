import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Address } from "viem";
import { usePublicClient } from "wagmi";
import { z } from "zod";
import { gatewayPost } from "../lib/gateway.ts";
import { refreshAll } from "../lib/refresh.ts";
import { hex } from "../lib/wire.ts";

const gift = z.object({ transactions: z.array(hex) });

/** Has the local chain's gateway send ether for gas and test tokens; done when both are in the wallet. */
export function useFaucet(owner: Address) {
  const client = usePublicClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { transactions } = gift.parse(await gatewayPost("/v1/faucet", { address: owner }));
      await Promise.all(transactions.map((hash) => client?.waitForTransactionReceipt({ hash })));
      await refreshAll(queries);
    },
  });
}
