/** `/mcp/{namespace}/{name}`: publishers' MCP servers, byte for byte, with the payment checked on the way. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { Address } from "viem";
import type { Catalogue, ServiceEntry } from "../catalogue/types.ts";
import { priceOf } from "../catalogue/price.ts";
import type { ChainView, ServiceView, TermsView } from "../chain/types.ts";
import type { Ledger, ReserveRequest, ReserveResult, UseRequest } from "../ledger/types.ts";
import { createUnclaimedTotals } from "../ledger/unclaimed-totals.ts";
import { createPaymentChecker, type CheckedPayment } from "../payment/check-payment.ts";
import { createOfferBuilder, type PlansOf } from "../payment/offer.ts";
import { findPayment, type SentPayment } from "../payment/read-payment.ts";
import { refuse, REFUSALS, type Refusal } from "../refusals.ts";
import type { CallerTokens } from "../upstream/types.ts";
import { createBooking, paymentResponseText, type Reserved } from "./booking.ts";
import { callerOf, refuseByStatus, refuseCall, refusePayment, sendMessage, type Caller } from "./caller.ts";
import type { UpstreamRequest } from "./exchange.ts";
import { createHostGuard } from "./guard.ts";
import { checkHeaders, isModern, requestHeaders } from "./headers.ts";
import { holdExchange } from "./hold.ts";
import { passThrough } from "./pass-through.ts";
import { createPools } from "./pools.ts";
import { readBody } from "./read-body.ts";
import { readMessage } from "./read-message.ts";
import { withId, withPaymentResponse } from "./splice.ts";
import { PAYMENT_RESPONSE_HEADER } from "../../contracts/payment.ts";

export interface DataPlaneConfig {
  readonly chainId: number;
  readonly vault: Address;
  /** The vault's ERC-20. */
  readonly asset: Address;
  readonly gateway: Address;
  readonly subscriptions: Address;
  readonly streams: Address;
  /** Address that signs receipts. */
  readonly receiptSigner: Address;
  /** Origin under which callers reach this gateway. */
  readonly publicUrl: string;
  /** Seconds after which a charge is claimed. */
  readonly claimAge: number;
  /** Seconds a voucher should live. */
  readonly voucherLife: number;
  /** Largest request body, bytes. */
  readonly bodyLimit: number;
  /** Largest response held back until it is paid, bytes. */
  readonly heldLimit: number;
  /** Seconds a service may take to answer. */
  readonly toolTimeout: number;
  readonly privateUpstreams: boolean;
}

export interface DataPlaneDeps {
  readonly chain: ChainView;
  readonly catalogue: Catalogue;
  readonly ledger: Ledger;
  readonly tokens: CallerTokens;
  /** Plans that the 402 of a service lists. */
  readonly plansOf: PlansOf;
  readonly config: DataPlaneConfig;
  readonly log: Logger;
}

export interface DataPlane {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** The x402 PaymentRequired that an unpaid call of the tool gets, as plain JSON. */
  offer(service: ServiceEntry, tool: string): Promise<Record<string, unknown>>;
  /** Takes no new calls, lets paid ones finish for `patience` milliseconds, then voids them. */
  close(patience: number): Promise<void>;
}

const ROUTE = /^\/mcp\/([^/?]+\/[^/?]+)\/?(?:\?|$)/;
/** Milliseconds between two looks for reservations that nobody ended. */
const REAP_INTERVAL = 10_000;
/** Seconds after a call's time limit at which its reservation is void whatever happened. */
const RESERVATION_MARGIN = 60;
/** How often a call is checked again because the chain moved on between its check and its reservation. */
const CHECKS = 3;

