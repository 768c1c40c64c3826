import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { expect } from "chai";
import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { toNodeHandler } from "@modelcontextprotocol/node";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { z } from "zod";
import { PAYMENT_ERROR_META, PAYMENT_META, PAYMENT_RESPONSE_META } from "../../contracts/payment.ts";
import { withPayment as fetchWithPayment } from "../../sdk/fetch-with-payment.ts";
import { withPayment as mcpWithPayment } from "../../sdk/mcp-with-payment.ts";
import { BudgetExceededError, PaymentRefusedError, ReceiptInvalidError } from "../../sdk/signer/errors.ts";
import { decodeHeader, encodeHeader } from "../../sdk/wire.ts";
import { Gateway } from "./helpers/gateway.ts";
import { newSigner } from "./helpers/signer.ts";

interface Paying {
  /** Answers with the work's result, or throws. */
  work(signer: ReturnType<typeof newSigner>): Promise<string>;
  /** Requests that have come in. */
  requests(): number;
  /** Cuts the connection of the next `count` paid requests after the payment was taken. */
  cut(count: number): void;
  close(): Promise<void>;
}

/** Every way to pay, on a gateway that the test can make lie. */
const WAYS: Record<string, (gateway: Gateway) => Promise<Paying>> = {
  "fetch over HTTP": overHttp,
  "the MCP client 2.x": (gateway) => overMcp(gateway, "modern", "structured"),
  "the MCP client 1.x": (gateway) => overMcp(gateway, "legacy", "structured"),
  "the MCP client 1.x, price as text for a tool with an output schema": (gateway) =>
    overMcp(gateway, "legacy", "text"),
};

for (const [way, open] of Object.entries(WAYS)) {
  describe(`paying with ${way}`, () => {
    let gateway: Gateway;
    let paying: Paying;
    beforeEach(async () => {
      gateway = new Gateway();
      paying = await open(gateway);
    });
    afterEach(() => paying.close());

    it("pays the price and hands out the result", async () => {
      const signer = newSigner();
      expect(await paying.work(signer)).to.equal("done");
      expect(gateway.charged).to.equal(20_000n);
      expect(signer.charged()).to.equal(20_000n);
    });

    it("pays nothing for what is free", async () => {
      gateway.price = 0n;
      const signer = newSigner();
      expect(await paying.work(signer)).to.equal("done");
      expect(paying.requests()).to.equal(1);
      expect(signer.signed()).to.equal(0n);
    });

    it("pays calls at once, each under its own name, and they add up", async () => {
      const signer = newSigner();
      const results = await Promise.all(Array.from({ length: 8 }, () => paying.work(signer)));
      expect(results).to.deep.equal(Array(8).fill("done"));
      expect(gateway.charged).to.equal(160_000n);
      expect(signer.charged()).to.equal(160_000n);
      expect(signer.signed()).to.equal(160_000n);
      expect(new Set(gateway.presented.map(({ paymentIdentifier }) => paymentIdentifier)).size).to.equal(8);
    });

    for (const [what, change] of [
      ["a ledger that was charged before", (g: Gateway) => (g.charged = 1_000_000n)],
      ["another epoch", (g: Gateway) => (g.epoch = 4)],
    ] as const) {
      it(`signs again from the gateway's word on ${what}, under the same name`, async () => {
        change(gateway);
        const before = gateway.charged;
        expect(await paying.work(newSigner())).to.equal("done");
        expect(gateway.charged).to.equal(before + 20_000n);
        expect(gateway.presented).to.have.length(2);
        expect(gateway.presented[0]?.paymentIdentifier).to.equal(gateway.presented[1]?.paymentIdentifier);
      });
    }

    it("does not go on for ever with a gateway that always wants more", async () => {
      gateway.reserved = 50_000n;
      gateway.extraChanges = { reserved: "0", charged: "0" };
      const error = await failure(paying.work(newSigner()));
      expect(error).to.be.instanceOf(PaymentRefusedError);
      expect(error).to.include({ code: "voucher_too_low" });
      expect(gateway.presented).to.have.length(2);
    });

    it("does not sign past its budget however the gateway asks", async () => {
      gateway.charged = 1_000_000n;
      const signer = newSigner({ budget: 100_000n });
      expect(await failure(paying.work(signer))).to.be.instanceOf(BudgetExceededError);
      expect(signer.signed()).to.equal(20_000n);
    });

    it("asks again under the same name after a lost connection, and is charged once", async () => {
      paying.cut(2);
      const signer = newSigner();
      expect(await paying.work(signer)).to.equal("done");
      expect(gateway.charged).to.equal(20_000n);
      expect(gateway.presented).to.have.length(3);
      expect(new Set(gateway.presented.map(({ paymentIdentifier }) => paymentIdentifier)).size).to.equal(1);
    });

    it("gives up on a gateway that stays away", async () => {
      paying.cut(100);
      expect(await failure(paying.work(newSigner()))).to.be.instanceOf(Error);
      expect(gateway.presented).to.have.length(4);
    }).timeout(20_000);

    it("says that a receipt is forged, and still hands out what was paid for", async () => {
      gateway.misstateAfterSigning = { price: 1n };
      const error = await failure(paying.work(newSigner()));
      expect(error).to.be.instanceOf(ReceiptInvalidError);
      expect((error as ReceiptInvalidError).result).not.to.equal(undefined);
    });
  });
}

