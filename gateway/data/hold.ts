/**
 * A paid exchange. One thing is held back: the response with the call's id. It is charged or voided in the books, then
 * released; all else on a stream passes at once.
 */
import type { IncomingHttpHeaders } from "node:http";
import { PAYMENT_RESPONSE_HEADER } from "../../contracts/payment.ts";
import type { CallProof } from "../ledger/types.ts";
import type { PaymentForm } from "../payment/read-payment.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { paymentResponseText, type Booking } from "./booking.ts";
import { errorText, refuseCall, sendWhole, type Caller } from "./caller.ts";
import { startExchange, type Exchange, type UpstreamRequest } from "./exchange.ts";
import { responseHeaders } from "./headers.ts";
import { isResponseTo, judge } from "./judge.ts";
import { withPaymentResponse } from "./splice.ts";
import { dataOf, eventWith, EventSplitter, withData } from "./sse.ts";
import { CallerGoneError, upstreamProblem } from "./upstream-problem.ts";

export interface HoldOptions {
  readonly caller: Caller;
  readonly request: UpstreamRequest;
  readonly booking: Booking;
  readonly form: PaymentForm;
  /** CAIP-2. */
  readonly network: string;
  readonly chargeOnError: boolean;
  /** Seconds until the response must have come. */
  readonly timeLimit: number;
  /** Bytes; a longer response is charged when it reaches this, and streamed. */
  readonly heldLimit: number;
  readonly onBug: (problem: unknown) => void;
}

/** A failed answer is read this far, to see whether it is a message. */
const FAILED_LIMIT = 64 * 1024;

/** Resolves when the call has ended in the books and at the client. */
export function holdExchange(options: HoldOptions): Promise<void> {
  return new Promise((done) => new Hold(options, done).start());
}

class Hold {
  readonly #options: HoldOptions;
  readonly #done: () => void;
  #exchange!: Exchange;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #mode: "json" | "stream" | "failed" | "passing" = "json";
  #chunks: Buffer[] = [];
  #size = 0;
  readonly #events = new EventSplitter();
  /** Set when the call's end in the books has begun: whatever comes after does not change it. */
  #decided = false;
  /** Settles when it is booked; the stream goes on after that. */
  #booked: Promise<void> = Promise.resolve();
  #callerGone = false;

  constructor(options: HoldOptions, done: () => void) {
    this.#options = options;
    this.#done = done;
  }

