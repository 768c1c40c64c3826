import type { Address } from "viem";
import { courtAbi } from "../../../../contracts/generated.ts";
import { useCourtPurse } from "../../hooks/use-cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { CollectCard } from "../money/collect-card.tsx";

/** Bonds of cases that this account got back or won; nothing before the first. */
export function CourtPurseCard({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const { data: purse } = useCourtPurse(account);
  if (!purse) return null;
  return (
    <CollectCard
      id={`collect-case-bonds:${account}`}
      title="Bonds of cases"
      purse={purse}
      prepare={() =>
        contractCall({ address: contracts.Court, abi: courtAbi, functionName: "collect", args: [account] })
      }
    />
  );
}
