/** A call as a form: a tree of texts that follows the function's parameters, and the calldata that it makes. */
import { encodeFunctionData, type Abi, type AbiFunction, type AbiParameter, type Hex } from "viem";
import { parseArgument, tokenAt, type ArgumentContext } from "./argument-text.ts";
import { unitOf } from "./argument-unit.ts";

/** One text for each plain parameter; lists for arrays and structs, in their order. */
export type FormValue = string | readonly FormValue[];

/** Components of a struct, or undefined for what is none. */
export function componentsOf(parameter: AbiParameter): readonly AbiParameter[] | undefined {
  return "components" in parameter ? parameter.components : undefined;
}

/** The parameter of an array's items, or undefined for what is no array. */
export function itemOf(parameter: AbiParameter): AbiParameter | undefined {
  return parameter.type.endsWith("[]") ? { ...parameter, type: parameter.type.slice(0, -2) } : undefined;
}

/** An empty form. Lists begin with one item. */
export function emptyValue(parameter: AbiParameter): FormValue {
  const item = itemOf(parameter);
  if (item) return [emptyValue(item)];
  const components = componentsOf(parameter);
  if (components) return components.map(emptyValue);
  if (parameter.type === "bool") return "false";
  return "internalType" in parameter && parameter.internalType?.startsWith("enum ") ? "0" : "";
}

/** What a struct, or a function, says of its token: amounts beside it are in that token. */
export function contextWithin(
  parameters: readonly AbiParameter[],
  values: readonly FormValue[],
  context: ArgumentContext,
): ArgumentContext {
  const place = parameters.findIndex(
    (each) => "internalType" in each && each.internalType === "contract IERC20",
  );
  const named = place < 0 ? undefined : values[place];
  return typeof named === "string" ? { ...context, token: tokenAt(named, context) } : context;
}

/** The values for viem; undefined when anything is missing or wrong. */
function parseValue(
  parameter: AbiParameter,
  given: FormValue | undefined,
  functionName: string,
  context: ArgumentContext,
): { readonly value: unknown } | undefined {
  const item = itemOf(parameter);
  const components = componentsOf(parameter);
  if (item) {
    if (typeof given === "string" || given === undefined) return undefined;
    return all(given.map((each) => parseValue(item, each, functionName, context)));
  }
  if (components) {
    if (typeof given === "string" || given === undefined) return undefined;
    const parsed = parseAll(components, given, functionName, context);
    return (
      parsed && {
        value: Object.fromEntries(components.map(({ name }, place) => [name, parsed.value[place]])),
      }
    );
  }
  if (typeof given !== "string") return undefined;
  const parsed = parseArgument(given, unitOf(parameter, functionName), parameter.type, context);
  return "value" in parsed ? parsed : undefined;
}

function parseAll(
  parameters: readonly AbiParameter[],
  values: readonly FormValue[],
  functionName: string,
  context: ArgumentContext,
) {
  const within = contextWithin(parameters, values, context);
  return all(
    parameters.map((parameter, place) => parseValue(parameter, values[place], functionName, within)),
  );
}

function all(parsed: readonly ({ readonly value: unknown } | undefined)[]) {
  const values: unknown[] = [];
  for (const each of parsed) {
    if (!each) return undefined;
    values.push(each.value);
  }
  return { value: values };
}

/** The calldata of a filled form; undefined while anything is missing, wrong, or too large for its type. */
export function callData(
  abi: Abi,
  { name, inputs }: AbiFunction,
  values: readonly FormValue[],
  context: ArgumentContext,
): Hex | undefined {
  const parsed = parseAll(inputs, values, name, context);
  if (!parsed) return undefined;
  try {
    return encodeFunctionData({ abi, functionName: name, args: parsed.value });
  } catch {
    return undefined;
  }
}
