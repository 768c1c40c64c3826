/** The demo's accounts on chain 31337: Hardhat's public mnemonic, known to everybody and worth nothing elsewhere. */
import { mnemonicToAccount } from "viem/accounts";
import { toHex, type Hex } from "viem";

const MNEMONIC = "test test test test test test test test test test test junk";

export function demoAccount(index: number) {
  return mnemonicToAccount(MNEMONIC, { addressIndex: index });
}

export function demoKey(index: number): Hex {
  const { privateKey } = demoAccount(index).getHdKey();
  if (!privateKey) throw new Error(`Account ${index} of the mnemonic has no private key.`);
  return toHex(privateKey);
}

export const DEMO_ROLES = [
  [0, "deployer, and admin of everything until the DAO is there"],
  [1, "gateway operator"],
  [2, "settler: sends the gateway's claims"],
  [3, "receipt key: signs the gateway's receipts"],
  [4, "publisher of the five services"],
  [5, "consumer with a deposit at the gateway"],
  [6, "consumer with test USDC and no deposit yet"],
] as const;
