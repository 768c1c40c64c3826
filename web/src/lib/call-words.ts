/** What a proposal's call does: decoded by the ABIs of the deployment, in words, with the unknown said to be unknown. */
import { decodeFunctionData, type AbiParameter, type Hex } from "viem";
import { functionOf } from "../../../indexer/call.ts";
import { argumentWords, tokenAt, type ArgumentContext } from "./argument-text.ts";
import { argumentLabel, unitOf } from "./argument-unit.ts";
import { componentsOf, itemOf } from "./call-form.ts";
import type { ContractName, StoaConfig } from "./config.ts";
import { DEPLOYED_ABIS } from "../../../contracts/deployed-abis.ts";
import { contractNameOf } from "./contract-name.ts";
import { governedFunctions } from "./governed-functions.ts";

export interface RawCall {
  readonly target: Hex;
  readonly data: Hex;
}

export interface CallWords {
  /** The deployment's name for the target. */
  readonly contract: ContractName | undefined;
  /** Undefined when the target has no such function that is known here. */
  readonly functionName: string | undefined;
  /** What it does, where that is known in words. */
  readonly title: string | undefined;
  /** Its arguments, each with its name. */
  readonly rows: readonly (readonly [label: string, words: string])[];
}

/** What a council does by its role, and no vote. */
const OF_COUNCILS: Readonly<Record<string, string>> = { giveRuling: "Rule on a case" };

export function callWords(
  { target, data }: RawCall,
  contracts: StoaConfig["contracts"],
  context: ArgumentContext,
): CallWords {
  const contract = contractNameOf(contracts, target);
  const unknown = { contract, functionName: undefined, title: undefined, rows: [] };
  if (!contract) return unknown;
  const abi = DEPLOYED_ABIS[contract];
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data });
    const found = functionOf(abi, data.slice(0, 10) as Hex);
    if (!found) return unknown;
    return {
      contract,
      functionName,
      title:
        governedFunctions(contract).find(({ name }) => name === functionName)?.title ??
        OF_COUNCILS[functionName],
      rows: rowsOf(found.inputs, args as readonly unknown[], functionName, context),
    };
  } catch {
    return unknown;
  }
}

function rowsOf(
  parameters: readonly AbiParameter[],
  values: readonly unknown[],
  functionName: string,
  context: ArgumentContext,
  prefix = "",
): (readonly [string, string])[] {
  const place = parameters.findIndex(
    (each) => "internalType" in each && each.internalType === "contract IERC20",
  );
  const within = place < 0 ? context : { ...context, token: tokenAt(String(values[place]), context) };
  return parameters.flatMap((parameter, index) => {
    const label = prefix + argumentLabel(parameter.name, index);
    return rowsOfOne(parameter, values[index], label, functionName, within);
  });
}

function rowsOfOne(
  parameter: AbiParameter,
  value: unknown,
  label: string,
  functionName: string,
  context: ArgumentContext,
): (readonly [string, string])[] {
  const item = itemOf(parameter);
  const components = componentsOf(parameter);
  if (item)
    return (value as readonly unknown[]).flatMap((each, index) =>
      rowsOfOne(item, each, `${label.replace(/s$/, "")} ${index + 1}`, functionName, context),
    );
  if (components) {
    const struct = value as Readonly<Record<string, unknown>>;
    const values = components.map(({ name }) => struct[name ?? ""]);
    return rowsOf(components, values, functionName, context, `${label} · `);
  }
  return [[label, argumentWords(value, unitOf(parameter, functionName), context)]];
}
