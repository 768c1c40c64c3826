import type { Address, PublicClient } from "viem";
import { anonymousReviewsAbi } from "../../contracts/generated.ts";

export interface ReviewerGroupName {
  readonly serviceId: bigint;
  /** In which its first member joined: see IAnonymousReviews.openEpoch. */
  readonly epoch: bigint;
}

/** A group's commitments in the order of its tree, from the events of its joinings. Asks for all of them, never for one's own. */
export async function readMembers(
  client: Pick<PublicClient, "getContractEvents">,
  contract: Address,
  group: ReviewerGroupName,
  startBlock: bigint,
): Promise<bigint[]> {
  const joined = await client.getContractEvents({
    address: contract,
    abi: anonymousReviewsAbi,
    eventName: "ReviewerJoined",
    args: group,
    fromBlock: startBlock,
    strict: true,
  });
  return joined.toSorted((a, b) => Number(a.args.index - b.args.index)).map(({ args }) => args.commitment);
}
