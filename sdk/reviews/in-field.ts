import { keccak256, numberToHex } from "viem";

/** As Semaphore brings any number into its circuit's field. */
export function inField(value: bigint): bigint {
  return BigInt(keccak256(numberToHex(value, { size: 32 }))) >> 8n;
}
