/** A credential that says who is one person: what an attester hands out, and what Members takes through AttestationAdapter. */
import { encodeAbiParameters, getAbiItem, isAddress, isHex, type Address, type Hex } from "viem";
import { z } from "zod";
import { attestationAdapterAbi } from "./generated.ts";

const address = z.string().refine((value): value is Address => isAddress(value), "an address");
const hex = z.string().refine((value): value is Hex => isHex(value), "hex digits after 0x");
const word = hex.refine((value) => value.length === 66, "32 bytes in hex");
const seconds = z.coerce.bigint().nonnegative();

/** As JSON: times are Unix seconds, in decimal digits. */
export const credentialSchema = z.object({
  /** An offchain attestation of the Ethereum Attestation Service. */
  attestation: z.object({
    version: z.literal(2),
    schema: word,
    recipient: address,
    time: seconds,
    /** 0 for never. */
    expirationTime: seconds,
    revocable: z.boolean(),
    refUID: word,
    /** The attester's number for the person, 32 bytes. */
    data: word,
    salt: word,
  }),
  signature: hex,
});
export type Credential = z.output<typeof credentialSchema>;

const [attestation] = getAbiItem({ abi: attestationAdapterAbi, name: "hashAttest" }).inputs;

/** The `data` of `Members.enrolWith` and `recover`. */
export function encodeCredential(credential: Credential): Hex {
  return encodeAbiParameters(
    [attestation, { type: "bytes" }],
    [credential.attestation, credential.signature],
  );
}
