/** What the joinings of a service tell about its groups of anonymous reviewers. */
import type { Address } from "viem";
import { isSameAddress } from "./format.ts";

export interface Joining {
  readonly epoch: bigint;
  readonly reviewer: Address;
  readonly commitment: bigint;
  readonly index: bigint;
  readonly spent: number;
  /** Unix seconds; zero while the group is too small to close. */
  readonly closesAt: number;
}

export interface ReviewerGroup {
  readonly epoch: bigint;
  /** Commitments in the order of the group's tree. */
  readonly members: readonly bigint[];
  /** Whether the account is among them. */
  readonly joined: boolean;
  /** Token base units that each member spent, and that his review weighs. */
  readonly denomination: bigint;
  /** Unix seconds from which its members may review; undefined while it is too small to close. */
  readonly reviewsFrom: bigint | undefined;
}

interface Reader {
  readonly account: Address | undefined;
  /** Seconds between a group's closing and its first review. */
  readonly quiet: bigint;
}

/** Newest first. */
export function groupsOf(joinings: readonly Joining[], { account, quiet }: Reader): ReviewerGroup[] {
  const byEpoch = Map.groupBy(joinings, ({ epoch }) => epoch);
  return [...byEpoch.entries()]
    .map(([epoch, all]) => {
      const members = all.toSorted((a, b) => Number(a.index - b.index));
      const closesAt = Math.max(...all.map((each) => each.closesAt));
      return {
        epoch,
        members: members.map(({ commitment }) => commitment),
        joined: all.some(({ reviewer }) => isSameAddress(reviewer, account)),
        denomination: BigInt(members[0]!.spent),
        reviewsFrom: closesAt === 0 ? undefined : BigInt(closesAt) + quiet,
      };
    })
    .sort((a, b) => Number(b.epoch - a.epoch));
}
