/** One tool call through this gateway's own MCP endpoint, with the official client. */
import {
  Client,
  ProtocolError,
  SdkError,
  SdkErrorCode,
  StreamableHTTPClientTransport,
  type CallToolResult,
} from "@modelcontextprotocol/client";
import { Agent, buildConnector, fetch } from "undici";
import { z } from "zod";
import {
  PAYMENT_ERROR_META,
  PAYMENT_META,
  PAYMENT_RESPONSE_META,
  paymentRequiredSchema,
  type PaymentRequired,
} from "../../contracts/payment.ts";
import type { Listing } from "../catalogue/types.ts";
import { refuse, REFUSALS, type Refusal, type RefusalCode } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { errorBody, type ErrorBody } from "./respond.ts";

export interface Call {
  readonly listing: Listing;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** x402 PaymentPayload. */
  readonly payment: unknown;
  readonly signal: AbortSignal;
}

export type Outcome =
  | { readonly kind: "answered"; readonly result: CallToolResult; readonly paymentResponse: unknown }
  | { readonly kind: "payment-required"; readonly required: PaymentRequired }
  | { readonly kind: "refused"; readonly status: number; readonly error: ErrorBody["error"] | RpcError };

/** An error that the service itself answered. */
interface RpcError {
  readonly code: "service_error";
  readonly message: string;
  readonly rpcCode: number;
}

/** Connects to this gateway itself, whatever host the URL names. */
function loopback(self: ControlPlaneDeps["self"]): Agent {
  const connect = buildConnector({});
  return new Agent({
    connect: (target, callback) =>
      connect({ ...target, hostname: self.host, port: String(self.port) }, callback),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

export async function callThroughGateway(
  deps: Pick<ControlPlaneDeps, "self" | "config" | "toolTimeout">,
  { listing, tool, args, payment, signal }: Call,
): Promise<Outcome> {
  // The public host is the one that the data plane answers for.
  const { host } = new URL(deps.config.publicUrl);
  const dispatcher = loopback(deps.self);
  const transport = new StreamableHTTPClientTransport(new URL(`http://${host}/mcp/${listing.name}`), {
    fetch: async (url, init) =>
      (await fetch(url, { ...init, dispatcher } as Parameters<typeof fetch>[1])) as unknown as Response,
  });
  const client = new Client(
    { name: "stoa-invoke", version: "1.0.0" },
    { versionNegotiation: { mode: "auto" } },
  );
  // The gateway itself ends a call that takes too long; this is for the case that it does not.
  const timeout = (deps.toolTimeout + 10) * 1000;
  try {
    const prior = listing.protocolEra === "legacy" ? { prior: { kind: "legacy" } as const } : {};
    await client.connect(transport, { signal, timeout, ...prior });
    const _meta = payment === undefined ? undefined : { [PAYMENT_META]: payment };
    const result = await client.callTool({ name: tool, arguments: args, _meta }, { signal, timeout });
    const required = result.isError ? paymentRequiredIn(result) : undefined;
    if (required) return { kind: "payment-required", required };
    return { kind: "answered", result, paymentResponse: result._meta?.[PAYMENT_RESPONSE_META] };
  } catch (error) {
    return refusedBy(error);
  } finally {
    if (transport.sessionId) await transport.terminateSession().catch(() => undefined);
    await client.close().catch(() => undefined);
    await dispatcher.destroy();
  }
}

function paymentRequiredIn({ structuredContent, _meta }: CallToolResult): PaymentRequired | undefined {
  for (const place of [structuredContent, _meta?.[PAYMENT_ERROR_META]]) {
    const parsed = paymentRequiredSchema.safeParse(place);
    if (parsed.success) return parsed.data;
  }
  return undefined;
}

const refusalData = z.object({
  code: z.string().refine((code): code is RefusalCode => Object.hasOwn(REFUSALS, code)),
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** Refusals come back from the data plane as JSON-RPC errors with the code of the table in their data. */
function refusedBy(error: unknown): Outcome {
  if (error instanceof ProtocolError) {
    const { message, data, code: rpcCode } = error;
    const refusal = refusalData.safeParse(data);
    if (!refusal.success) {
      return { kind: "refused", status: 422, error: { code: "service_error", message, rpcCode } };
    }
    return refusedWith(refusal.data);
  }
  if (error instanceof SdkError) {
    const timedOut = error.code === SdkErrorCode.RequestTimeout;
    return refusedWith(
      timedOut
        ? refuse("upstream_timeout", { seconds: "the allowed" })
        : refuse("upstream_invalid", { problem: error.message }),
    );
  }
  throw error;
}

function refusedWith(refusal: Refusal): Outcome {
  return { kind: "refused", status: REFUSALS[refusal.code].status, ...errorBody(refusal) };
}
