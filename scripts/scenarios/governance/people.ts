import type { Address } from "viem";
import { demoAccount } from "../../start/accounts.ts";

/** The people of the year: demo accounts by name, with what the deployment has made them. */
export const PEOPLE = {
  Paula: 4,
  Alice: 5,
  Bruno: 6,
  // The guardian council.
  Greta: 7,
  Gustav: 8,
  Gina: 9,
  // The grants council.
  Clara: 10,
  Carl: 11,
  Cleo: 12,
  // The audit council.
  Dora: 13,
  Dan: 14,
  Dina: 15,
  // Whom the vestings pay.
  Tess: 16,
  Ivo: 17,
  // She builds for the market.
  Rosa: 19,
} as const;
export type Name = keyof typeof PEOPLE;

/** Accounts of the mnemonic past those that Hardhat funds: users with a little STOA and no power to speak of. */
export const FIRST_USER = 100;
export const USERS = 40;

export function nameOf(account: number): Name {
  const found = Object.entries(PEOPLE).find(([, index]) => index === account);
  if (!found) throw new Error(`Account ${account} has no name here.`);
  return found[0] as Name;
}

export function nameAt(address: Address): Name {
  const found = Object.values(PEOPLE).find((index) => demoAccount(index).address === address);
  if (found === undefined) throw new Error(`Nobody has a name at ${address}.`);
  return nameOf(found);
}
