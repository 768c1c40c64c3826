/** What the messages on the wire are made of: integers as decimal strings, bytes as 0x-prefixed hex. */
import type { Address, Hex } from "viem";
import { z } from "zod";

/** In any spelling: the checksum (EIP-55) is not looked at. */
const ADDRESS = /^0x[0-9a-fA-F]{40}$/;
const HEX = /^0x[0-9a-fA-F]*$/;
const DECIMAL = /^(0|[1-9][0-9]{0,77})$/;

export const address = z.string().refine((value): value is Address => ADDRESS.test(value), "an address");
export const hex = z.string().refine((value): value is Hex => HEX.test(value), "0x-prefixed hex");
export const bytes32 = hex.refine((value) => value.length === 66, "32 bytes");
export function uint(bits: number) {
  const end = 1n << BigInt(bits);
  return z
    .string()
    .regex(DECIMAL, "a decimal integer")
    .transform(BigInt)
    .refine((value) => value < end, `an integer of at most ${bits} bits`);
}