  start(): void {
    const { caller, request, timeLimit } = this.#options;
    this.#exchange = startExchange(request, timeLimit, {
      onHead: (status, headers) => this.#onHead(status, headers),
      onData: (chunk) => this.#onData(chunk),
      onEnd: () => this.#onEnd(),
      onFailure: (problem, sent) => this.#onFailure(problem, sent),
    });
    caller.response.once("close", () => {
      if (caller.response.writableFinished) return;
      this.#callerGone = true;
      // Nobody will drain what was written: the response must still arrive to be charged.
      this.#exchange.resume();
      // 2026-07-28: closing the stream cancels the call. Before, it does not: the response is charged when it comes,
      // and the same call id gets it.
      if (caller.modern || this.#decided) this.#exchange.abort(new CallerGoneError());
    });
  }

  #onHead(status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
    const type = headers["content-type"] ?? "";
    if (status < 200 || status > 299) this.#mode = "failed";
    else if (type.startsWith("text/event-stream")) {
      this.#mode = "stream";
      this.#writeHead();
    }
  }

  #onData(chunk: Buffer): void {
    if (this.#mode === "passing") return this.#writeLater(chunk);
    if (this.#mode === "stream") return this.#onEvents(chunk);
    this.#size += chunk.length;
    if (this.#mode === "failed" && this.#size > FAILED_LIMIT) return;
    this.#chunks.push(chunk);
    if (this.#mode === "json" && this.#size > this.#options.heldLimit) this.#chargeAtLimit(this.#held());
  }

  #onEvents(chunk: Buffer): void {
    for (const event of this.#events.push(chunk)) {
      if (this.#decided) this.#writeLater(event);
      else this.#onEvent(event);
    }
    if (!this.#decided && this.#events.rest.length > this.#options.heldLimit)
      this.#chargeAtLimit(this.#events.rest);
  }

  #onEvent(event: Buffer): void {
    const data = dataOf(event);
    const message = data === undefined ? undefined : parse(data);
    const id = this.#options.caller.message!.id!;
    if (!isResponseTo(message, id)) return this.#write(event);
    this.#settle(Buffer.from(data!), message, (released) =>
      this.#write(released === undefined ? event : withData(event, released.toString("utf8"))),
    );
  }

  #onEnd(): void {
    if (this.#mode === "json") this.#onWhole(this.#held());
    else if (this.#mode === "failed") this.#onFailed(this.#held());
    else if (!this.#decided) this.#fail(refuse("upstream_closed"));
    this.#finish();
  }

  #onWhole(body: Buffer): void {
    const type = this.#headers["content-type"] ?? "";
    if (!type.startsWith("application/json"))
      return this.#fail(refuse("upstream_invalid", { problem: `content of type ${type || "none"}` }));
    const message = parse(body.toString("utf8"));
    if (message === undefined) return this.#fail(refuse("upstream_invalid", { problem: "broken JSON" }));
    this.#settle(body, message, (released, receipt) => {
      const { form, network } = this.#options;
      const headers = responseHeaders(this.#headers);
      if (receipt && form === "header")
        headers[PAYMENT_RESPONSE_HEADER] = Buffer.from(paymentResponseText(network, receipt)).toString(
          "base64",
        );
      this.#sendWhole(headers, released ?? body);
    });
  }

  /** A refusal by the service's own server passes as it is; anything else that failed is none of MCP. */
  #onFailed(body: Buffer): void {
    const type = this.#headers["content-type"] ?? "";
    const isMessage = type.startsWith("application/json") && parse(body.toString("utf8")) !== undefined;
    if (!isMessage && (this.#status < 400 || this.#status > 499))
      return this.#fail(refuse("upstream_invalid", { problem: `status ${this.#status}` }));
    this.#book(async () => {
      await this.#options.booking.void(`the service answered with status ${this.#status}`);
      this.#sendWhole(responseHeaders(this.#headers), body);
    });
  }

  /** Charges or voids the response, then hands it out; `released` is it with the receipt inside, if that is wanted. */
  #settle(
    held: Buffer,
    message: unknown,
    release: (released: Buffer | undefined, receipt: CallProof | undefined) => void,
  ): void {
    const { booking, caller, chargeOnError, form, network, timeLimit } = this.#options;
    const verdict = judge(message, caller.message!.id!, chargeOnError);
    if (verdict.kind === "invalid")
      return this.#fail(refuse("upstream_invalid", { problem: verdict.problem }));
    this.#book(async () => {
      if (verdict.kind === "void") {
        await booking.void(verdict.reason);
        return release(undefined, undefined);
      }
      const receipt = await booking.capture(held, verdict.status, true);
      if (!receipt) return this.#tell(refuse("upstream_timeout", { seconds: timeLimit }));
      const inside = form === "meta" && withPaymentResponse(held, paymentResponseText(network, receipt));
      release(inside || undefined, receipt);
    });
  }

  /** The response is too long to hold: it is charged now and streamed from here. */
  #chargeAtLimit(held: Buffer): void {
    const { booking, timeLimit } = this.#options;
    const streamed = this.#mode === "stream";
    this.#mode = "passing";
    this.#book(async () => {
      const receipt = await booking.capture(held, 0, false);
      if (!receipt) return this.#tell(refuse("upstream_timeout", { seconds: timeLimit }));
      if (!streamed) this.#writeHead();
      this.#write(held);
    });
  }

  #onFailure(problem: Error, sent: boolean): void {
    const { timeLimit } = this.#options;
    const { response } = this.#options.caller;
    if (this.#decided && !response.writableEnded) void this.#booked.then(() => response.destroy());
    else if (this.#decided) return this.#finish();
    else if (problem instanceof CallerGoneError)
      this.#book(() => this.#options.booking.void("the caller left before the answer"));
    else this.#fail(upstreamProblem(problem, sent, timeLimit));
    this.#finish();
  }

  #fail(refusal: Refusal): void {
    this.#book(async () => {
      await this.#options.booking.void(refusal.code);
      this.#tell(refusal);
    });
  }

  /** The end in the books, once. While it is written nothing more is read. */
  #book(work: () => Promise<void>): void {
    if (this.#decided) return;
    this.#decided = true;
    this.#exchange.liftTimeLimit();
    this.#exchange.pause();
    this.#booked = work()
      .catch((problem: unknown) => {
        // Not booked, so not released: the reservation is voided when its time is over.
        this.#options.onBug(problem);
        this.#tell(refuse("internal"));
      })
      .finally(() => this.#exchange.resume());
  }

  #finish(): void {
    void this.#booked.then(() => {
      if (!this.#options.caller.response.writableEnded) this.#options.caller.response.end();
      this.#done();
    });
  }

  #tell(refusal: Refusal): void {
    const { caller } = this.#options;
    if (this.#callerGone) return;
    if (!caller.response.headersSent) return refuseCall(caller, refusal);
    if (this.#mode === "stream") caller.response.end(eventWith(errorText(refusal, caller.message)));
    else caller.response.destroy();
    this.#exchange.abort(new CallerGoneError());
  }

  #held(): Buffer {
    return this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks);
  }

  #writeHead(): void {
    const { response } = this.#options.caller;
    if (this.#callerGone) return;
    response.writeHead(this.#status, responseHeaders(this.#headers));
    response.flushHeaders();
  }

  #sendWhole(headers: ReturnType<typeof responseHeaders>, body: Buffer): void {
    if (!this.#callerGone) sendWhole(this.#options.caller.response, this.#status, headers, body);
  }

  /** After what is being booked. */
  #writeLater(chunk: Buffer): void {
    void this.#booked.then(() => this.#write(chunk));
  }

  #write(chunk: Buffer): void {
    const { response } = this.#options.caller;
    if (this.#callerGone || response.writableEnded || response.write(chunk)) return;
    this.#exchange.pause();
    response.once("drain", () => this.#exchange.resume());
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
