/** The demo's issuer of credentials: it takes every account for a person of its own. An issuer in earnest looks first. */
import { keccak256, zeroHash, type Address, type Hex, type LocalAccount } from "viem";
import { attestationAdapterAbi } from "../../contracts/generated.ts";
import type { Credential } from "../../contracts/credential.ts";
import { attestDomain, attestTypes } from "../../contracts/typed-data.ts";
import type { ChainClient } from "../deploy/client.ts";

/** Index of its account. */
export const ISSUER = 18;

/** What an attester says, and where: `domain` is that of the EAS contract. */
export interface CredentialWish {
  readonly domain: ReturnType<typeof attestDomain>;
  /** UID of `bytes32 person`. */
  readonly schema: Hex;
  readonly recipient: Address;
  /** The same for whatever account the person comes with. */
  readonly person: Hex;
  /** Unix seconds of the chain. Newer than that of the person's last one. */
  readonly time: bigint;
  /** Unix seconds; 0 for never. */
  readonly expirationTime?: bigint;
}

/** Signs an offchain attestation, version 2. */
export async function signCredential(attester: LocalAccount, wish: CredentialWish): Promise<Credential> {
  const attestation = {
    version: 2,
    schema: wish.schema,
    recipient: wish.recipient,
    time: wish.time,
    expirationTime: wish.expirationTime ?? 0n,
    revocable: true,
    refUID: zeroHash,
    data: wish.person,
    salt: keccak256(wish.recipient),
  } as const;
  const signature = await attester.signTypedData({
    domain: wish.domain,
    types: attestTypes,
    primaryType: "Attest",
    message: attestation,
  });
  return { attestation, signature };
}

/** A credential for `recipient` by the chain's clock, as the adapter wants it. */
export async function issueCredential(
  client: ChainClient,
  attester: LocalAccount,
  adapter: Address,
  recipient: Address,
  person: Hex = keccak256(recipient),
): Promise<Credential> {
  const contract = { address: adapter, abi: attestationAdapterAbi } as const;
  const [schema, eas, version, chainId, { timestamp }] = await Promise.all([
    client.readContract({ ...contract, functionName: "SCHEMA" }),
    client.readContract({ ...contract, functionName: "EAS" }),
    client.readContract({ ...contract, functionName: "easVersion" }),
    client.getChainId(),
    client.getBlock(),
  ]);
  const domain = attestDomain(chainId, eas, version);
  return signCredential(attester, { domain, schema, recipient, person, time: timestamp });
}
