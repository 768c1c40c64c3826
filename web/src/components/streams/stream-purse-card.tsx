import type { Address } from "viem";
import { streamsAbi } from "../../../../contracts/generated.ts";
import { useStreamPurse } from "../../hooks/use-streams.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { CollectCard } from "../money/collect-card.tsx";

/** What came back of this account's streams; nothing before the first. */
export function StreamPurseCard({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const { data: purse } = useStreamPurse(account);
  if (!purse || (purse.owed === 0n && purse.collected === 0n)) return null;
  return (
    <CollectCard
      id={`collect-streams:${account}`}
      title="Back from streams"
      purse={purse}
      prepare={() =>
        contractCall({
          address: contracts.Streams,
          abi: streamsAbi,
          functionName: "collect",
          args: [account],
        })
      }
    />
  );
}