export function createDataPlane(deps: DataPlaneDeps): DataPlane {
  const { chain, catalogue, ledger, tokens, config, log } = deps;
  const network = `eip155:${config.chainId}`;
  const guard = createHostGuard(config.publicUrl);
  const pools = createPools(config);
  const checkPayment = createPaymentChecker(deps, config);
  const buildOffer = createOfferBuilder(deps, config);
  const owed = createUnclaimedTotals(ledger, (problem) =>
    log.error({ err: problem }, "what is unclaimed cannot be read"),
  );
  const paidCalls = new Set<Promise<void>>();
  let closing = false;

  const reaper = setInterval(() => {
    ledger.reap(chain.now()).then(
      (voided) => voided > 0 && log.warn({ voided }, "reservations without an end were voided"),
      (problem: unknown) => log.error({ err: problem }, "the reaper failed"),
    );
  }, REAP_INTERVAL).unref();

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method } = request;
    const early = { response, message: undefined };
    if (closing) return refuseByStatus(early, refuse("gateway_busy"));
    const foreign = guard(headers);
    if (foreign) return refuseByStatus(early, foreign);
    const name = decodeName(ROUTE.exec(request.url ?? "")?.[1]);
    const service = name === undefined ? undefined : catalogue.byName(name);
    if (!service)
      return refuseByStatus(early, refuse("service_unknown", { name: name ?? request.url ?? "" }));
    if (method === "POST") return post(request, response, service);
    if (method !== "GET" && method !== "DELETE") return refuseByStatus(early, refuse("method_not_allowed"));
    const modern = isModern(undefined, headers);
    const caller = callerOf(response, headers, undefined, { modern, paysByHeader: false });
    await passThrough(caller, await upstream(request, service, undefined, caller), config.toolTimeout);
  }

  async function post(request: IncomingMessage, response: ServerResponse, service: ServiceEntry) {
    const { headers } = request;
    const early = { response, message: undefined };
    const read = await readBody(request, config.bodyLimit);
    if ("refusal" in read) return refuseByStatus(early, read.refusal);
    const parsed = readMessage(read.body);
    if ("refusal" in parsed) return refuseByStatus(early, parsed.refusal);
    const { message } = parsed;
    const modern = isModern(message, headers);
    const mismatch = modern ? checkHeaders(message, headers) : undefined;
    if (mismatch) return refuseByStatus({ response, message }, mismatch);

    const payment = message.method === "tools/call" ? findPayment(message.meta, headers) : undefined;
    const paysByHeader = payment?.form === "header";
    const caller = callerOf(response, headers, message, { modern, paysByHeader });
    if (message.method === "tools/call") return call(request, read.body, caller, service, payment);
    await passThrough(caller, await upstream(request, service, read.body, caller), config.toolTimeout);
  }

  async function call(
    request: IncomingMessage,
    body: Buffer,
    caller: Caller,
    service: ServiceEntry,
    payment: SentPayment | undefined,
  ): Promise<void> {
    const view = await chain.service(service.serviceId).catch((problem: unknown) => {
      log.warn({ err: problem, service: service.name }, "the terms of a service cannot be read");
      return undefined;
    });
    if (!view) return refuseCall(caller, refuse("chain_stalled", { seconds: 60 }));
    const closed = whyClosed(service, view);
    if (closed) return refuseCall(caller, closed);
    const terms = view.terms!;
    const price = priceOf(terms, service.manifest, caller.message!.name!);
    if (price === 0n)
      return passThrough(caller, await upstream(request, service, body, caller), config.toolTimeout);
    const paid = payCall({ request, body, caller, service, view, terms, price, payment });
    paidCalls.add(paid);
    await paid.finally(() => paidCalls.delete(paid));
  }

  async function payCall(priced: PricedRequest): Promise<void> {
    const { caller, service, terms, price, payment } = priced;
    const tool = caller.message!.name!;
    async function refusePaid(refusal: Refusal, signer?: Parameters<typeof buildOffer>[2]): Promise<void> {
      if (REFUSALS[refusal.code].status !== 402) return refuseCall(caller, refusal);
      const required = await buildOffer(offered(service, tool, terms, price), refusal, signer);
      const known = service.tools.find(({ name }) => name === tool);
      refusePayment(caller, refusal, required, known !== undefined && known.outputSchema === undefined);
    }

    if (!payment) return refusePaid(refuse("payment_required", { price, asset: config.asset }));
    const { checked, reserved } = await reserve(priced, payment);
    if (!checked.ok) return refusePaid(checked.refusal, checked.signer);
    const asked = checked.by === "voucher" ? ofVoucher(checked.reserve) : ofUse(checked.use);
    if (!reserved) return refuseCall(caller, refuse("gateway_busy"));
    if (reserved.kind === "refused")
      return refusePaid(reserved.refusal, checked.by === "voucher" ? checked.reserve.voucher : undefined);
    if (reserved.kind === "replay") return replay(caller, payment, reserved);

    const booking = createBooking({ ledger, chain, owed }, asked);
    if (caller.response.closed) return booking.void("the caller left before the call was sent");
    await holdExchange({
      caller,
      booking,
      network,
      form: payment.form,
      request: await upstream(priced.request, service, priced.body, caller, asked),
      chargeOnError: terms.chargeOnError,
      timeLimit: config.toolTimeout,
      heldLimit: config.heldLimit,
      onBug: (problem) => log.error({ err: problem, callId: asked.callId }, "a call was not booked"),
    });
  }

  /** Checks and reserves; again when a claim was booked that the account, as it was read, did not show yet. */
  async function reserve(
    { service, view, terms, price, caller }: PricedRequest,
    payment: SentPayment,
  ): Promise<{ checked: CheckedPayment; reserved?: ReserveResult }> {
    const priced = {
      service: view,
      terms,
      price,
      tool: caller.message!.name!,
      requestHash: caller.message!.requestHash(),
      expiresAt: chain.now() + BigInt(config.toolTimeout + RESERVATION_MARGIN),
    };
    for (let attempt = 1; ; attempt++) {
      const checked = await checkPayment(payment, priced);
      if (!checked.ok) return { checked };
      const reserving = checked.by === "voucher" ? ledger.reserve(checked.reserve) : ledger.use(checked.use);
      const reserved = await reserving.catch((problem: unknown) => {
        log.error({ err: problem, service: service.name }, "a call could not be reserved");
        return undefined;
      });
      const outdated = reserved?.kind === "refused" && reserved.refusal.code === "gateway_busy";
      if (!outdated || attempt === CHECKS) return { checked, reserved };
    }
  }

  function replay(caller: Caller, payment: SentPayment, { answer, proof }: Replay): void {
    const kept = withId(Buffer.from(answer.body), caller.message!.idText);
    const response = paymentResponseText(network, proof);
    if (payment.form === "meta") return sendMessage(caller, withPaymentResponse(kept, response));
    sendMessage(caller, kept, { [PAYMENT_RESPONSE_HEADER]: Buffer.from(response).toString("base64") });
  }

  async function upstream(
    { headers, method }: IncomingMessage,
    service: ServiceEntry,
    body: Buffer | undefined,
    caller: Caller,
    paid?: Reserved,
  ): Promise<UpstreamRequest> {
    const { serviceId, endpoint } = service;
    const payer = paid?.payer;
    const tier = paid ? (paid.prepaid === undefined ? "paid" : "prepaid") : "free";
    const token = await tokens.tokenFor({ caller: payer ?? "anonymous", serviceId, endpoint, tier });
    const unclaimed = payer && (await owed.of(serviceId));
    const statement =
      unclaimed === undefined ? undefined : await tokens.unclaimedFor({ serviceId, endpoint, unclaimed });
    const streams = method === "GET" || caller.message?.method === "subscriptions/listen";
    return {
      ...pools.routeTo(endpoint, streams ? "stream" : "call"),
      method: method as UpstreamRequest["method"],
      headers: requestHeaders(
        headers,
        { caller: token, unclaimed: statement },
        { modern: caller.modern, inspected: payer !== undefined },
      ),
      body,
    };
  }

  return {
    handle(request, response) {
      route(request, response).catch((problem: unknown) => {
        // A client that left while it was sending.
        if (request.destroyed && !request.complete) return;
        log.error({ err: problem, url: request.url }, "a request failed");
        if (response.headersSent) response.destroy();
        else refuseByStatus({ response, message: undefined }, refuse("internal"));
      });
    },
    async offer(service, tool) {
      const { terms } = await chain.service(service.serviceId);
      if (!terms) throw new Error(`Service ${service.name} has no terms.`);
      const price = priceOf(terms, service.manifest, tool);
      const refusal = refuse("payment_required", { price, asset: config.asset });
      return buildOffer(offered(service, tool, terms, price), refusal);
    },
    async close(patience) {
      closing = true;
      clearInterval(reaper);
      const finished = Promise.allSettled(paidCalls);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, patience)));
      await Promise.race([finished, late]);
      clearTimeout(timer);
      // What is still open fails now, and is voided by its own exchange.
      await pools.close();
      await finished;
    },
  };
}

