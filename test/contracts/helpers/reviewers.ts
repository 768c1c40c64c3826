/** Eight who have paid for a service and want to say of it what they think, without saying who they are. */
import { Identity } from "@semaphore-protocol/identity";
import { plainRating, type AnonymousReview, type Feedback } from "../../../sdk/reviews/anonymous-review.ts";
import { proveReview } from "../../../sdk/reviews/prove-review.ts";
import { readProvingKeys } from "../../../sdk/reviews/read-proving-keys.ts";
import { addressOf, as, DAY, networkHelpers, person, type Person } from "./chain.ts";
import { market, USDC, type Market, type Quote } from "./market.ts";
import { earnCredit } from "./reputation.ts";

const { time } = networkHelpers;

export const EPOCH = 30n * DAY;
export const QUIET = DAY;
export const MIN_SET = 8;
/** What each has paid for calls: $0.12 of it is the treasury's. */
export const SPENT = 4n * USDC;
/** What that leaves when the denomination is spent. */
export const CREDIT = 120_000n;

export interface Reviewer extends Person {
  readonly identity: Identity;
}

export type Reviewers = Awaited<ReturnType<typeof reviewers>>;

/** Nine clients with credit for one denomination each, of whom nobody has joined. */
export async function reviewers() {
  const parts = await market();
  const crowd: Reviewer[] = [];
  for (let number = 0; number <= MIN_SET; number++) {
    const who = await person(10 + number);
    await earnCredit(parts, who, SPENT);
    crowd.push({ ...who, identity: new Identity(`reviewer ${number}`) });
  }
  // The first second of an epoch, so that what a test does in some days is in one.
  const epoch = BigInt(await time.latest()) / EPOCH + 1n;
  await time.increaseTo(epoch * EPOCH);
  return { ...parts, crowd, epoch, serviceId: parts.service.serviceId };
}

/** Seven of them have joined. */
export async function small() {
  const parts = await reviewers();
  for (const who of parts.crowd.slice(0, MIN_SET - 1)) await join(parts, who);
  return parts;
}

/** Eight have joined, and the day has come when they may review. */
export async function reviewable() {
  const parts = await small();
  await join(parts, parts.crowd[MIN_SET - 1]!);
  await time.increaseTo((parts.epoch + 1n) * EPOCH + QUIET);
  return parts;
}

interface Group {
  readonly epoch?: bigint;
  readonly quote?: Quote;
}

/** `who` joins with his own commitment, as a transaction that is sent. */
export function join(
  parts: Reviewers,
  who: Reviewer,
  { epoch = parts.epoch, quote = parts.service }: Group = {},
) {
  return as(parts.anonymous, who).joinReviewers(quote.serviceId, epoch, who.identity.commitment, []);
}

interface Wishes extends Group {
  readonly members?: readonly Reviewer[];
  readonly feedback?: Feedback;
}

const keys = readProvingKeys();
const made = new Map<string, Promise<AnonymousReview>>();

/** A review of 80 points by `who`, a member of the first eight unless the wishes say otherwise. The same is proved once. */
export async function proved(parts: Reviewers, who: Reviewer, wishes: Wishes = {}): Promise<AnonymousReview> {
  const { epoch = parts.epoch, quote = parts.service, members = parts.crowd.slice(0, MIN_SET) } = wishes;
  const { feedback = plainRating(80) } = wishes;
  const options = {
    chainId: 31337,
    contract: await addressOf(parts.anonymous),
    serviceId: quote.serviceId,
    epoch,
    feedback,
    identity: who.identity,
    members: members.map(({ identity }) => identity.commitment),
    keys,
  };
  const { identity, keys: _, ...named } = options;
  const name = JSON.stringify({ ...named, by: identity.commitment }, (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}` : value,
  );
  const proof = made.get(name) ?? proveReview(options);
  made.set(name, proof);
  return proof;
}

/** Sends a review from an account that has nothing to do with it. */
export function give({ anonymous, stranger }: Market, review: AnonymousReview) {
  const { serviceId, epoch, feedback, nullifier, points } = review;
  return as(anonymous, stranger).giveAnonymousFeedback(serviceId, epoch, feedback, nullifier, points);
}
