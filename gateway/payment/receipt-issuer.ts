import { hexToBytes, type Address, type Hex } from "viem";
import type { Receipt } from "../../contracts/payment.ts";
import { escrowDomain, receiptTypes } from "../../contracts/typed-data.ts";
import type { ReceiptIssuer } from "../ledger/sign-receipts.ts";
import { signDigest } from "./signature.ts";
import { createTypedDataHasher } from "./typed-data-hasher.ts";

export interface IssuerConfig {
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
  readonly receiptKey: Hex;
}

/** Signs receipts with the gateway's receipt key (EIP-712, in the vault's domain). */
export function createReceiptIssuer(options: IssuerConfig): ReceiptIssuer {
  const hasher = createTypedDataHasher<Receipt>(escrowDomain(options.chainId, options.vault), receiptTypes);
  const privateKey = hexToBytes(options.receiptKey, { size: 32 });
  return {
    gateway: options.gateway,
    digest: (receipt) => hasher.digest(receipt),
    sign: (digest) => signDigest(digest, privateKey),
  };
}
