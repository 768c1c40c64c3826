/** The demo's accounts on chain 31337: Hardhat's public mnemonic, known to everybody and worth nothing elsewhere. */
import { toHex, type Hex } from "viem";
import {
  mnemonicToAccount,
  privateKeyToAccount,
  type HDAccount,
  type PrivateKeyAccount,
} from "viem/accounts";

const MNEMONIC = "test test test test test test test test test test test junk";

/** Where wallets keep the accounts of a mnemonic. */
const PATH = "m/44'/60'/0'/0";

/** Found once: to make a key of a mnemonic takes long on purpose. */
let parent: ReturnType<HDAccount["getHdKey"]> | undefined;
const accounts = new Map<number, PrivateKeyAccount>();

export function demoAccount(index: number): PrivateKeyAccount {
  const account = accounts.get(index) ?? privateKeyToAccount(demoKey(index));
  accounts.set(index, account);
  return account;
}

export function demoKey(index: number): Hex {
  parent ??= mnemonicToAccount(MNEMONIC, { path: PATH }).getHdKey();
  const { privateKey } = parent.deriveChild(index);
  if (!privateKey) throw new Error(`Account ${index} of the mnemonic has no private key.`);
  return toHex(privateKey);
}

/** Hardhat's node gives ether to so many of them. */
const FUNDED = 20;
let addresses: ReadonlySet<string> | undefined;

/** Whether a checksummed address is of an account whose key everybody knows. */
export function isDemoAddress(address: string): boolean {
  addresses ??= new Set(Array.from({ length: FUNDED }, (_, index) => demoAccount(index).address));
  return addresses.has(address);
}

export const DEMO_ROLES = [
  [0, "deployer, with no power left"],
  [1, "gateway operator"],
  [2, "settler: sends the gateway's claims"],
  [3, "receipt key: signs the gateway's receipts"],
  [4, "publisher of the five services"],
  [5, "consumer with a deposit at the gateway"],
  [6, "consumer with test USDC and no deposit yet"],
  [7, "guardian council, with 8 and 9: two of three cancel what must not pass"],
  [10, "grants council, with 11 and 12: pays from its budget"],
  [13, "audit council, with 14 and 15: attests, and rules on disputes"],
  [16, "the team's vesting pays it; 17 is the investors'"],
  [18, "issuer of the credentials that members enrol with"],
] as const;