describe("an MCP client that pays", () => {
  it("needs one request for a price it has seen, and signs again when the terms have changed since", async () => {
    const gateway = new Gateway();
    const paying = await overMcp(gateway, "modern", "structured");
    const signer = newSigner();
    await paying.work(signer);
    const before = paying.requests();
    await paying.work(signer);
    expect(paying.requests() - before).to.equal(1);
    gateway.termsHash = `0x${"cc".repeat(32)}`;
    expect(await paying.work(signer)).to.equal("done");
    expect(paying.requests() - before).to.equal(3);
    expect(gateway.charged).to.equal(60_000n);
    await paying.close();
  });
});

/** x402 over HTTP, as POST /v1/invoke has it. */
async function overHttp(gateway: Gateway): Promise<Paying> {
  let requests = 0;
  let cuts = 0;
  const server = createServer((request, response) => {
    void (async () => {
      requests += 1;
      for await (const _chunk of request);
      const header = request.headers["payment-signature"];
      const verdict = header ? await gateway.pay(decodeHeader(String(header))) : undefined;
      if (verdict && cuts-- > 0) return request.socket.destroy();
      if (gateway.price > 0n && (!verdict || "required" in verdict)) {
        response.setHeader("payment-required", encodeHeader(verdict?.required ?? gateway.required()));
        return response.writeHead(402).end("{}");
      }
      if (verdict && "response" in verdict)
        response.setHeader("payment-response", encodeHeader(verdict.response));
      return response.end('{"result":"done"}');
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const fetches = new WeakMap<object, typeof fetch>();
  return {
    async work(signer) {
      if (!fetches.has(signer)) fetches.set(signer, fetchWithPayment(fetch, signer));
      const response = await fetches.get(signer)!(url, { method: "POST", body: '{"tool":"work"}' });
      return ((await response.json()) as { result: string }).result;
    },
    requests: () => requests,
    cut: (count) => (cuts = count),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** x402 over MCP: the price is a tool result, the payment and its receipt are `_meta`. */
async function overMcp(
  gateway: Gateway,
  era: "modern" | "legacy",
  form: "structured" | "text",
): Promise<Paying> {
  let requests = 0;
  let cuts = 0;
  const sockets = new Map<string, Socket>();
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: "gateway", version: "1.0.0" });
    server.registerTool("work", { inputSchema: z.object({}) }, async (_args, ctx) => {
      requests += 1;
      const payment = ctx.mcpReq._meta?.[PAYMENT_META];
      const verdict = payment === undefined ? undefined : await gateway.pay(payment);
      if (verdict && cuts-- > 0) sockets.get(ctx.http?.req?.headers.get("x-socket") ?? "")?.destroy();
      if (gateway.price > 0n && (!verdict || "required" in verdict)) {
        const required = verdict?.required ?? gateway.required();
        const content = [{ type: "text" as const, text: JSON.stringify(required) }];
        return form === "structured"
          ? { isError: true, content, structuredContent: required }
          : { isError: true, content, _meta: { [PAYMENT_ERROR_META]: required } };
      }
      const _meta =
        verdict && "response" in verdict ? { [PAYMENT_RESPONSE_META]: verdict.response } : undefined;
      return { content: [{ type: "text" as const, text: "done" }], ...(_meta ? { _meta } : {}) };
    });
    return server;
  });
  const node = toNodeHandler(handler);
  const server = createServer((request, response) => {
    const name = String(sockets.size);
    sockets.set(name, request.socket);
    request.headers["x-socket"] = name;
    void node(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
  const client = await connect(era, url);
  const wrapped = new WeakMap<object, typeof client>();
  return {
    async work(signer) {
      if (!wrapped.has(signer)) wrapped.set(signer, mcpWithPayment(client, signer));
      const result = await wrapped.get(signer)!.callTool({ name: "work", arguments: {} });
      const [first] = (result as { content: { text: string }[] }).content;
      return first?.text ?? "";
    },
    requests: () => requests,
    cut: (count) => (cuts = count),
    close: async () => {
      await client.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function connect(era: "modern" | "legacy", url: URL) {
  const info = { name: "test", version: "1.0.0" };
  if (era === "legacy") {
    const client = new LegacyClient(info);
    await client.connect(new LegacyTransport(url));
    return client;
  }
  const client = new ModernClient(info, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new ModernTransport(url));
  return client;
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}
