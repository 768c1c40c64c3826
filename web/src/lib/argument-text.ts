/** Arguments of a governed call as a person types and reads them: percent, days, dates, amounts with their symbol. */
import {
  getAddress,
  hexToString,
  isAddress,
  isHex,
  size,
  stringToHex,
  trim,
  type Address,
  type Hex,
} from "viem";
import { OUTCOME_LABEL } from "./cases.ts";
import { DAY } from "./days.ts";
import { formatAmount, formatBps, formatMoney, formatTime, parseAmount, type Token } from "./format.ts";
import { CLASS_LABEL } from "./labels.ts";
import { roleLabel } from "./tiers.ts";
import type { Unit } from "./argument-unit.ts";

/** A token with its address. */
export interface KnownToken extends Token {
  readonly address: Address;
}

export interface ArgumentContext {
  /** The vault's token. */
  readonly money: KnownToken;
  readonly stoa: KnownToken;
  /** The token that the call names, once it is known. */
  readonly token?: KnownToken | undefined;
  /** The deployment's name for an address. */
  readonly nameOf: (address: Address) => string | undefined;
}

/** In the order of `ServiceClass` in IFeeSchedule.sol. */
const CLASSES = Object.values(CLASS_LABEL);
/** In the order of `Outcome` in ICases.sol. */
export const OUTCOMES = Object.values(OUTCOME_LABEL).map(({ label }) => label);

/** Values are what viem encodes; a problem is a sentence. */
export type Parsed = { readonly value: unknown } | { readonly problem: string };

const value = (parsed: unknown): Parsed => ({ value: parsed });
const problem = (words: string): Parsed => ({ problem: words });

/** Numbers of up to 48 bits are plain numbers to viem. */
const sized = (number: bigint, type: string) =>
  Number(/^u?int(\d+)$/.exec(type)?.[1] ?? 256) <= 48 ? Number(number) : number;

/** @param type the parameter's, in Solidity */
export function parseArgument(text: string, unit: Unit, type: string, context: ArgumentContext): Parsed {
  const trimmed = text.trim();
  if (trimmed === "" && unit !== "text") return problem("This is needed.");
  switch (unit) {
    case "percent": {
      const bps = parseAmount(trimmed, { decimals: 2 });
      return bps === undefined || bps > 10_000n
        ? problem("A percentage from 0 to 100, with at most 2 decimals, is needed.")
        : value(sized(bps, type));
    }
    case "duration": {
      const micro = parseAmount(trimmed, { decimals: 6 });
      return micro === undefined
        ? problem("A number of days is needed.")
        : value(sized((micro * DAY + 500_000n) / 1_000_000n, type));
    }
    case "moment": {
      const at = Date.parse(trimmed);
      return Number.isNaN(at) ? problem("A date is needed.") : value(sized(BigInt(at) / 1_000n, type));
    }
    case "money":
    case "stoa":
    case "amount": {
      const token = tokenOf(unit, context);
      const amount = token ? parseAmount(trimmed, token) : wholeNumber(trimmed);
      if (amount !== undefined) return value(sized(amount, type));
      return problem(
        token
          ? `A number with at most ${token.decimals} decimals is needed.`
          : "A number of base units is needed.",
      );
    }
    case "class":
    case "outcome":
    case "role":
    case "number": {
      const number = wholeNumber(trimmed);
      return number === undefined ? problem("A whole number is needed.") : value(sized(number, type));
    }
    case "boolean":
      return value(trimmed === "true");
    case "name":
      return size(stringToHex(trimmed)) > 32
        ? problem("At most 32 bytes fit.")
        : value(stringToHex(trimmed, { size: 32 }));
    case "hex":
      return parseHex(trimmed, type);
    case "token":
    case "council":
    case "address":
      return isAddress(trimmed) ? value(getAddress(trimmed)) : problem("An address is needed.");
    case "text":
      return value(text);
  }
}

function wholeNumber(text: string): bigint | undefined {
  return /^\d+$/.test(text) ? BigInt(text) : undefined;
}

function parseHex(text: string, type: string): Parsed {
  const bytes = Number(/^bytes(\d+)$/.exec(type)?.[1] ?? Number.NaN);
  if (!isHex(text) || text.length % 2 !== 0) return problem("Hex digits after 0x are needed.");
  return Number.isNaN(bytes) || size(text) === bytes ? value(text) : problem(`${bytes} bytes are needed.`);
}

function tokenOf(unit: Unit, { money, stoa, token }: ArgumentContext): KnownToken | undefined {
  if (unit === "money") return money;
  return unit === "stoa" ? stoa : token;
}

/** A decoded argument in words. */
export function argumentWords(argument: unknown, unit: Unit, context: ArgumentContext): string {
  switch (unit) {
    case "percent":
      return formatBps(Number(argument));
    case "duration":
      return `${formatAmount((BigInt(argument as number) * 1_000_000n) / DAY, { decimals: 6 }).replace(/\.?0+$/, "")} days`;
    case "moment":
      return formatTime(argument as number | bigint);
    case "money":
    case "stoa":
    case "amount": {
      const token = tokenOf(unit, context);
      return token ? formatMoney(argument as bigint, token) : `${argument} base units`;
    }
    case "class":
      return CLASSES[Number(argument)] ?? `Class ${argument}`;
    case "outcome":
      return OUTCOMES[Number(argument)] ?? `Outcome ${argument}`;
    case "role":
      return roleLabel(BigInt(argument as bigint));
    case "boolean":
      return argument ? "Yes" : "No";
    case "name":
      return hexToString(trim(argument as Hex, { dir: "right" }));
    case "token":
      return tokenAt(argument as Address, context)?.symbol ?? (argument as Address);
    case "council":
    case "address": {
      const name = context.nameOf(argument as Address);
      return name ? `${name} (${argument})` : String(argument);
    }
    default:
      return String(argument);
  }
}

/** The token at an address, of the two that are known. */
export function tokenAt(address: string, { money, stoa }: ArgumentContext): KnownToken | undefined {
  return [money, stoa].find((token) => token.address.toLowerCase() === address.toLowerCase());
}
