import { hexToBytes, type Hex } from "viem";

/** The name of a payment's category: text of at most 32 bytes with zeros behind it. The bytes themselves if it is none. */
export function categoryOf(category: Hex): string {
  const bytes = hexToBytes(category);
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  try {
    const name = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end));
    return /^[^\p{C}]+$/u.test(name) ? name : category;
  } catch {
    return category;
  }
}
