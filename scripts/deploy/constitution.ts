/** The written constitution, as the contract knows it. */
import { readFileSync } from "node:fs";
import { keccak256, type Hex } from "viem";

const TEXT = new URL("../../contracts/dao/CONSTITUTION.md", import.meta.url);

/** keccak256 of the text's bytes, and where it is in the repository. */
export function constitutionText(): { readonly hash: Hex; readonly uri: string } {
  return { hash: keccak256(readFileSync(TEXT)), uri: "contracts/dao/CONSTITUTION.md" };
}
