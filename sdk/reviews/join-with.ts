import type { Identity } from "@semaphore-protocol/identity";
import type { Hex } from "viem";
import type { ScopeParts } from "./anonymous-review.ts";
import { identityMessage, identityOf } from "./derive-identity.ts";

/** A wallet that signs the same text differently each time could never show its membership. */
export class SignatureNotRepeatable extends Error {
  override readonly name = "SignatureNotRepeatable";
}

/**
 * The identity to join a group with, one whose commitment nobody has taken. Has the wallet sign twice, to be sure that it will
 * find the identity again; rejects with SignatureNotRepeatable when it would not.
 */
export async function joinWith(
  purpose: ScopeParts,
  members: readonly bigint[],
  sign: (message: string) => Promise<Hex>,
): Promise<Identity> {
  const taken = new Set(members);
  for (let attempt = 0; ; attempt++) {
    const message = identityMessage(purpose, attempt);
    const signature = await sign(message);
    const identity = identityOf(signature);
    if (taken.has(identity.commitment)) continue;
    if ((await sign(message)) === signature) return identity;
    throw new SignatureNotRepeatable(
      "This wallet signs the same text differently each time, so it could not prove its membership later. Join with another wallet.",
    );
  }
}
