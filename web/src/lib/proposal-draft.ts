/** A proposal as its author fills it in. */
import type { ArgumentContext } from "./argument-text.ts";
import { callData, emptyValue, type FormValue } from "./call-form.ts";
import type { RawCall } from "./call-words.ts";
import type { StoaConfig } from "./config.ts";
import { abiFunction, GOVERNED, type GovernedFunction } from "./governed-functions.ts";

export interface DraftCall {
  /** Its own for as long as the draft lives. */
  readonly key: number;
  readonly governed: GovernedFunction;
  readonly values: readonly FormValue[];
}

/** The form of a function with nothing filled in. */
export function draftCall(key: number, governed: GovernedFunction): DraftCall {
  return { key, governed, values: abiFunction(governed).item.inputs.map(emptyValue) };
}

export function firstCall(key: number): DraftCall {
  return draftCall(key, GOVERNED[0]!);
}

/** The calls for the chain; undefined while any of them is not filled in. */
export function draftCalls(
  calls: readonly DraftCall[],
  contracts: StoaConfig["contracts"],
  context: ArgumentContext,
): RawCall[] | undefined {
  const raw: RawCall[] = [];
  for (const { governed, values } of calls) {
    const { abi, item } = abiFunction(governed);
    const data = callData(abi, item, values, context);
    if (!data) return undefined;
    raw.push({ target: contracts[governed.contract], data });
  }
  return raw.length > 0 ? raw : undefined;
}

/** Votes that a proposer needs, base units. @param bps of the electorate */
export function thresholdOf(electorate: bigint, bps: number): bigint {
  return (electorate * BigInt(bps)) / 10_000n;
}
