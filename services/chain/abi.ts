/** ABIs as callers send them, and those that are known here. */
import { erc20Abi, erc721Abi, parseAbi, type Abi, type AbiFunction, type AbiParameter } from "viem";
import { z } from "zod";
import * as generated from "../../contracts/generated.ts";

export const abiSchema = z
  .union([
    z.array(z.string().max(1_000)).min(1).max(500),
    z
      .array(z.looseObject({ type: z.string() }))
      .min(1)
      .max(500),
  ])
  .describe(
    'JSON ABI, or signatures such as "function transfer(address to, uint256 amount) returns (bool)".',
  );

/** Stoa's contracts, ERC-20 and ERC-721. */
export const KNOWN_ABIS: Readonly<Record<string, Abi>> = { ...generated, erc20Abi, erc721Abi };

/** Throws viem's own error, which says what in the ABI is wrong. */
export function readAbi(given: z.output<typeof abiSchema>): Abi {
  const signatures = given.filter((entry) => typeof entry === "string");
  return signatures.length > 0 ? (parseAbi(signatures) as Abi) : (given as unknown as Abi);
}

/** The function to call: by name, or by full signature where a name has several. Throws a RangeError. */
export function findFunction(abi: Abi, name: string): AbiFunction {
  const functions = abi.filter((item) => item.type === "function");
  const found = functions.filter(
    (item) => item.name === name || signatureOf(item) === name.replace(/\s/g, ""),
  );
  const [only, another] = found;
  if (only && !another) return only;
  const known = (only ? found : functions).map(signatureOf).slice(0, 20).join(", ");
  throw new RangeError(
    only
      ? `"${name}" has several forms; name one: ${known}.`
      : `There is no function "${name}". There are: ${known}.`,
  );
}

function signatureOf({ name, inputs }: AbiFunction): string {
  return `${name}(${inputs.map(typeOf).join(",")})`;
}

function typeOf(parameter: AbiParameter): string {
  if (!("components" in parameter)) return parameter.type;
  return `(${parameter.components.map(typeOf).join(",")})${parameter.type.slice("tuple".length)}`;
}

/** JSON to what viem encodes: whole numbers become bigints. Throws a TypeError naming the argument. */
export function readArguments(inputs: readonly AbiParameter[], values: readonly unknown[]): unknown[] {
  if (values.length !== inputs.length)
    throw new TypeError(`The function takes ${inputs.length} arguments, these are ${values.length}.`);
  return inputs.map((input, index) => readValue(input, values[index], input.name || `argument ${index + 1}`));
}

function readValue(parameter: AbiParameter, value: unknown, path: string): unknown {
  const { type } = parameter;
  const list = /^(.*)\[\d*\]$/.exec(type);
  if (list) {
    if (!Array.isArray(value)) throw new TypeError(`${path} is a list of ${list[1]}.`);
    const entry = { ...parameter, type: list[1] ?? "" };
    return value.map((item, index) => readValue(entry, item, `${path}[${index}]`));
  }
  if (type === "tuple" && "components" in parameter) {
    if (typeof value !== "object" || value === null) throw new TypeError(`${path} is an object.`);
    const fields = value as Record<string, unknown>;
    return Object.fromEntries(
      parameter.components.map((field, index) => {
        const name = field.name ?? String(index);
        return [name, readValue(field, fields[name], `${path}.${name}`)];
      }),
    );
  }
  if (!/^u?int\d*$/.test(type)) return value;
  const isWhole =
    typeof value === "number" ? Number.isSafeInteger(value) : /^(-?\d+|0x[\da-f]+)$/i.test(String(value));
  if (!isWhole) throw new TypeError(`${path} is a whole number: digits, as text when it is large.`);
  return BigInt(value as string | number);
}

/** Bigints as decimal text. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
  return value;
}
