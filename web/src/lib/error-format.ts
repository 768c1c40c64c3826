/** How the numbers inside a contract's error are put into a sentence. */
import { formatMoney, formatTime, shortHex, type Token } from "./format.ts";

export interface ErrorWords {
  /** Token base units as an amount with its symbol. */
  money(value: bigint): string;
  /** Unix seconds as a date. */
  time(seconds: bigint | number): string;
  hex(value: string): string;
  days(seconds: bigint): string;
}

export function errorWords(token: Token): ErrorWords {
  return {
    money: (value) => formatMoney(value, token),
    time: formatTime,
    hex: (value) => shortHex(value),
    days: (seconds) => `${Number(seconds) / 86_400} days`,
  };
}
