import { useCallback } from "react";
import { zeroHash, type Hex } from "viem";
import { subscriptionsAbi } from "../../../contracts/generated.ts";
import type { SubscriptionAgreement } from "../../../contracts/prepaid.ts";
import { agreementTypes, subscriptionsDomain } from "../../../contracts/typed-data.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import type { Plan } from "../lib/plans.ts";
import { usePermit } from "./use-permit.ts";
import type { SignedRequest } from "./use-signed-request.ts";
import { SIGNED_LIFE, useSigner } from "./use-signer.ts";

interface Wishes {
  readonly plan: Plan;
  /** How many may be charged. */
  readonly periods: bigint;
  /** A subscription of the payer's that this one ends. */
  readonly replaces: Hex | undefined;
}

/** Asks the wallet for the agreement, and for what else begins a subscription: from the account, or from the wallet. */
export function useSubscribe() {
  const { chainId, contracts, gateway } = useStoaConfig();
  const signer = useSigner();
  const permit = usePermit();

  const sign = useCallback(
    async ({ plan, periods, replaces = zeroHash }: Wishes, fromWallet: boolean) => {
      const { payer, wallet, now, deadline, nonce } = await signer();
      const agreement: SubscriptionAgreement = {
        payer,
        gateway,
        planId: plan.id,
        replaces,
        maxPerPeriod: plan.price,
        fromWallet,
        // The first may begin as late as the signature ends, and none after the last.
        endsAt: now + SIGNED_LIFE + BigInt(plan.period) * (periods - 1n),
        deadline,
        nonce,
      };
      const signature = await wallet.signTypedData({
        domain: subscriptionsDomain(chainId, contracts.Subscriptions),
        types: agreementTypes,
        primaryType: "SubscriptionAgreement",
        message: agreement,
      });
      return { agreement, signature };
    },
    [chainId, contracts, gateway, signer],
  );

  /** One signature: the gateway holds the first period and begins it. */
  const fromAccount = useCallback(
    async (wishes: Wishes): Promise<SignedRequest> => ({
      path: "/v1/subscriptions",
      body: await sign(wishes, false),
    }),
    [sign],
  );

  /** The agreement, a permit over all its periods, and the transaction that takes the first. */
  const fromWallet = useCallback(
    async (wishes: Wishes): Promise<ContractCall> => {
      const { agreement, signature } = await sign(wishes, true);
      const value = wishes.plan.price * wishes.periods;
      const { deadline, v, r, s } = await permit(contracts.Subscriptions, value);
      return contractCall({
        address: contracts.Subscriptions,
        abi: subscriptionsAbi,
        functionName: "subscribe",
        args: [agreement, signature, { value, deadline, v, r, s }],
      });
    },
    [contracts, permit, sign],
  );
  return { fromAccount, fromWallet };
}
