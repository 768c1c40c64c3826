/** Finds the voucher offer in a PaymentRequired and refuses what this signer was not set up for. */
import { isAddressEqual, type Address } from "viem";
import {
  VOUCHER_SCHEME,
  voucherOfferSchema,
  type PaymentRequired,
  type SessionGrant,
  type VoucherOffer,
} from "../../contracts/payment.ts";
import { OfferRefusedError } from "./errors.ts";

export interface OfferExpectations {
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
  /** The key that signs this gateway's receipts; taken from the offer when absent. */
  readonly receiptKey?: Address;
  /** Most one call may cost, token base units. */
  readonly maxPerCall?: bigint;
  readonly grant?: SessionGrant;
}

/** The one offer to sign. Throws OfferRefusedError. */
export function checkOffer(required: PaymentRequired, expected: OfferExpectations): VoucherOffer {
  const offers = required.accepts.filter(({ scheme }) => scheme === VOUCHER_SCHEME);
  if (offers.length === 0) {
    const schemes = required.accepts.map(({ scheme }) => scheme).join(", ") || "nothing";
    throw new OfferRefusedError("no-voucher-offer", schemes, VOUCHER_SCHEME);
  }
  const network = `eip155:${expected.chainId}`;
  const onNetwork = offers.find((offer) => offer.network === network);
  if (!onNetwork) {
    const networks = offers.map((offer) => offer.network).join(", ");
    throw new OfferRefusedError("unexpected-chain", networks, network);
  }
  const parsed = voucherOfferSchema.safeParse(onNetwork);
  if (!parsed.success)
    throw new OfferRefusedError("no-voucher-offer", parsed.error.message, "a complete voucher offer");
  const { amount, extra } = parsed.data;

  mustEqual("unexpected-vault", extra.vault, expected.vault);
  mustEqual("unexpected-gateway", extra.gateway, expected.gateway);
  if (expected.receiptKey) mustEqual("unexpected-receipt-key", extra.receiptKey, expected.receiptKey);
  const limit = lower(expected.maxPerCall, expected.grant?.maxPerCall || undefined);
  if (limit !== undefined && amount > limit)
    throw new OfferRefusedError("over-max-per-call", `${amount} base units`, `at most ${limit}`);
  if (expected.grant && extra.now > expected.grant.validBefore)
    throw new OfferRefusedError("grant-ended", `now ${extra.now}`, `until ${expected.grant.validBefore}`);
  return parsed.data;
}

function mustEqual(
  problem: "unexpected-vault" | "unexpected-gateway" | "unexpected-receipt-key",
  offered: Address,
  accepted: Address,
) {
  if (!isAddressEqual(offered, accepted)) throw new OfferRefusedError(problem, offered, accepted);
}

function lower(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a < b ? a : b;
}
