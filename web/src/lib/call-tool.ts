/** Calls one tool of a service the way an agent does: MCP over the gateway, with a session key when it costs something. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { privateKeyToAccount } from "viem/accounts";
import { z } from "zod";
import { PAYMENT_RESPONSE_META, type PaymentResponse } from "../../../contracts/payment.ts";
import { withPayment } from "../../../sdk/mcp-with-payment.ts";
import { useResponseSchema, type UseRecord } from "../../../contracts/prepaid.ts";
import { readPaymentResponse } from "../../../sdk/receipt.ts";
import type { CallSigner } from "../../../sdk/signer/call-signer.ts";
import { createPrepaidSigner, type Prepaid } from "../../../sdk/signer/create-prepaid-signer.ts";
import { createVoucherSigner, type VoucherSigner } from "../../../sdk/signer/create-voucher-signer.ts";
import type { StoaConfig } from "./config.ts";
import { remainingCap, type StoredKey } from "./session-keys.ts";

const blockSchema = z.looseObject({ type: z.string() });
const resultSchema = z.looseObject({
  content: z.array(blockSchema).default([]),
  structuredContent: z.unknown().optional(),
  isError: z.boolean().optional(),
  _meta: z.record(z.string(), z.unknown()).optional(),
});
export type ContentBlock = z.output<typeof blockSchema>;

export interface ToolOutcome {
  readonly content: readonly ContentBlock[];
  readonly structuredContent: unknown;
  readonly isError: boolean;
  /** What was charged, with the receipt that was checked; absent when nothing was. */
  readonly payment: PaymentResponse | undefined;
  /** What of what was paid ahead it used; absent when it used nothing. */
  readonly use: UseRecord | undefined;
  /** Milliseconds from click to answer. */
  readonly elapsed: number;
}

export interface ToolCall {
  /** `namespace/name`. */
  readonly service: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly key: StoredKey | undefined;
  /** What the payer has paid ahead and the call may use, in this order; vouchers pay for what is over. */
  readonly prepaid: readonly Prepaid[];
}

/** One signer for each key: it keeps count of what it has signed between calls. */
const signers = new Map<string, VoucherSigner>();

function signerFor(config: StoaConfig, key: StoredKey, prepaid: readonly Prepaid[]): CallSigner | undefined {
  const vouchers = voucherSignerFor(config, key);
  if (!vouchers || !key.privateKey || prepaid.length === 0) return vouchers;
  const { grant, signature, keyProof } = key;
  return createPrepaidSigner({
    account: privateKeyToAccount(key.privateKey),
    chainId: config.chainId,
    subscriptions: config.contracts.Subscriptions,
    streams: config.contracts.Streams,
    prepaid,
    vouchers,
    grant: { grant, signature, keyProof },
  });
}

function voucherSignerFor(config: StoaConfig, key: StoredKey): VoucherSigner | undefined {
  if (!key.privateKey) return undefined;
  const { grant, signature, keyProof } = key;
  const id = `${config.chainId}:${grant.key}`;
  let signer = signers.get(id);
  if (!signer) {
    signer = createVoucherSigner({
      account: privateKeyToAccount(key.privateKey),
      payer: grant.payer,
      chainId: config.chainId,
      vault: config.contracts.EscrowVault,
      gateway: config.gateway,
      receiptKey: config.receiptKey,
      grant: { grant, signature, keyProof },
      maxPerCall: grant.maxPerCall === 0n ? undefined : grant.maxPerCall,
      budget: grant.cap > remainingCap(key) ? grant.cap : remainingCap(key),
    });
    signers.set(id, signer);
  }
  return signer;
}

/** Throws what the MCP client throws, and the signer's errors when a payment is refused or a receipt is wrong. */
export async function callTool(config: StoaConfig, call: ToolCall): Promise<ToolOutcome> {
  const started = performance.now();
  const transport = new StreamableHTTPClientTransport(new URL(`/mcp/${call.service}`, location.origin));
  const plain = new Client({ name: "stoa-web", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
  const signer = call.key && signerFor(config, call.key, call.prepaid);
  const client = signer ? withPayment(plain, signer) : plain;
  try {
    await plain.connect(transport);
    const answer = await client.callTool({ name: call.tool, arguments: { ...call.arguments } });
    const { content, structuredContent, isError = false, _meta } = resultSchema.parse(answer);
    const response = _meta?.[PAYMENT_RESPONSE_META];
    const used = signer && response !== undefined ? useResponseSchema.safeParse(response).data : undefined;
    return {
      content,
      structuredContent,
      isError,
      // The signer has checked the receipt's signature and sums; it throws when they are wrong.
      payment: signer && response !== undefined && !used ? readPaymentResponse(response) : undefined,
      use: used?.extra.use,
      elapsed: performance.now() - started,
    };
  } finally {
    if (transport.sessionId) await transport.terminateSession().catch(() => undefined);
    await plain.close().catch(() => undefined);
  }
}
