/** For reviewers: the secret that proves membership later, from a wallet's signature, so that nothing has to be kept. */
import { Identity } from "@semaphore-protocol/identity";
import { hexToBytes, keccak256, type Hex } from "viem";
import type { ScopeParts } from "./anonymous-review.ts";
import { NotAMember } from "./not-a-member.ts";

/** Commitments of one wallet that are tried: another may have joined with a copy of the first. */
const ATTEMPTS = 3;

export interface DeriveIdentityOptions {
  /** The group's commitments, one of which the identity's must be. */
  readonly among: readonly bigint[];
}

/** What the wallet signs. Each group has its own secret, so that one that leaks tells of one review. */
export function identityMessage({ chainId, contract, serviceId, epoch }: ScopeParts, attempt = 0): string {
  return [
    "My secret as an anonymous reviewer on Stoa.",
    "",
    "Whoever has this signature can tell which review is mine. It moves no money. Sign it on a site that you trust, and nowhere else.",
    "",
    `Service: ${serviceId}`,
    `Group: ${epoch}${attempt > 0 ? `, attempt ${attempt}` : ""}`,
    `Chain: ${chainId}`,
    `Contract: ${contract}`,
  ].join("\n");
}

/** The identity of a signature, the same each time. */
export function identityOf(signature: Hex): Identity {
  return new Identity(hexToBytes(keccak256(signature)));
}

/**
 * The identity with which a wallet has joined a group. Rejects with NotAMember when it has not, or signs differently now.
 * @param sign Asks the wallet to sign a text (EIP-191).
 */
export async function deriveIdentity(
  purpose: ScopeParts,
  sign: (message: string) => Promise<Hex>,
  { among }: DeriveIdentityOptions,
): Promise<Identity> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const identity = identityOf(await sign(identityMessage(purpose, attempt)));
    if (among.includes(identity.commitment)) return identity;
  }
  throw new NotAMember("This wallet's signature belongs to no member of the group.");
}
