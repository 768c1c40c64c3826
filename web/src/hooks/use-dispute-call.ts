import { useCallback } from "react";
import { usePublicClient } from "wagmi";
import { chargeDisputesAbi } from "../../../contracts/generated.ts";
import { claimRecordOf } from "../../../sdk/claim-record.ts";
import { REASONS, type ChargeDispute, type ClaimedRow } from "../lib/charge-disputes.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { usePermit } from "./use-permit.ts";

export interface DisputeRequest {
  readonly row: ClaimedRow;
  /** As the ledger counts, token base units. */
  readonly position: bigint;
  readonly reason: ChargeDispute["reason"];
  /** Token base units. */
  readonly bond: bigint;
}

/** Reads the claim again from its logs and asks the wallet for the bond's permit, for the transaction that disputes it. */
export function useDisputeCall() {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  const permit = usePermit();

  return useCallback(
    async ({ row, position, reason, bond }: DisputeRequest): Promise<ContractCall> => {
      if (!client) throw new Error("Connect a wallet first.");
      const { logs, blockNumber } = await client.getTransactionReceipt({ hash: row.transactionHash });
      const { timestamp } = await client.getBlock({ blockNumber });
      const { claim, rows } = claimRecordOf(logs, contracts.EscrowVault, timestamp);
      const claimed = rows.find(({ index }) => index === BigInt(row.number - 1));
      if (!claimed) throw new Error("The claim has no such row any more.");
      const kind = REASONS.findIndex(([each]) => each === reason);
      return contractCall({
        address: contracts.ChargeDisputes,
        abi: chargeDisputesAbi,
        functionName: "open",
        args: [claim, claimed, position, kind, await permit(contracts.ChargeDisputes, bond)],
      });
    },
    [client, contracts, permit],
  );
}
