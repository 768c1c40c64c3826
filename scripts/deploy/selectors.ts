import { toFunctionSelector, type Abi, type Hex } from "viem";

/** Selectors of functions by their names. Throws for a name that the ABI does not have. */
export function selectorsOf(abi: Abi, names: readonly string[]): Hex[] {
  return names.map((name) => {
    const found = abi.find((item) => item.type === "function" && item.name === name);
    if (found?.type !== "function") throw new Error(`No function ${name} in the ABI.`);
    return toFunctionSelector(found);
  });
}
