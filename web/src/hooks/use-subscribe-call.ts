import { useCallback } from "react";
import { toHex } from "viem";
import { useConnection, usePublicClient, useWalletClient } from "wagmi";
import { subscriptionsAbi } from "../../../contracts/generated.ts";
import { agreementTypes, subscriptionsDomain } from "../../../contracts/typed-data.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import type { Plan } from "../lib/plans.ts";
import { usePermit } from "./use-permit.ts";

/** Seconds in which what was signed must begin. */
const SIGNED_LIFE = 3_600n;
const ZERO = `0x${"00".repeat(32)}` as const;

/**
 * Asks the wallet for the agreement and for a permit over all its periods, for the transaction that begins a subscription
 * which the wallet pays.
 * @param periods how many may be charged
 */
export function useSubscribeCall() {
  const { chainId, contracts, gateway } = useStoaConfig();
  const { address: payer } = useConnection();
  const client = usePublicClient();
  const { data: wallet } = useWalletClient();
  const permit = usePermit();

  return useCallback(
    async (plan: Plan, periods: bigint): Promise<ContractCall> => {
      if (!client || !wallet || !payer) throw new Error("Connect a wallet first.");
      const { timestamp } = await client.getBlock();
      const agreement = {
        payer,
        gateway,
        planId: plan.id,
        replaces: ZERO,
        maxPerPeriod: plan.price,
        fromWallet: true,
        endsAt: timestamp + SIGNED_LIFE + BigInt(plan.period) * (periods - 1n),
        deadline: timestamp + SIGNED_LIFE,
        nonce: BigInt(toHex(crypto.getRandomValues(new Uint8Array(16)))),
      };
      const signature = await wallet.signTypedData({
        domain: subscriptionsDomain(chainId, contracts.Subscriptions),
        types: agreementTypes,
        primaryType: "SubscriptionAgreement",
        message: agreement,
      });
      const value = plan.price * periods;
      const { deadline, v, r, s } = await permit(contracts.Subscriptions, value);
      return contractCall({
        address: contracts.Subscriptions,
        abi: subscriptionsAbi,
        functionName: "subscribe",
        args: [agreement, signature, { value, deadline, v, r, s }],
      });
    },
    [chainId, client, contracts, gateway, payer, permit, wallet],
  );
}
