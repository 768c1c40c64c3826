import { encodeWire } from "../../contracts/payment.ts";

/** A value as JSON carries it: every bigint is a decimal string. */
export type Wire<T> = T extends bigint
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Wire<Item>[]
      : T extends object
        ? { -readonly [K in keyof T]: Wire<T[K]> }
        : never;

/** `value` as it looks after a trip over the wire. */
export function wire<T>(value: T): Wire<T> {
  return JSON.parse(encodeWire(value)) as Wire<T>;
}
