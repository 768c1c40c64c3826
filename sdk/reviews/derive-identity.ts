/** For reviewers: the secret that proves membership later, from a wallet's signature, so that nothing has to be kept. */
import { Identity } from "@semaphore-protocol/identity";
import { hexToBytes, keccak256, type Address, type Hex } from "viem";

export interface IdentityPurpose {
  readonly chainId: number;
  /** The Reputation contract's address. */
  readonly reputation: Address;
  readonly serviceId: bigint;
  /** Of the group. */
  readonly epoch: bigint;
  /** 1 and on, when somebody else has joined with the commitment of the last one; 0 when absent. */
  readonly attempt?: number;
}

/** A wallet that signs the same text differently each time could never show its membership. */
export class SignatureNotRepeatable extends Error {
  override readonly name = "SignatureNotRepeatable";
}

/** What the wallet signs. Each group has its own, so that one secret that leaks tells of one review. */
export function identityMessage({
  chainId,
  reputation,
  serviceId,
  epoch,
  attempt = 0,
}: IdentityPurpose): string {
  return [
    "My secret as an anonymous reviewer on Stoa.",
    "",
    "Whoever has this signature can tell which review is mine. It moves no money. Sign it on a site that you trust, and nowhere else.",
    "",
    `Service: ${serviceId}`,
    `Group: ${epoch}${attempt > 0 ? `, attempt ${attempt}` : ""}`,
    `Chain: ${chainId}`,
    `Contract: ${reputation}`,
  ].join("\n");
}

/**
 * The identity that belongs to a purpose and a wallet, the same each time. Asks for the signature twice when `repeat` is set,
 * as one does before joining, and rejects with SignatureNotRepeatable when they differ.
 */
export async function deriveIdentity(
  purpose: IdentityPurpose,
  sign: (message: string) => Promise<Hex>,
  { repeat = false } = {},
): Promise<Identity> {
  const message = identityMessage(purpose);
  const signature = await sign(message);
  if (repeat && (await sign(message)) !== signature)
    throw new SignatureNotRepeatable(
      "This wallet signs the same text differently each time, so it could not prove its membership later. Join with another wallet.",
    );
  return new Identity(hexToBytes(keccak256(signature)));
}
