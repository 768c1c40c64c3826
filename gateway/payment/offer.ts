/** What an unpaid or refused call is answered with: x402 PaymentRequired with the voucher offer, plans and streams. */
import type { Address, Hex } from "viem";
import {
  encodeWire,
  PAYMENT_IDENTIFIER,
  REFUSAL_EXTENSION,
  VOUCHER_SCHEME,
  type Voucher,
  type VoucherOffer,
} from "../../contracts/payment.ts";
import {
  STREAM_SCHEME,
  SUBSCRIPTION_SCHEME,
  type PlanOffer,
  type StreamOffer,
} from "../../contracts/prepaid.ts";
import type { ChainView, TermsView } from "../chain/types.ts";
import type { Ledger } from "../ledger/types.ts";
import { refusalMessage, type Refusal } from "../refusals.ts";

export interface OfferConfig {
  readonly chainId: number;
  readonly vault: Address;
  /** The vault's ERC-20. */
  readonly asset: Address;
  readonly gateway: Address;
  readonly subscriptions: Address;
  readonly streams: Address;
  /** Address that signs receipts. */
  readonly receiptSigner: Address;
  /** Seconds. */
  readonly voucherLife: number;
  /** Origin under which callers reach this gateway. */
  readonly publicUrl: string;
}

/** A plan as it was made. */
export interface NamedPlan {
  readonly planId: Hex;
  readonly name: string;
  /** Token base units a period, seconds, seconds, calls a period. */
  readonly price: bigint;
  readonly period: number;
  readonly notice: number;
  readonly calls: number;
  readonly serviceIds: readonly bigint[];
}

/** Plans that can be subscribed to now and cover a service, cheapest first. */
export type PlansOf = (serviceId: bigint) => Promise<readonly NamedPlan[]>;

export interface OfferedCall {
  readonly serviceId: bigint;
  /** `namespace/name`. */
  readonly serviceName: string;
  readonly tool: string;
  readonly description?: string;
  readonly terms: TermsView;
  readonly price: bigint;
}

/** Seconds a caller has to pay, as x402 wants it said. */
const MAX_TIMEOUT = 300;

/** JSON Schema of the extension's `info`, as x402's payment-identifier has it. */
const IDENTIFIER_SCHEMA = {
  type: "object",
  properties: {
    required: { type: "boolean" },
    id: { type: "string", minLength: 16, maxLength: 128, pattern: "^[A-Za-z0-9_-]+$" },
  },
  required: ["required"],
};

export interface OfferBuilder {
  /**
   * PaymentRequired as plain JSON (bigints as decimal strings). With the voucher of a caller whose signature was
   * checked it tells what that caller's ledger holds.
   */
  (call: OfferedCall, refusal: Refusal, signer?: Voucher): Promise<Record<string, unknown>>;
}

export function createOfferBuilder(
  deps: {
    readonly chain: ChainView;
    readonly ledger: Pick<Ledger, "ledgerOf">;
    readonly plansOf: PlansOf;
  },
  config: OfferConfig,
): OfferBuilder {
  /** What the next voucher of a ledger has to be signed on top of. */
  async function ledgerState({ payer, key, serviceId }: Voucher) {
    const [{ epoch }, stored, onChain] = await Promise.all([
      deps.chain.account(payer),
      deps.ledger.ledgerOf(payer, key, serviceId),
      deps.chain.claimed(payer, key, serviceId),
    ]);
    const current = stored.epoch === epoch ? stored : { charged: 0n, reserved: 0n };
    const claimed = onChain.epoch === epoch ? onChain.claimed : 0n;
    const charged = current.charged > claimed ? current.charged : claimed;
    return { charged, reserved: current.reserved, epoch };
  }

  const network = `eip155:${config.chainId}`;
  const common = { network, asset: config.asset, maxTimeoutSeconds: MAX_TIMEOUT };

  async function planOffers(serviceId: bigint): Promise<PlanOffer[]> {
    const plans = await deps.plansOf(serviceId);
    const { subscriptions, gateway, publicUrl } = config;
    return plans.map(({ planId, name, price, period, notice, calls, serviceIds }) => ({
      scheme: SUBSCRIPTION_SCHEME,
      ...common,
      amount: price,
      payTo: subscriptions,
      extra: {
        name: "Stoa Subscriptions",
        version: "1",
        subscriptions,
        gateway,
        planId,
        planName: name,
        period,
        notice,
        calls,
        serviceIds: [...serviceIds],
        now: deps.chain.now(),
        subscribeUrl: `${publicUrl}/v1/subscriptions`,
      },
    }));
  }

  async function streamOffers(serviceId: bigint): Promise<StreamOffer[]> {
    const { ratePerSecond, notice } = await deps.chain.streamOffer(serviceId);
    if (ratePerSecond === 0n) return [];
    const { streams, gateway, publicUrl } = config;
    return [
      {
        scheme: STREAM_SCHEME,
        ...common,
        amount: ratePerSecond,
        payTo: streams,
        extra: {
          name: "Stoa Streams",
          version: "1",
          streams,
          gateway,
          serviceId,
          notice,
          now: deps.chain.now(),
          openUrl: `${publicUrl}/v1/streams`,
        },
      },
    ];
  }

  return async (call, refusal, signer) => {
    const { serviceId } = call;
    // A chain that does not answer keeps nobody from paying by voucher.
    const prepaid = await Promise.all([planOffers(serviceId), streamOffers(serviceId)]).catch(() => []);
    const offer: VoucherOffer = {
      scheme: VOUCHER_SCHEME,
      ...common,
      amount: call.price,
      payTo: config.vault,
      extra: {
        name: "Stoa Escrow",
        version: "1",
        vault: config.vault,
        gateway: config.gateway,
        receiptKey: config.receiptSigner,
        serviceId: call.serviceId,
        termsHash: call.terms.termsHash,
        voucherLife: config.voucherLife,
        now: deps.chain.now(),
        ...(signer && (await ledgerState(signer))),
      },
    };
    const required = {
      x402Version: 2,
      error: refusalMessage(refusal),
      resource: {
        url: `${config.publicUrl}/mcp/${call.serviceName}#${encodeURIComponent(call.tool)}`,
        description: call.description ?? `The tool ${call.tool} of ${call.serviceName}`,
        mimeType: "application/json",
      },
      accepts: [offer, ...prepaid.flat()],
      extensions: {
        [PAYMENT_IDENTIFIER]: { info: { required: false }, schema: IDENTIFIER_SCHEMA },
        [REFUSAL_EXTENSION]: { info: { code: refusal.code, details: refusal.details } },
      },
    };
    return JSON.parse(encodeWire(required)) as Record<string, unknown>;
  };
}
