import type { Address } from "viem";
import { useReadContract } from "wagmi";
import { reputationAbi, streamsAbi, subscriptionsAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { useFeeLedgers } from "./use-fee-ledgers.ts";

/**
 * Whether the chain knows of a fee that an account has paid for a service, by the call or ahead, which a review could weigh;
 * undefined until all is read.
 */
export function useHasPaid(serviceId: bigint, payer: Address): boolean | undefined {
  const { contracts } = useStoaConfig();
  const { data: ledgers } = useFeeLedgers(payer);
  const query = { refetchInterval: 8_000 };
  const fees = { functionName: "feesOf", args: [payer, serviceId], query } as const;
  const { data: periods } = useReadContract({
    address: contracts.Subscriptions,
    abi: subscriptionsAbi,
    ...fees,
  });
  const { data: streams } = useReadContract({ address: contracts.Streams, abi: streamsAbi, ...fees });
  const { data: client } = useReadContract({
    address: contracts.Reputation,
    abi: reputationAbi,
    functionName: "clientOf",
    args: [serviceId, payer],
    query,
  });
  if (!ledgers || periods === undefined || streams === undefined || !client) return undefined;
  return (
    ledgers.some((ledger) => ledger.serviceId === serviceId) ||
    periods > 0n ||
    streams > 0n ||
    client.credit > 0n
  );
}
