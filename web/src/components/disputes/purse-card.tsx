import type { Address } from "viem";
import { chargeDisputesAbi } from "../../../../contracts/generated.ts";
import { useDisputePurse } from "../../hooks/use-charge-disputes.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { CollectCard } from "../money/collect-card.tsx";

/** Dispute bonds that this account got back or won; nothing before the first. */
export function PurseCard({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const { data: purse } = useDisputePurse(account);
  if (!purse) return null;
  return (
    <CollectCard
      id={`collect-bonds:${account}`}
      title="Dispute bonds"
      what="Came back to you, or was won"
      purse={purse}
      prepare={() =>
        contractCall({
          address: contracts.ChargeDisputes,
          abi: chargeDisputesAbi,
          functionName: "collect",
          args: [account],
        })
      }
    />
  );
}
