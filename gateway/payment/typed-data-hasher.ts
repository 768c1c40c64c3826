/** EIP-712 digests for the hot path: domain separator and type hash are computed once, two keccaks are left per message. */
import { domainSeparator, hexToBytes, stringToBytes, type Hex, type TypedDataDomain } from "viem";
import { keccak256 } from "./keccak.ts";

type Field = { readonly name: string; readonly type: string };

const WORD = 32;

/**
 * Hashes messages of one flat struct (addresses, uints and bytes32 only) under one domain.
 * https://eips.ethereum.org/EIPS/eip-712#definition-of-hashstruct
 * @throws TypeError for a field whose type is none of these.
 */
export function createTypedDataHasher<Message extends object>(
  domain: TypedDataDomain,
  types: Readonly<Record<string, readonly Field[]>>,
): {
  struct(message: Message): Uint8Array;
  /** Digest of a message whose struct hash is known. */
  digestOf(struct: Uint8Array): Uint8Array;
  digest(message: Message): Uint8Array;
} {
  const [entry] = Object.entries(types);
  if (!entry) throw new TypeError("a struct is needed");
  const [name, fields] = entry;
  const signature = `${name}(${fields.map((field) => `${field.type} ${field.name}`).join(",")})`;
  const encoded = Buffer.alloc(WORD * (fields.length + 1));
  const writers = fields.map((field, index) => writerOf(field, encoded, WORD * (index + 1)));
  encoded.set(keccak256(stringToBytes(signature)));
  const prefixed = Buffer.alloc(2 + 2 * WORD);
  prefixed.set([0x19, 0x01]);
  prefixed.set(hexToBytes(domainSeparator({ domain })), 2);

  function struct(message: Message): Uint8Array {
    for (let index = 0; index < fields.length; index++) {
      const value = (message as Record<string, unknown>)[fields[index]!.name];
      writers[index]!(value);
    }
    return keccak256(encoded);
  }
  function digestOf(hash: Uint8Array): Uint8Array {
    prefixed.set(hash, 2 + WORD);
    return keccak256(prefixed);
  }
  return { struct, digestOf, digest: (message) => digestOf(struct(message)) };
}

/** Puts a field into its word. */
type Writer = (value: unknown) => void;

function writerOf({ name, type }: Field, encoded: Buffer, offset: number): Writer {
  if (type === "address") return (value) => writeHex(encoded, offset + 12, value as Hex);
  if (type === "bytes32") return (value) => writeHex(encoded, offset, value as Hex);
  if (!/^uint[0-9]+$/.test(type))
    throw new TypeError(`${name} is a ${type}: only addresses, uints and bytes32 are hashed here`);
  const word = new DataView(encoded.buffer, encoded.byteOffset + offset, WORD);
  return (value) => writeUint(word, value as bigint | number);
}

function writeHex(target: Buffer, offset: number, value: Hex): void {
  target.write(value.slice(2), offset, "hex");
}

const LOW = (1n << 64n) - 1n;

function writeUint(word: DataView, value: bigint | number): void {
  const number = BigInt(value);
  // Nearly every number here fits 64 bits.
  const isShort = number <= LOW;
  word.setBigUint64(0, isShort ? 0n : number >> 192n);
  word.setBigUint64(8, isShort ? 0n : (number >> 128n) & LOW);
  word.setBigUint64(16, isShort ? 0n : (number >> 64n) & LOW);
  word.setBigUint64(24, isShort ? number : number & LOW);
}
