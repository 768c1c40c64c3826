/** zod pieces for JSON from the gateway: integers travel as decimal strings, addresses as 0x-prefixed hex. */
import { isAddress, isHex, type Address, type Hex } from "viem";
import { z } from "zod";

export const address = z
  .string()
  .refine((value): value is Address => isAddress(value, { strict: false }), "an address");
export const hex = z.string().refine((value): value is Hex => isHex(value), "0x-prefixed hex");
export const integer = z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(BigInt);
