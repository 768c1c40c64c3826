import { hexToBytes, type Hex } from "viem";
import type { Artifact } from "./artifact.ts";

const PUSH20 = 0x73;
const ADDRESS = 20;

/**
 * Whether `code` on chain is the artifact's: equal but for the immutables, a library's own address, and the compiler's metadata at the end,
 * which changes with every comment (https://docs.soliditylang.org/en/latest/metadata.html).
 */
export function isSameCode(code: Hex, { deployedBytecode, immutableReferences }: Artifact): boolean {
  const found = hexToBytes(code);
  const built = hexToBytes(deployedBytecode);
  if (found.length !== built.length) return false;
  for (const { start, length } of Object.values(immutableReferences).flat()) {
    found.fill(0, start, start + length);
    built.fill(0, start, start + length);
  }
  if (isLibrary(built)) found.fill(0, 1, 1 + ADDRESS);
  return Buffer.compare(withoutMetadata(found), withoutMetadata(built)) === 0;
}

/** A library's code begins with its address, which the compiler leaves open. */
function isLibrary(built: Uint8Array): boolean {
  return built[0] === PUSH20 && built.subarray(1, 1 + ADDRESS).every((byte) => byte === 0);
}

/** The last two bytes give the length of the metadata before them. */
function withoutMetadata(code: Uint8Array): Uint8Array {
  const [high = 0, low = 0] = code.subarray(-2);
  return code.subarray(0, Math.max(code.length - 2 - high * 256 - low, 0));
}
