/** How the numbers inside a contract's error are put into a sentence. */
import { formatBps, formatMoney, formatTime, shortHex, type Token } from "./format.ts";
import { STOA } from "./stoa.ts";

export interface ErrorWords {
  /** Token base units as an amount with its symbol. */
  money(value: bigint): string;
  /** STOA base units as an amount with its symbol. */
  stoa(value: bigint): string;
  /** Base units of a token that the error does not name. */
  units(value: bigint): string;
  /** Basis points as a percentage. */
  percent(bps: bigint | number): string;
  /** Unix seconds as a date. */
  time(seconds: bigint | number): string;
  hex(value: string): string;
  days(seconds: bigint | number): string;
}

export function errorWords(token: Token): ErrorWords {
  return {
    money: (value) => formatMoney(value, token),
    stoa: (value) => formatMoney(value, STOA),
    units: (value) => `${value.toLocaleString("en-US")} base units`,
    percent: (bps) => formatBps(Number(bps)),
    time: formatTime,
    hex: (value) => shortHex(value),
    days: (seconds) => `${Number(seconds) / 86_400} days`,
  };
}
