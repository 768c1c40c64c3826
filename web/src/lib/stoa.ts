/** Amounts of the governance token and of voice, for people. */
import { formatAmount, type Token } from "./format.ts";

export const STOA: Token = { symbol: "STOA", decimals: 18 };

/** A voice is the square root of base units: so it reads as the square root of STOA. */
const VOICE = { decimals: 9 };

/** Down to two decimals: votes are counted in base units, and read in thousands. */
const toHundredths = (value: bigint, { decimals }: Pick<Token, "decimals">) =>
  value - (value % 10n ** BigInt(decimals - 2));

/** From so many base units on, hundredths are noise. */
const THOUSAND = 1_000n * 10n ** 18n;

/** Base units as `12.34` or `1,234`, rounded down. */
export function formatPower(value: bigint): string {
  if (value >= THOUSAND) return (value / 10n ** 18n).toLocaleString("en-US");
  return formatAmount(toHundredths(value, STOA), STOA);
}

/** Base units as `12.34 STOA` or `1,234 STOA`, rounded down. */
export function formatStoa(value: bigint): string {
  return `${formatPower(value)} ${STOA.symbol}`;
}

/** Rounded down, in square roots of STOA. */
export function formatVoice(value: bigint): string {
  return formatAmount(toHundredths(value, VOICE), VOICE);
}
