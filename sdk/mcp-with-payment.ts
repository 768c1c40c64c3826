/** Makes `callTool` of an official MCP client pay: x402 v2 over MCP. The client itself stays unmodified. */
import {
  PAYMENT_ERROR_META,
  PAYMENT_META,
  PAYMENT_RESPONSE_META,
  type PaymentRequired,
} from "../contracts/payment.ts";
import { OfferMemory, payForCall, type Outcome } from "./pay-for-call.ts";
import type { CallSigner } from "./signer/call-signer.ts";
import { readPaymentRequired } from "./wire.ts";

interface ToolParams {
  name: string;
  arguments?: Record<string, unknown>;
  _meta?: Record<string, unknown>;
}

/** Both official clients are one: `Client` of @modelcontextprotocol/client 2.x and of @modelcontextprotocol/sdk 1.x. */
export interface ToolCaller {
  onerror?: ((error: Error) => void) | undefined;
  // Method syntax, so that each client's narrower parameters fit.
  callTool(params: ToolParams, ...rest: never[]): Promise<object>;
}

/**
 * The same client, except that `callTool` pays with `signer` when it must: it reads the price in the result, signs,
 * calls again, checks the receipt and hands out the result. Throws what `payForCall` and the client throw.
 */
export function withPayment<Client extends ToolCaller>(client: Client, signer: CallSigner): Client {
  const offers = new OfferMemory();
  const untilDisconnect = watchDisconnects(client);
  async function callTool(params: ToolParams, ...rest: never[]): Promise<object> {
    const { result } = await payForCall<object>(signer, {
      offers,
      offerName: params.name,
      send: async (payload) => {
        const _meta = payload ? { ...params._meta, [PAYMENT_META]: payload } : params._meta;
        try {
          const answer = client.callTool(_meta ? { ...params, _meta } : params, ...rest);
          return outcomeOf(await (payload ? untilDisconnect(answer) : answer));
        } catch (error) {
          if (codeOf(error) === CALL_IN_PROGRESS) return { kind: "in-progress" };
          throw error;
        }
      },
      isConnectionLost,
    });
    return result;
  }
  return new Proxy(client, {
    get(target, property) {
      if (property === "callTool") return callTool;
      // Bound to the client: its private fields are not the proxy's.
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

interface ToolResult {
  isError?: boolean;
  structuredContent?: unknown;
  content?: readonly { type: string; text?: string }[];
  _meta?: Record<string, unknown>;
}

function outcomeOf(result: ToolResult): Outcome<object> {
  const response = result._meta?.[PAYMENT_RESPONSE_META];
  const required = response === undefined && result.isError ? paymentRequiredIn(result) : undefined;
  return required ? { kind: "payment-required", required } : { kind: "answered", result, response };
}

/** A tool with an output schema gets its price as `_meta` and text: clients check structuredContent even on errors. */
function paymentRequiredIn({ structuredContent, content, _meta }: ToolResult): PaymentRequired | undefined {
  const text = content?.[0]?.type === "text" ? content[0].text : undefined;
  return (
    readPaymentRequired(structuredContent) ??
    readPaymentRequired(_meta?.[PAYMENT_ERROR_META]) ??
    readPaymentRequired(parseJson(text))
  );
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The stream that should have brought an answer has ended without it. */
class StreamLostError extends Error {
  override readonly name = "StreamLostError";
}

/** Both clients report a broken stream so, and 1.x lets the call wait for its timeout. */
const STREAM_LOST = /^SSE stream disconnected/;

/** A function that rejects when a stream of the client breaks before the given promise is settled. */
function watchDisconnects(client: ToolCaller): <Answer>(answer: Promise<Answer>) => Promise<Answer> {
  const waiting = new Set<(error: Error) => void>();
  const before = client.onerror;
  client.onerror = (error) => {
    before?.call(client, error);
    if (STREAM_LOST.test(error.message))
      for (const reject of waiting) reject(new StreamLostError(error.message));
  };
  return (answer) =>
    new Promise((resolve, reject) => {
      waiting.add(reject);
      answer.then(resolve, reject).finally(() => waiting.delete(reject));
    });
}

/** The gateway's JSON-RPC code for a call whose first attempt is still running. */
const CALL_IN_PROGRESS = 40901;
/** Both clients' code for a transport that closed before the answer: JSON-RPC -32000 in 1.x, a word in 2.x. */
const CONNECTION_CLOSED: readonly unknown[] = [-32000, "CONNECTION_CLOSED"];

/** A failed `fetch` is a TypeError in every runtime. A timeout is the caller's own decision and is not retried. */
function isConnectionLost(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    error instanceof StreamLostError ||
    CONNECTION_CLOSED.includes(codeOf(error))
  );
}

function codeOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}
