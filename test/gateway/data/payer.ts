/** A payer and its keys, who sign as the SDK does, and as it never would. */
import { randomUUID } from "node:crypto";
import { keccak256, zeroAddress, zeroHash, type Address, type Hex, type LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { encodeWire, type SessionGrant, type Voucher } from "../../../contracts/payment.ts";
import {
  escrowDomain,
  keyProofTypes,
  sessionGrantTypes,
  voucherTypes,
} from "../../../contracts/typed-data.ts";

export const CHAIN_ID = 31337;
export const VAULT: Address = "0x1111111111111111111111111111111111111111";
export const GATEWAY: Address = "0x2222222222222222222222222222222222222222";
export const USDC: Address = "0x4444444444444444444444444444444444444444";
export const SUBSCRIPTIONS: Address = "0x5555555555555555555555555555555555555555";
export const STREAMS: Address = "0x6666666666666666666666666666666666666666";
export const NOW = 1_800_000_000n;
export const CLAIM_AGE = 60;

const domain = escrowDomain(CHAIN_ID, VAULT);

export function newAccount(): LocalAccount {
  return privateKeyToAccount(generatePrivateKey());
}

export interface PaymentOptions {
  readonly payer: LocalAccount;
  /** Signs; the payer itself when absent. */
  readonly key?: LocalAccount;
  readonly voucher: Partial<Voucher> & Pick<Voucher, "serviceId" | "termsHash" | "cumulative">;
  readonly identifier?: string;
  /** Instead of the true one. */
  readonly signature?: (signature: Hex) => Hex;
  readonly grant?: SignedGrant;
  readonly servicesProof?: readonly Hex[];
  readonly network?: string;
  readonly scheme?: string;
}

export interface SignedGrant {
  readonly grant: SessionGrant;
  readonly grantSignature: Hex;
  readonly keyProof: { readonly deadline: bigint; readonly signature: Hex };
}

/** The PaymentPayload as JSON. */
export async function pay(options: PaymentOptions): Promise<Record<string, unknown>> {
  const { payer, key = payer, identifier } = options;
  const voucher: Voucher = {
    payer: payer.address,
    gateway: GATEWAY,
    key: key.address,
    epoch: 0,
    validBefore: NOW + 14n * 86_400n,
    ...options.voucher,
  };
  const signature = await key.signTypedData({
    domain,
    types: voucherTypes,
    primaryType: "Voucher",
    message: voucher,
  });
  const { network = `eip155:${CHAIN_ID}`, scheme = "stoa-voucher", servicesProof } = options;
  const wire = {
    x402Version: 2,
    accepted: { scheme, network },
    payload: {
      voucher,
      signature: options.signature?.(signature) ?? signature,
      ...options.grant,
      servicesProof,
    },
    extensions: identifier && { "payment-identifier": { info: { required: true, id: identifier } } },
  };
  return JSON.parse(encodeWire(wire)) as Record<string, unknown>;
}

export async function grantTo(
  payer: LocalAccount,
  key: LocalAccount,
  changes: Partial<SessionGrant> = {},
  wrong: { readonly signer?: LocalAccount; readonly prover?: LocalAccount; readonly deadline?: bigint } = {},
): Promise<SignedGrant> {
  const grant: SessionGrant = {
    payer: payer.address,
    key: key.address,
    gateway: GATEWAY,
    integrator: zeroAddress,
    cap: 1_000_000n,
    maxPerCall: 0n,
    validBefore: NOW + 86_400n,
    servicesRoot: zeroHash,
    nonce: 1n,
    ...changes,
  };
  const grantSignature = await (wrong.signer ?? payer).signTypedData({
    domain,
    types: sessionGrantTypes,
    primaryType: "SessionGrant",
    message: grant,
  });
  const deadline = wrong.deadline ?? grant.validBefore;
  const signature = await (wrong.prover ?? key).signTypedData({
    domain,
    types: keyProofTypes,
    primaryType: "KeyProof",
    message: { payer: grant.payer, gateway: grant.gateway, deadline },
  });
  return { grant, grantSignature, keyProof: { deadline, signature } };
}

export function newCallId(): string {
  return randomUUID();
}

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The other signature of the same message by the same key: s mirrored, v flipped. */
export function highS(signature: Hex): Hex {
  const s = ORDER - BigInt(`0x${signature.slice(66, 130)}`);
  const v = signature.slice(130) === "1b" ? "1c" : "1b";
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}${v}` as Hex;
}

/** EIP-2098: 64 bytes, the parity in the top bit of s. */
export function compact(signature: Hex): Hex {
  const parity = signature.slice(130) === "1c" ? 1n << 255n : 0n;
  const s = BigInt(`0x${signature.slice(66, 130)}`) | parity;
  return `${signature.slice(0, 66)}${s.toString(16).padStart(64, "0")}` as Hex;
}

/** keccak256 of a text, as call ids and terms are named. */
export function hashOf(text: string): Hex {
  return keccak256(Buffer.from(text));
}
