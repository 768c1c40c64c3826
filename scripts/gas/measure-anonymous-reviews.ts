/** Gas of anonymous reviews: eight members, and proofs of depth 16. */
import { networkHelpers } from "../../test/contracts/helpers/chain.ts";
import {
  EPOCH,
  give,
  join,
  MIN_SET,
  proved,
  QUIET,
  reviewers,
} from "../../test/contracts/helpers/reviewers.ts";
import type { Measurements } from "./measure.ts";

export async function measureAnonymousReviews(): Promise<Measurements> {
  const parts = await reviewers();
  const members = parts.crowd.slice(0, MIN_SET);
  const joined: number[] = [];
  for (const who of members) joined.push(await used(join(parts, who)));
  await networkHelpers.time.increaseTo((parts.epoch + 1n) * EPOCH + QUIET);
  const [first, second] = members;
  await give(parts, await proved(parts, first!));
  return {
    "join reviewers: first of a group": joined[0]!,
    "join reviewers: the dearest of the next seven": Math.max(...joined.slice(1)),
    "anonymous feedback": await used(give(parts, await proved(parts, second!))),
  };
}

async function used(sending: Promise<{ wait(): Promise<{ gasUsed: bigint }> }>): Promise<number> {
  return Number((await (await sending).wait()).gasUsed);
}
