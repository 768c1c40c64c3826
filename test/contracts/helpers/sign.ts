/** Messages of payers and session keys, signed as the SDK signs them: with the types of contracts/typed-data.ts. */
import { zeroAddress, zeroHash, type Address, type Hex, type LocalAccount } from "viem";
import { keyProofTypes, sessionGrantTypes, voucherTypes } from "../../../contracts/typed-data.ts";
import { DAY, now, type Person } from "./chain.ts";
import { USDC, type Market, type Quote } from "./market.ts";

export interface Voucher {
  payer: Address;
  gateway: Address;
  key: Address;
  serviceId: bigint;
  termsHash: Hex;
  epoch: number;
  cumulative: bigint;
  validBefore: bigint;
}

export interface Row {
  voucher: Voucher;
  signature: Hex;
  charged: bigint;
  termsId: Hex;
  feeVersion: number;
  servicesProof: Hex[];
}

export interface Grant {
  payer: Address;
  key: Address;
  gateway: Address;
  integrator: Address;
  cap: bigint;
  maxPerCall: bigint;
  validBefore: bigint;
  servicesRoot: Hex;
  nonce: bigint;
}

export interface SignedGrant {
  grant: Grant;
  grantSignature: Hex;
  proofDeadline: bigint;
  keyProof: Hex;
}

/** Somebody who signs; who sends is another matter. */
export type Signer = Pick<Person, "address" | "account">;

interface RowWishes {
  /** Signs the voucher; the payer unless named. */
  by?: Signer;
  quote?: Quote;
  charged: bigint;
  voucher?: Partial<Voucher>;
  row?: Partial<Omit<Row, "voucher" | "charged">>;
}

/** A claim row that passes, but for what the wishes change. The signature covers the changes to the voucher. */
export async function row(market: Market, wishes: RowWishes): Promise<Row> {
  const signer = wishes.by ?? market.payer;
  const quote = wishes.quote ?? market.service;
  const voucher: Voucher = {
    payer: market.payer.address,
    gateway: market.gateway.address,
    key: signer.address,
    serviceId: quote.serviceId,
    termsHash: quote.termsHash,
    epoch: 0,
    cumulative: wishes.charged,
    validBefore: (await now()) + 14n * DAY,
    ...wishes.voucher,
  };
  return {
    voucher,
    signature: await signVoucher(market, signer.account, voucher),
    charged: wishes.charged,
    termsId: quote.termsId,
    feeVersion: quote.feeVersion,
    servicesProof: [],
    ...wishes.row,
  };
}

export function signVoucher({ domain }: Market, account: LocalAccount, message: Voucher): Promise<Hex> {
  return account.signTypedData({ domain, types: voucherTypes, primaryType: "Voucher", message });
}

/** A grant from the payer to `market.key` for $100 over 30 days, but for what `changes` says, signed by both. */
export async function signedGrant(
  market: Market,
  changes: Partial<Grant> = {},
  signers: { payer?: Signer; key?: Signer; proofDeadline?: bigint } = {},
): Promise<SignedGrant> {
  const { domain } = market;
  const grant: Grant = {
    payer: market.payer.address,
    key: market.key.address,
    gateway: market.gateway.address,
    integrator: zeroAddress,
    cap: 100n * USDC,
    maxPerCall: 0n,
    validBefore: (await now()) + 30n * DAY,
    servicesRoot: zeroHash,
    nonce: 1n,
    ...changes,
  };
  const proofDeadline = signers.proofDeadline ?? (await now()) + DAY;
  const payer = (signers.payer ?? market.payer).account;
  const key = (signers.key ?? market.key).account;
  return {
    grant,
    grantSignature: await payer.signTypedData({
      domain,
      types: sessionGrantTypes,
      primaryType: "SessionGrant",
      message: grant,
    }),
    proofDeadline,
    keyProof: await key.signTypedData({
      domain,
      types: keyProofTypes,
      primaryType: "KeyProof",
      message: { payer: grant.payer, gateway: grant.gateway, deadline: proofDeadline },
    }),
  };
}