interface PricedRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly caller: Caller;
  readonly service: ServiceEntry;
  readonly view: ServiceView;
  readonly terms: TermsView;
  readonly price: bigint;
  readonly payment: SentPayment | undefined;
}

function ofVoucher({ callId, price, voucher: { payer, serviceId } }: ReserveRequest): Reserved {
  return { callId, payer, serviceId, price };
}

function ofUse({ callId, payer, serviceId, prepaid }: UseRequest): Reserved {
  return { callId, payer, serviceId, price: 0n, prepaid };
}

type Replay = Extract<ReserveResult, { kind: "replay" }>;

function decodeName(path: string | undefined): string | undefined {
  if (path === undefined || !path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function whyClosed({ name }: ServiceEntry, { status, listed, terms }: ServiceView): Refusal | undefined {
  if (status !== "active") return refuse("service_closed", { name, status });
  if (!listed) return refuse("service_closed", { name, status: "without its stake" });
  return terms ? undefined : refuse("service_closed", { name, status: "without terms" });
}

function offered(service: ServiceEntry, tool: string, terms: TermsView, price: bigint) {
  const { serviceId, name, tools } = service;
  const { description } = tools.find((known) => known.name === tool) ?? {};
  return { serviceId, serviceName: name, tool, description, terms, price };
}
