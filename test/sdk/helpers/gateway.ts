/**
 * A gateway reduced to its side of the payment, so that tests can make it lie: the real one does not. It checks
 * vouchers as the real one does, with viem in place of the store and the chain.
 */
import { recoverTypedDataAddress, zeroHash, type Address, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import {
  callIdSchema,
  encodeWire,
  paymentPayloadSchema,
  PAYMENT_IDENTIFIER,
  REFUSAL_EXTENSION,
  VOUCHER_SCHEME,
  voucherPayloadSchema,
  type Receipt,
  type Voucher,
} from "../../../contracts/payment.ts";
import { escrowDomain, receiptTypes, voucherTypes } from "../../../contracts/typed-data.ts";
import { callIdOf } from "../../../sdk/receipt.ts";

export const CHAIN_ID = 31337;
export const VAULT: Address = "0x1111111111111111111111111111111111111111";
export const GATEWAY: Address = "0x2222222222222222222222222222222222222222";
export const OTHER: Address = "0x3333333333333333333333333333333333333333";
export const TERMS: Hex = `0x${"aa".repeat(32)}`;
const USDC: Address = "0x4444444444444444444444444444444444444444";
const NOW = 1_800_000_000n;
const LIFE = 3_600;

export interface Presented {
  readonly voucher: Voucher;
  readonly signature: Hex;
  readonly paymentIdentifier: string;
  readonly hasGrant: boolean;
}

const identifierSchema = z.object({ info: z.object({ id: callIdSchema }) });

/** Either a price (with what was refused), or a charge with its receipt; both as JSON. */
export type Verdict =
  { readonly required: Record<string, unknown> } | { readonly response: Record<string, unknown> };

export class Gateway {
  price = 20_000n;
  charged = 0n;
  reserved = 0n;
  epoch = 0;
  termsHash = TERMS;
  seq = 0n;
  readonly receiptKey = privateKeyToAccount(generatePrivateKey());
  /** Every payment that came in, good or bad. */
  readonly presented: Presented[] = [];
  readonly #charges = new Map<string, Verdict>();
  /** What it says of the ledger beside the truth. */
  reportedCharged: bigint | undefined;
  /** Changes made to a receipt before or after it is signed. */
  misstate: Partial<Receipt> = {};
  misstateAfterSigning: Partial<Receipt> = {};
  receiptSigner = this.receiptKey;
  /** Changes to `accepts[0]` and its extra. */
  offerChanges: Record<string, unknown> = {};
  extraChanges: Record<string, unknown> = {};

  required(code?: string): Record<string, unknown> {
    const known =
      code === undefined
        ? {}
        : { charged: this.reportedCharged ?? this.charged, reserved: this.reserved, epoch: this.epoch };
    return JSON.parse(
      encodeWire({
        x402Version: 2,
        error: code ? `The payment was refused: ${code}.` : "This tool costs money.",
        resource: { url: "mcp://tool/work" },
        accepts: [
          {
            scheme: VOUCHER_SCHEME,
            network: `eip155:${CHAIN_ID}`,
            amount: this.price,
            asset: USDC,
            payTo: VAULT,
            maxTimeoutSeconds: 300,
            extra: {
              name: "Stoa Escrow",
              version: "1",
              vault: VAULT,
              gateway: GATEWAY,
              receiptKey: this.receiptKey.address,
              serviceId: 7n,
              termsHash: this.termsHash,
              voucherLife: LIFE,
              now: NOW,
              ...known,
              ...this.extraChanges,
            },
            ...this.offerChanges,
          },
        ],
        ...(code ? { extensions: { [REFUSAL_EXTENSION]: { info: { code, details: {} } } } } : {}),
      }),
    ) as Record<string, unknown>;
  }

  async pay(payload: unknown): Promise<Verdict> {
    const { extensions, payload: inner } = paymentPayloadSchema.parse(payload);
    const { voucher, signature, grant } = voucherPayloadSchema.parse(inner);
    const { id: paymentIdentifier } = identifierSchema.parse(extensions?.[PAYMENT_IDENTIFIER]).info;
    this.presented.push({ voucher, signature, paymentIdentifier, hasGrant: grant !== undefined });
    const before = this.#charges.get(paymentIdentifier);
    if (before) return before;
    const refusal = await this.#refusalOf(voucher, signature);
    if (refusal) return { required: this.required(refusal) };
    this.charged += this.price;
    this.seq += 1n;
    const verdict = { response: await this.#receipt(voucher, paymentIdentifier) };
    this.#charges.set(paymentIdentifier, verdict);
    return verdict;
  }

  async #refusalOf(voucher: Voucher, signature: Hex): Promise<string | undefined> {
    const signer = await recoverTypedDataAddress({
      domain: escrowDomain(CHAIN_ID, VAULT),
      types: voucherTypes,
      primaryType: "Voucher",
      message: voucher,
      signature,
    });
    if (signer !== voucher.key) return "bad_signature";
    if (voucher.epoch !== this.epoch) return "wrong_epoch";
    if (voucher.termsHash !== this.termsHash) return "wrong_terms";
    if (voucher.validBefore < NOW + BigInt(LIFE)) return "voucher_expired";
    return voucher.cumulative < this.charged + this.reserved + this.price ? "voucher_too_low" : undefined;
  }

  async #receipt(voucher: Voucher, paymentIdentifier: string): Promise<Record<string, unknown>> {
    const receipt: Receipt = {
      callId: callIdOf(paymentIdentifier),
      payer: voucher.payer,
      gateway: voucher.gateway,
      key: voucher.key,
      serviceId: voucher.serviceId,
      termsHash: voucher.termsHash,
      epoch: voucher.epoch,
      seq: this.seq,
      price: this.price,
      chargedCumulative: this.charged,
      requestHash: zeroHash,
      responseHash: zeroHash,
      status: 0,
      issuedAt: NOW,
      ...this.misstate,
    };
    const receiptSignature = await this.receiptSigner.signTypedData({
      domain: escrowDomain(CHAIN_ID, VAULT),
      types: receiptTypes,
      primaryType: "Receipt",
      message: receipt,
    });
    const extra = { receipt: { ...receipt, ...this.misstateAfterSigning }, receiptSignature };
    return JSON.parse(
      encodeWire({
        success: true,
        payer: voucher.payer,
        transaction: "",
        network: `eip155:${CHAIN_ID}`,
        amount: this.price,
        extra,
      }),
    ) as Record<string, unknown>;
  }
}
