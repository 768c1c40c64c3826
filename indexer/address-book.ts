/** Whose an address is, and what can be called there: the contracts of one deployment. */
import type { Abi, Address } from "viem";
import { DEPLOYED_ABIS } from "../contracts/deployed-abis.ts";
import type { Deployment } from "../contracts/deployment.ts";

type Name = keyof Deployment["contracts"];

export interface Entry {
  /** In the deployment. */
  readonly name: Name;
  readonly abi: Abi;
}

/** By address in lower case. */
export type AddressBook = Readonly<Record<string, Entry>>;

export function addressBook(contracts: Readonly<Record<Name, Address>>): AddressBook {
  const entries = Object.entries(DEPLOYED_ABIS).map(([name, abi]) => {
    const entry: Entry = { name: name as Name, abi };
    return [contracts[entry.name].toLowerCase(), entry] as const;
  });
  return Object.fromEntries(entries);
}
