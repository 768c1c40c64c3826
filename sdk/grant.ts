/** A session grant: one wallet prompt that lets a program's key spend up to a cap at one gateway, until a date. */
import { zeroAddress, zeroHash, type Account, type Address, type Hex, type LocalAccount } from "viem";
import type { SessionGrant } from "../contracts/payment.ts";
import { escrowDomain, keyProofTypes, sessionGrantTypes } from "../contracts/typed-data.ts";
import { servicesRoot } from "./services-root.ts";

export interface GrantTerms {
  readonly payer: Address;
  /** The program's own key; never the payer's address. */
  readonly key: Address;
  readonly gateway: Address;
  /** Most that may ever be claimed with this key, token base units. */
  readonly cap: bigint;
  /** Most that one call may cost, token base units; no limit when absent. */
  readonly maxPerCall?: bigint;
  /** Unix seconds, chain time, after which the key serves no more. */
  readonly validBefore: bigint;
  /** Services the key may pay; all when absent. */
  readonly services?: readonly bigint[];
  /** Client app that earns the integrator's share of the fee. */
  readonly integrator?: Address;
  /** Greater than that of any earlier grant for this payer, gateway and key; 1 for a fresh key. */
  readonly nonce?: bigint;
}

/** A grant as a signer carries it and a gateway takes it. */
export interface SignedGrant {
  readonly grant: SessionGrant;
  readonly signature: Hex;
  /** The key's consent, with the Unix second until which it may be presented. */
  readonly keyProof: { readonly deadline: bigint; readonly signature: Hex };
  /** The service ids behind `grant.servicesRoot`, kept so that the signer can prove each. */
  readonly services?: readonly bigint[];
}

/** What a wallet must offer: viem's WalletClient with an account does. */
export interface GrantWallet {
  readonly account: Account;
  signTypedData(parameters: ReturnType<typeof grantTypedData> & { account: Account }): Promise<Hex>;
}

/** The struct that the payer signs, with defaults filled in. */
export function buildGrant(terms: GrantTerms): SessionGrant {
  return {
    payer: terms.payer,
    key: terms.key,
    gateway: terms.gateway,
    integrator: terms.integrator ?? zeroAddress,
    cap: terms.cap,
    maxPerCall: terms.maxPerCall ?? 0n,
    validBefore: terms.validBefore,
    servicesRoot: terms.services ? servicesRoot(terms.services) : zeroHash,
    nonce: terms.nonce ?? 1n,
  };
}

/** EIP-712 typed data of a grant, for any wallet that signs typed data. */
export function grantTypedData(vault: { chainId: number; address: Address }, grant: SessionGrant) {
  return {
    domain: escrowDomain(vault.chainId, vault.address),
    types: sessionGrantTypes,
    primaryType: "SessionGrant",
    message: grant,
  } as const;
}

/** The key's side: it consents to serve this payer at this gateway. `deadline` is Unix seconds, chain time. */
export async function signKeyProof(
  vault: { chainId: number; address: Address },
  key: LocalAccount,
  consent: { payer: Address; gateway: Address; deadline: bigint },
): Promise<SignedGrant["keyProof"]> {
  const signature = await key.signTypedData({
    domain: escrowDomain(vault.chainId, vault.address),
    types: keyProofTypes,
    primaryType: "KeyProof",
    message: consent,
  });
  return { deadline: consent.deadline, signature };
}

/** Builds the grant, has the wallet sign it (one prompt) and the key consent to it until the grant ends. */
export async function signGrant(
  vault: { chainId: number; address: Address },
  wallet: GrantWallet,
  key: LocalAccount,
  terms: Omit<GrantTerms, "payer" | "key">,
): Promise<SignedGrant> {
  const grant = buildGrant({ ...terms, payer: wallet.account.address, key: key.address });
  const signature = await wallet.signTypedData({ account: wallet.account, ...grantTypedData(vault, grant) });
  const keyProof = await signKeyProof(vault, key, {
    payer: grant.payer,
    gateway: grant.gateway,
    deadline: grant.validBefore,
  });
  return { grant, signature, keyProof, ...(terms.services ? { services: terms.services } : {}) };
}
