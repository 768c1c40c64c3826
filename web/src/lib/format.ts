/** Numbers, amounts, dates and names in people's form. Money comes in as bigint base units and leaves as text. */
import { formatUnits, parseUnits, type Address } from "viem";

export interface Token {
  readonly symbol: string;
  readonly decimals: number;
}

/** `1234500n` → `1.2345`: two decimals at least, trailing zeros dropped, the rest grouped. */
export function formatAmount(value: bigint, { decimals }: Pick<Token, "decimals">): string {
  const [whole = "0", fraction = ""] = formatUnits(value < 0n ? -value : value, decimals).split(".");
  const grouped = BigInt(whole).toLocaleString("en-US");
  return `${value < 0n ? "−" : ""}${grouped}.${fraction.padEnd(2, "0")}`;
}

/** `1.20 USDC`. */
export function formatMoney(value: bigint, token: Token): string {
  return `${formatAmount(value, token)} ${token.symbol}`;
}

/** Reads what a person typed. Undefined unless it is a plain decimal number that fits the token's decimals. */
export function parseAmount(text: string, { decimals }: Pick<Token, "decimals">): bigint | undefined {
  const trimmed = text.trim();
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(trimmed)) return undefined;
  const [, fraction = ""] = trimmed.split(".");
  if (fraction.length > decimals) return undefined;
  return parseUnits(trimmed, decimals);
}

/** `0x1234…abcd`. */
export function shortHex(value: string, ends = 4): string {
  return value.length <= 2 * ends + 3 ? value : `${value.slice(0, 2 + ends)}…${value.slice(-ends)}`;
}

export function isSameAddress(a: Address | undefined, b: Address | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

const counts = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
export function formatCount(value: number | bigint): string {
  return counts.format(value);
}

/** Basis points as a percentage: `500` → `5 %`. */
export function formatBps(bps: number): string {
  return `${(bps / 100).toLocaleString("en-US", { maximumFractionDigits: 2 })} %`;
}

const dateTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const date = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

/** Unix seconds to a date and time in the reader's zone. */
export function formatTime(seconds: bigint | number): string {
  return dateTime.format(Number(seconds) * 1000);
}

export function formatDate(seconds: bigint | number): string {
  return date.format(Number(seconds) * 1000);
}

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
] as const;

/** The two largest parts of a duration: `90061` s → `1 d 1 h`. Zero and less is `0 s`. */
export function formatDuration(seconds: number): string {
  let rest = Math.max(0, Math.floor(seconds));
  const parts: string[] = [];
  for (const [unit, size] of UNITS) {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    if (amount > 0) parts.push(`${amount} ${unit}`);
    if (parts.length === 2) break;
  }
  return parts.join(" ") || "0 s";
}

/** How far `seconds` lies from `now`, both Unix seconds: `3 min ago`, `in 2 d 4 h`, `now`. */
export function formatRelative(seconds: bigint | number, now: bigint | number): string {
  const distance = Number(seconds) - Number(now);
  if (Math.abs(distance) < 5) return "now";
  return distance < 0 ? `${formatDuration(-distance)} ago` : `in ${formatDuration(distance)}`;
}
