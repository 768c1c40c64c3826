/** Everything about a payment that needs no books: form, chain, service, terms, time, signature, key. */
import { stringToBytes, zeroHash, type Address, type Hex } from "viem";
import type { Voucher } from "../../contracts/payment.ts";
import { voucherTypes } from "../../contracts/typed-data.ts";
import type { AccountView, ChainView, ServiceView, TermsView } from "../chain/types.ts";
import type { Ledger, ReserveRequest } from "../ledger/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { keccak256 } from "./keccak.ts";
import { readPayment, type Payment, type SentPayment } from "./read-payment.ts";
import { isServiceIn } from "./services-proof.ts";
import { createKeyResolver, type KeyTerms } from "./session-key.ts";
import { recoverSigner } from "./signature.ts";
import { spell } from "./spelling.ts";
import { createTypedDataHasher } from "./typed-data-hasher.ts";

export interface PaymentConfig {
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
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
  | { readonly ok: true; readonly reserve: ReserveRequest }
  /** `signer` is there once the voucher's signature was found good: such a caller may see its ledger. */
  | { readonly ok: false; readonly refusal: Refusal; readonly signer?: Voucher };

/** Seconds by which chain time may run ahead of what is known of it when a new head is due. */
const HEAD_MARGIN = 30n;

export type PaymentChecker = (sent: SentPayment, call: PricedCall) => Promise<CheckedPayment>;

export function createPaymentChecker(
  deps: { readonly chain: ChainView; readonly ledger: Pick<Ledger, "grantOf"> },
  config: PaymentConfig,
): PaymentChecker {
  const { chain } = deps;
  const network = `eip155:${config.chainId}`;
  const vouchers = createTypedDataHasher<Voucher>(config.chainId, config.vault, voucherTypes);
  const ownGateway = spell(config.gateway);
  const resolveKey = createKeyResolver({ ...deps, ...config });

  function checkFields({ voucher, network: signed }: Payment, call: PricedCall): Refusal | undefined {
    if (signed !== network) return refuse("wrong_chain", { signed, expected: network });
    if (voucher.gateway !== ownGateway)
      return refuse("wrong_gateway", { signed: voucher.gateway, expected: ownGateway });
    const { serviceId } = call.service;
    if (voucher.serviceId !== serviceId)
      return refuse("wrong_service", { signed: voucher.serviceId, expected: serviceId });
    return undefined;
  }

  function checkKeyTerms(terms: KeyTerms, { voucher, servicesProof }: Payment, price: bigint) {
    const { key, serviceId } = voucher;
    const { validBefore, maxPerCall, servicesRoot } = terms;
    if (chain.now() + HEAD_MARGIN >= validBefore) return refuse("key_expired", { key, validBefore });
    if (maxPerCall > 0n && price > maxPerCall)
      return refuse("key_over_call_limit", { price, maxPerCall, key });
    if (servicesRoot !== zeroHash && !isServiceIn(servicesRoot, serviceId, servicesProof ?? []))
      return refuse("key_not_for_service", { key, serviceId });
    return undefined;
  }

  return async (sent, call) => {
    if (chain.stalled()) return { ok: false, refusal: refuse("chain_stalled", { seconds: 60 }) };
    const read = readPayment(sent);
    if ("refusal" in read) return { ok: false, refusal: read.refusal };
    const { payment } = read;
    const { voucher, signature } = payment;
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
      key === payer ? undefined : resolveKey(payment),
    ]);
    if (resolved && "refusal" in resolved) return { ok: false, refusal: resolved.refusal };
    const refusal =
      (resolved && checkKeyTerms(resolved.terms, payment, call.price)) ??
      checkOffer(payment, call, account, needed);
    if (refusal) return { ok: false, refusal, signer: voucher };
    return {
      ok: true,
      reserve: {
        callId: callIdOf(payment.identifier, structHash, call.requestHash),
        requestHash: call.requestHash,
        tool: call.tool,
        price: call.price,
        voucher,
        signature,
        // Picked: all of this goes to the store's thread.
        terms: { termsId: call.terms.termsId, feeVersion: call.terms.feeVersion },
        servicesProof: payment.servicesProof ?? [],
        grant: resolved?.terms.grant,
        account,
        key: resolved && { cap: resolved.terms.cap, spent: resolved.terms.spent },
        claimed: claimed.epoch === account.epoch ? claimed.claimed : 0n,
        leastValidBefore: needed,
        now: chain.now(),
        expiresAt: call.expiresAt,
      },
    };
  };
}

/** What the caller may mend by reading the offer again: checked after the signature, so that the offer can help. */
function checkOffer(
  { voucher }: Payment,
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
