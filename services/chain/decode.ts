/** Calldata and logs in words, by the given ABI or the known ones. */
import {
  decodeEventLog,
  decodeFunctionData,
  toEventSelector,
  toFunctionSelector,
  type Abi,
  type AbiParameter,
  type Hex,
} from "viem";
import { KNOWN_ABIS, toJson } from "./abi.ts";

export interface NamedValue {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
}

export interface Decoded {
  /** Function or event. */
  readonly name: string;
  /** Four-byte selector of a function, topic of an event. */
  readonly selector: Hex;
  /** The known ABI it was found in; absent when the caller gave one. */
  readonly source?: string;
  readonly arguments: readonly NamedValue[];
}

/** `undefined` when no ABI has the selector or none fits the data. */
export function decodeCalldata(data: Hex, given: Abi | undefined): Decoded | undefined {
  const selector = data.slice(0, 10).toLowerCase() as Hex;
  for (const [source, abi] of candidates(given)) {
    const item = abi.find((entry) => entry.type === "function" && toFunctionSelector(entry) === selector);
    if (item?.type !== "function") continue;
    try {
      const { args = [] } = decodeFunctionData({ abi: [item], data });
      return { name: item.name, selector, ...source, arguments: nameValues(item.inputs, args) };
    } catch {
      continue;
    }
  }
  return undefined;
}

/** `undefined` when no ABI has the event or none fits topics and data. */
export function decodeLog(topics: readonly Hex[], data: Hex, given: Abi | undefined): Decoded | undefined {
  const [selector] = topics;
  if (!selector) return undefined;
  for (const [source, abi] of candidates(given)) {
    for (const item of abi) {
      if (item.type !== "event" || toEventSelector(item) !== selector.toLowerCase()) continue;
      try {
        const { args = [] } = decodeEventLog({ abi: [item], topics: [...topics] as [Hex, ...Hex[]], data });
        return { name: item.name, selector, ...source, arguments: nameValues(item.inputs, args) };
      } catch {
        continue;
      }
    }
  }
  return undefined;
}

function candidates(given: Abi | undefined): [{ source?: string }, Abi][] {
  if (given) return [[{}, given]];
  return Object.entries(KNOWN_ABIS).map(([name, abi]) => [{ source: name.replace(/Abi$/, "") }, abi]);
}

function nameValues(inputs: readonly AbiParameter[], args: unknown): NamedValue[] {
  return inputs.map(({ name, type }, index) => {
    const values = args as Record<string, unknown> & readonly unknown[];
    const value = Array.isArray(args) ? values[index] : values[name ?? index];
    return { name: name ?? "", type, value: toJson(value) };
  });
}
