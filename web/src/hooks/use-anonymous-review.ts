import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { useConnection, usePublicClient } from "wagmi";
import type { Address, Hex } from "viem";
import { anonymousReviewsAbi } from "../../../contracts/generated.ts";
import { plainRating } from "../../../sdk/reviews/anonymous-review.ts";
import { deriveIdentity } from "../../../sdk/reviews/derive-identity.ts";
import { joinWith } from "../../../sdk/reviews/join-with.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { proveInWorker } from "../lib/prove-in-worker.ts";
import { refreshAll } from "../lib/refresh.ts";
import { relayReview } from "../lib/relay-review.ts";
import type { ReviewerGroup } from "../lib/reviewer-groups.ts";
import { waitForIndex } from "../lib/wait-for-index.ts";
import { useWallet } from "./use-wallet.ts";

interface Ledger {
  readonly gateway: Address;
  readonly key: Address;
}

/** Joining a service's group of anonymous reviewers, and the one review that a member of it has. */
export function useAnonymousReview(serviceId: bigint) {
  const config = useStoaConfig();
  const { chainId, contracts } = config;
  const { address } = useConnection();
  const client = usePublicClient();
  const connected = useWallet();
  const queries = useQueryClient();
  const [progress, setProgress] = useState(0);

  const sign = useCallback(
    async (message: string): Promise<Hex> => {
      if (!address) throw new Error("Connect a wallet first.");
      const wallet = await connected();
      return wallet.signMessage({ account: address, message });
    },
    [connected, address],
  );
  const purposeOf = useCallback(
    (epoch: bigint) => ({ chainId, contract: contracts.AnonymousReviews, serviceId, epoch }),
    [chainId, contracts, serviceId],
  );

  /**
   * For `useTransaction`: the wallet signs for its secret, twice, since it has to find it again after the group has closed.
   * What it has paid from `ledgers` is collected first.
   */
  const prepareJoin = useCallback(
    async (epoch: bigint, members: readonly bigint[], ledgers: readonly Ledger[]): Promise<ContractCall> => {
      if (!address) throw new Error("Connect a wallet first.");
      const { commitment } = await joinWith(purposeOf(epoch), members, sign);
      // Without a ledger the contract collects nothing, not even what was paid ahead: then an empty one is named.
      const named = ledgers.length > 0 ? ledgers : [{ gateway: config.gateway, key: address }];
      const collected = named.map(({ gateway, key }) => ({ gateway, key }));
      return contractCall({
        address: contracts.AnonymousReviews,
        abi: anonymousReviewsAbi,
        functionName: "joinReviewers",
        args: [serviceId, epoch, commitment, collected],
      });
    },
    [address, config.gateway, contracts, purposeOf, serviceId, sign],
  );

  const review = useMutation({
    mutationFn: async ({ group, points }: { group: ReviewerGroup; points: number }) => {
      if (!client) throw new Error("Connect a wallet first.");
      setProgress(0);
      const purpose = purposeOf(group.epoch);
      const identity = await deriveIdentity(purpose, sign, { among: group.members });
      const proved = await proveInWorker(
        {
          ...purpose,
          identity: identity.export(),
          members: group.members,
          feedback: plainRating(points),
        },
        setProgress,
      );
      const hash = await relayReview(proved);
      const { blockNumber } = await client.waitForTransactionReceipt({ hash });
      await waitForIndex(blockNumber);
      await refreshAll(queries);
      return hash;
    },
  });

  return { prepareJoin, review, progress };
}
