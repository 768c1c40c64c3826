/** What the messages on the wire are made of: integers as decimal strings, bytes as 0x-prefixed hex. */
import { isAddress, isHex, type Address, type Hex } from "viem";
import { z } from "zod";

export const address = z
  .string()
  .refine((value): value is Address => isAddress(value, { strict: false }), "an address");
export const hex = z.string().refine((value): value is Hex => isHex(value), "0x-prefixed hex");
export const bytes32 = hex.refine((value) => value.length === 66, "32 bytes");
export const uint = (bits: number) =>
  z
    .string()
    .regex(/^(0|[1-9][0-9]{0,77})$/, "a decimal integer")
    .transform(BigInt)
    .refine((value) => value < 1n << BigInt(bits), `an integer of at most ${bits} bits`);
