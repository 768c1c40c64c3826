/** Pays calls with cumulative vouchers of the `stoa-voucher` scheme: one signature a call, no prompt, no transaction. */
import { zeroHash, type Address, type Hex, type LocalAccount } from "viem";
import {
  encodeWire,
  PAYMENT_IDENTIFIER,
  REFUSAL_EXTENSION,
  type PaymentRequired,
  type PaymentResponse,
  type Voucher,
  type VoucherOffer,
} from "../../contracts/payment.ts";
import { escrowDomain, voucherTypes } from "../../contracts/typed-data.ts";
import type { SignedGrant } from "../grant.ts";
import { readPaymentResponse } from "../receipt.ts";
import { servicesProof } from "../services-root.ts";
import type { CallPayment } from "./call-signer.ts";
import { checkOffer } from "./check-offer.ts";
import { checkReceipt } from "./check-receipt.ts";
import { OfferRefusedError } from "./errors.ts";
import { RunningTotals, type Share } from "./running-totals.ts";

export interface VoucherSignerOptions {
  /** The key that signs: a session key, or the payer's own. */
  readonly account: LocalAccount;
  readonly payer: Address;
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
  /** The gateway's receipt key when it is known from elsewhere; else the offer names it. */
  readonly receiptKey?: Address;
  /** Needed for a session key that is not registered on chain. */
  readonly grant?: SignedGrant;
  /** Most one call may cost, token base units. */
  readonly maxPerCall?: bigint;
  /**
   * Most that all vouchers of this signer may ever be worth, token base units. What the gateway says was charged on
   * the same key before counts as well: a gateway that lies about it gains no more than the budget.
   */
  readonly budget?: bigint;
}

export interface SignedPayment extends CallPayment {
  readonly offer: VoucherOffer;
  readonly voucher: Voucher;
  readonly paymentIdentifier: string;
  readonly share: Share;
}

export interface VoucherSigner {
  readonly payer: Address;
  readonly key: Address;
  /** Sum of the highest totals signed; never more than the budget. */
  signed(): bigint;
  /** Sum of what receipts prove was charged. */
  charged(): bigint;
  /**
   * Signs for one call, on top of all that are under way. `paymentIdentifier` names the call: the same name is charged
   * once. `age` is the seconds since the offer came, for an offer that is used again. Throws OfferRefusedError or
   * BudgetExceededError.
   */
  sign(required: PaymentRequired, paymentIdentifier: string, age?: bigint): Promise<SignedPayment>;
  /** Gives up the headroom of a payment that was refused or came back uncharged. */
  release(payment: SignedPayment): void;
  /** Checks the receipt and books it. Throws ReceiptInvalidError. */
  settle(payment: SignedPayment, response: unknown): Promise<PaymentResponse>;
}

export function createVoucherSigner(options: VoucherSignerOptions): VoucherSigner {
  const { account, payer, chainId, vault, gateway, grant } = options;
  const domain = escrowDomain(chainId, vault);
  const totals = new RunningTotals(options.budget);
  const expectations = { ...options, grant: grant?.grant };
  let epoch = 0;
  /** A gateway keeps a grant it has taken; until a receipt shows that it has, each payment carries it. */
  let grantKept = false;

  function grantFields(serviceId: bigint, code: string | undefined): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    if (!grant) return fields;
    if (grant.grant.servicesRoot !== zeroHash) fields["servicesProof"] = proofFor(grant, serviceId);
    if (grantKept && code !== "key_unknown") return fields;
    return { ...fields, grant: grant.grant, grantSignature: grant.signature, keyProof: grant.keyProof };
  }

  return {
    payer,
    key: account.address,
    signed: () => totals.signed,
    charged: () => totals.charged,

    async sign(required, paymentIdentifier, age = 0n) {
      const offer = checkOffer(required, expectations);
      const { extra } = offer;
      if (extra.epoch !== undefined) epoch = extra.epoch;
      const extraFields = grantFields(extra.serviceId, required.extensions?.[REFUSAL_EXTENSION]?.info.code);
      const report =
        extra.charged === undefined ? undefined : { charged: extra.charged, reserved: extra.reserved ?? 0n };
      const share = totals.take(extra.serviceId, epoch, offer.amount, report);
      const voucher: Voucher = {
        payer,
        gateway,
        key: account.address,
        serviceId: extra.serviceId,
        termsHash: extra.termsHash,
        epoch,
        cumulative: share.cumulative,
        validBefore: extra.now + age + BigInt(extra.voucherLife),
      };
      const signature = await account.signTypedData({
        domain,
        types: voucherTypes,
        primaryType: "Voucher",
        message: voucher,
      });
      return {
        payload: payloadOf(required, offer, { voucher, signature, ...extraFields }, paymentIdentifier),
        offer,
        voucher,
        paymentIdentifier,
        share,
      };
    },

    release: (payment) => totals.end(payment.share),

    async settle(payment, response) {
      const { offer, voucher, paymentIdentifier, share } = payment;
      try {
        const read = readPaymentResponse(response);
        await checkReceipt(read, {
          vault: { chainId, address: vault },
          receiptKey: options.receiptKey ?? offer.extra.receiptKey,
          offer,
          voucher,
          paymentIdentifier,
          signed: totals.signedFor(share.serviceId, share.epoch),
        });
        grantKept = true;
        totals.end(share, read.extra.receipt.chargedCumulative);
        return read;
      } catch (error) {
        totals.end(share);
        throw error;
      }
    },
  };
}

function proofFor({ services, grant }: SignedGrant, serviceId: bigint): Hex[] {
  const proof = servicesProof(services ?? [], serviceId);
  if (!proof)
    throw new OfferRefusedError(
      "service-not-granted",
      `service ${serviceId}`,
      `services of key ${grant.key}`,
    );
  return proof;
}

/** The x402 v2 PaymentPayload; `accepted` is the offer exactly as it came. */
function payloadOf(
  required: PaymentRequired,
  offer: VoucherOffer,
  payload: Record<string, unknown>,
  paymentIdentifier: string,
) {
  return {
    x402Version: 2,
    ...(required.resource === undefined ? {} : { resource: required.resource }),
    accepted: required.accepts.find(
      ({ scheme, network }) => scheme === offer.scheme && network === offer.network,
    ),
    payload: JSON.parse(encodeWire(payload)) as unknown,
    extensions: { [PAYMENT_IDENTIFIER]: { info: { required: true, id: paymentIdentifier } } },
  };
}
