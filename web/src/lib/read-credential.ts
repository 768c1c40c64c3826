/** A credential as a person pastes it. */
import type { Address } from "viem";
import { credentialSchema, type Credential } from "../../../contracts/credential.ts";
import { isSameAddress, shortHex } from "./format.ts";

export type ReadCredential = { readonly credential: Credential } | { readonly problem: string };

/** @param account who wants to use it; a credential counts for the one it was given to */
export function readCredential(text: string, account: Address): ReadCredential {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: "This is no JSON." };
  }
  const { success, data } = credentialSchema.safeParse(json);
  if (!success) return { problem: "This is no credential." };
  const { recipient } = data.attestation;
  return isSameAddress(recipient, account)
    ? { credential: data }
    : { problem: `This credential was given to ${shortHex(recipient)}, not to this wallet.` };
}
