import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { SignedGrant } from "../../../sdk/grant.ts";
import { signGrant, type GrantTerms } from "../../../sdk/grant.ts";
import { createVoucherSigner, type VoucherSignerOptions } from "../../../sdk/signer/create-voucher-signer.ts";
import { CHAIN_ID, GATEWAY, VAULT } from "./gateway.ts";

export const payer = privateKeyToAccount(generatePrivateKey());
export const key = privateKeyToAccount(generatePrivateKey());

export function newSigner(options: Partial<VoucherSignerOptions> = {}) {
  return createVoucherSigner({
    account: key,
    payer: payer.address,
    chainId: CHAIN_ID,
    vault: VAULT,
    gateway: GATEWAY,
    ...options,
  });
}

export function newGrant(terms: Partial<GrantTerms> = {}): Promise<SignedGrant> {
  const wallet = { account: payer, signTypedData: payer.signTypedData };
  return signGrant({ chainId: CHAIN_ID, address: VAULT }, wallet as never, key, {
    gateway: GATEWAY,
    cap: 1_000_000n,
    validBefore: 1_900_000_000n,
    ...terms,
  });
}
