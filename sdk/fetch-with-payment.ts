/** A `fetch` that pays: x402 v2 over HTTP (402 with PAYMENT-REQUIRED, again with PAYMENT-SIGNATURE). */
import {
  PAYMENT_REQUIRED_HEADER,
  PAYMENT_RESPONSE_HEADER,
  PAYMENT_SIGNATURE_HEADER,
} from "../contracts/payment.ts";
import { payForCall, type Outcome } from "./pay-for-call.ts";
import type { CallSigner } from "./signer/call-signer.ts";
import { decodeHeader, encodeHeader, readPaymentRequired } from "./wire.ts";

/**
 * Wraps `fetch` so that a 402 with a voucher offer is paid by `signer` and sent again. Other answers pass unchanged.
 * Throws what `payForCall` throws.
 */
export function withPayment(fetch: typeof globalThis.fetch, signer: CallSigner): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // A call may be sent three times, a body stream only once.
    const body = request.body === null ? null : await request.arrayBuffer();
    const { result } = await payForCall<Response>(signer, {
      async send(payload) {
        const headers = new Headers(request.headers);
        if (payload) headers.set(PAYMENT_SIGNATURE_HEADER, encodeHeader(payload));
        const { method, signal, redirect, credentials } = request;
        return outcomeOf(await fetch(request.url, { method, headers, body, signal, redirect, credentials }));
      },
      // fetch rejects with a TypeError for every network failure, and with the signal's reason when it was aborted.
      isConnectionLost: (error) => error instanceof TypeError,
    });
    return result;
  };
}

async function outcomeOf(response: Response): Promise<Outcome<Response>> {
  const required = readPaymentRequired(decodeHeader(response.headers.get(PAYMENT_REQUIRED_HEADER)));
  if (required) {
    await response.body?.cancel();
    return { kind: "payment-required", required };
  }
  if (response.status === 409 && (await errorCode(response.clone())) === "call_in_progress")
    return { kind: "in-progress" };
  const receipt = decodeHeader(response.headers.get(PAYMENT_RESPONSE_HEADER));
  return { kind: "answered", result: response, response: receipt };
}

async function errorCode(response: Response): Promise<unknown> {
  try {
    const body = (await response.json()) as { error?: { code?: unknown; data?: { code?: unknown } } } | null;
    // A JSON-RPC error has a number for its code and the gateway's word in its data.
    return body?.error?.data?.code ?? body?.error?.code;
  } catch {
    return undefined;
  }
}
