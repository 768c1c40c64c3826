import { useCallback } from "react";
import { bytesToBigInt, type Address } from "viem";
import { useConnection, usePublicClient } from "wagmi";
import { earningsAbi } from "../../../contracts/generated.ts";
import { earningsDomain, refundTypes } from "../../../contracts/typed-data.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { useWallet } from "./use-wallet.ts";

/** Seconds that a signed refund stays valid: long enough to confirm, too short to be found later. */
const REFUND_LIFE = 3_600n;

export interface RefundRequest {
  readonly serviceId: bigint;
  readonly payer: Address;
  readonly gateway: Address;
  /** Token base units. */
  readonly amount: bigint;
}

/** Asks the payee's wallet to sign a refund, for the transaction that sends it. */
export function useRefundCall() {
  const { contracts, chainId } = useStoaConfig();
  const { address: payee } = useConnection();
  const client = usePublicClient();
  const connected = useWallet();

  return useCallback(
    async (request: RefundRequest): Promise<ContractCall> => {
      if (!client || !payee) throw new Error("Connect a wallet first.");
      const { timestamp } = await client.getBlock();
      const nonce = bytesToBigInt(crypto.getRandomValues(new Uint8Array(32)));
      const message = { ...request, nonce, deadline: timestamp + REFUND_LIFE };
      const wallet = await connected();
      const signature = await wallet.signTypedData({
        domain: earningsDomain(chainId, contracts.Earnings),
        types: refundTypes,
        primaryType: "Refund",
        message,
      });
      return contractCall({
        address: contracts.Earnings,
        abi: earningsAbi,
        functionName: "refund",
        args: [payee, message, signature],
      });
    },
    [client, connected, payee, contracts, chainId],
  );
}
