/** Everything about a payment that needs no books: form, chain, service, terms, time, signature, key. */
import { stringToBytes, type Address, type Hex } from "viem";
import { VOUCHER_SCHEME, type Voucher } from "../../contracts/payment.ts";
import { escrowDomain, voucherTypes } from "../../contracts/typed-data.ts";
import type { AccountView, ChainView, ServiceView, TermsView } from "../chain/types.ts";
import type { Ledger, ReserveRequest, UseRequest } from "../ledger/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { createUseChecker } from "./check-use.ts";
import { keccak256 } from "./keccak.ts";
import { checkKeyTerms } from "./key-terms.ts";
import { readPayment, type SentPayment, type VoucherPayment } from "./read-payment.ts";
import { createKeyResolver } from "./session-key.ts";
import { recoverSigner } from "./signature.ts";
import { spell } from "./spelling.ts";
import { createTypedDataHasher } from "./typed-data-hasher.ts";

export interface PaymentConfig {
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
  readonly subscriptions: Address;
  readonly streams: Address;
  /** Seconds after which a charge is claimed. */
  readonly claimAge: number;
}

/** What is asked and paid for. */
export interface PricedCall {
  readonly service: ServiceView;
  readonly terms: TermsView;
  readonly tool: string;
  /** Token base units. */
  readonly price: bigint;
  /** SHA-256 of the request without its payment. */
  readonly requestHash: Hex;
  /** Chain time after which the reservation is void, Unix seconds. */
  readonly expiresAt: bigint;
}

export type CheckedPayment =
  | { readonly ok: true; readonly by: "voucher"; readonly reserve: ReserveRequest }
  | { readonly ok: true; readonly by: "use"; readonly use: UseRequest }
  /** `signer` is there once the voucher's signature was found good: such a caller may see its ledger. */
  | { readonly ok: false; readonly refusal: Refusal; readonly signer?: Voucher };

export type PaymentChecker = (sent: SentPayment, call: PricedCall) => Promise<CheckedPayment>;

export function createPaymentChecker(
  deps: { readonly chain: ChainView; readonly ledger: Pick<Ledger, "grantOf"> },
  config: PaymentConfig,
): PaymentChecker {
  const { chain } = deps;
  const network = `eip155:${config.chainId}`;
  const vouchers = createTypedDataHasher<Voucher>(escrowDomain(config.chainId, config.vault), voucherTypes);
  const ownGateway = spell(config.gateway);
  const resolveKey = createKeyResolver({ ...deps, ...config });
  const checkUse = createUseChecker({ chain, resolveKey }, config);

  function checkFields({ voucher }: VoucherPayment, call: PricedCall): Refusal | undefined {
    if (voucher.gateway !== ownGateway)
      return refuse("wrong_gateway", { signed: voucher.gateway, expected: ownGateway });
    const { serviceId } = call.service;
    if (voucher.serviceId !== serviceId)
      return refuse("wrong_service", { signed: voucher.serviceId, expected: serviceId });
    return undefined;
  }

  return async (sent, call) => {
    if (chain.stalled()) return { ok: false, refusal: refuse("chain_stalled", { seconds: 60 }) };
    const read = readPayment(sent);
    if ("refusal" in read) return { ok: false, refusal: read.refusal };
    const { payment } = read;
    if (payment.network !== network)
      return { ok: false, refusal: refuse("wrong_chain", { signed: payment.network, expected: network }) };
    return payment.scheme === VOUCHER_SCHEME ? checkVoucher(payment, call) : checkUse(payment, call);
  };

  async function checkVoucher(payment: VoucherPayment, call: PricedCall): Promise<CheckedPayment> {
    const { voucher, signature, servicesProof = [] } = payment;
    const wrong = checkFields(payment, call);
    if (wrong) return { ok: false, refusal: wrong };
    const structHash = vouchers.struct(voucher);
    const signed = recoverSigner(vouchers.digestOf(structHash), signature);
    if (!("address" in signed) || signed.address !== voucher.key) {
      const problem = "problem" in signed ? signed.problem : `${signed.address} signed it`;
      return { ok: false, refusal: refuse("bad_signature", { key: voucher.key, problem }) };
    }

    const { payer, key, serviceId } = voucher;
    const needed = chain.now() + 2n * BigInt(config.claimAge);
    const [account, claimed, resolved] = await Promise.all([
      chain.account(payer),
      chain.claimed(payer, key, serviceId),
      key === payer ? undefined : resolveKey({ ...payment, payer, key }),
    ]);
    if (resolved && "refusal" in resolved) return { ok: false, refusal: resolved.refusal };
    const refusal =
      (resolved &&
        checkKeyTerms(chain, resolved.terms, { key, serviceId, servicesProof, price: call.price })) ??
      checkOffer(payment, call, account, needed);
    if (refusal) return { ok: false, refusal, signer: voucher };
    return {
      ok: true,
      by: "voucher",
      reserve: {
        callId: callIdOf(payment.identifier, structHash, call.requestHash),
        requestHash: call.requestHash,
        tool: call.tool,
        price: call.price,
        voucher,
        signature,
        // Picked: all of this goes to the store's thread.
        terms: { termsId: call.terms.termsId, feeVersion: call.terms.feeVersion },
        servicesProof,
        grant: resolved?.terms.grant,
        account,
        key: resolved && { cap: resolved.terms.cap, spent: resolved.terms.spent },
        claimed: claimed.epoch === account.epoch ? claimed.claimed : 0n,
        leastValidBefore: needed,
        now: chain.now(),
        expiresAt: call.expiresAt,
      },
    };
  }
}

/** What the caller may mend by reading the offer again: checked after the signature, so that the offer can help. */
function checkOffer(
  { voucher }: VoucherPayment,
  { terms }: PricedCall,
  { epoch }: AccountView,
  needed: bigint,
): Refusal | undefined {
  if (voucher.termsHash.toLowerCase() !== terms.termsHash)
    return refuse("wrong_terms", { signed: voucher.termsHash, expected: terms.termsHash });
  if (voucher.epoch !== epoch) return refuse("wrong_epoch", { signed: voucher.epoch, expected: epoch });
  if (voucher.validBefore < needed)
    return refuse("voucher_expired", { validBefore: voucher.validBefore, needed });
  return undefined;
}

/**
 * keccak256 of the caller's payment-identifier. Without one the payment itself names the call: the same voucher for the
 * same request, sent again, is one call.
 */
function callIdOf(identifier: string | undefined, voucherHash: Uint8Array, requestHash: Hex): Hex {
  const name =
    identifier === undefined
      ? Buffer.concat([voucherHash, Buffer.from(requestHash.slice(2), "hex")])
      : stringToBytes(identifier);
  return `0x${Buffer.from(keccak256(name)).toString("hex")}`;
}
