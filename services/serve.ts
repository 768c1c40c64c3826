/** Puts a service on a port: MCP at /mcp in both protocol eras, tool calls only with a gateway's token, /health. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createMcpHandler } from "@modelcontextprotocol/server";
import { hostHeaderValidation, toNodeHandler } from "@modelcontextprotocol/node";
import type { GatewayCredit } from "../sdk/verifier/check-credit.ts";
import { createUpstreamVerifier } from "../sdk/verifier/create-upstream-verifier.ts";
import type { VerifiedCaller } from "../sdk/verifier/verification.ts";
import { protectFetchHandler } from "../sdk/verifier/protect-fetch-handler.ts";
import type { Env } from "./env.ts";
import type { Service } from "./service.ts";

export interface RunningService {
  /** The MCP endpoint. */
  readonly url: string;
  close(): Promise<void>;
}

const MAX_BODY = 1024 * 1024;

export interface Serving {
  readonly env: Pick<Env, "host" | "publicUrl" | "gateways">;
  readonly port: number;
  /** What gateways may owe; without it there is no limit. */
  readonly credit?: GatewayCredit | undefined;
}

/** Rejects when the port is taken. Port 0 takes a free one. */
export async function serve(service: Service, { env, port, credit }: Serving): Promise<RunningService> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, env.host, resolve);
  });
  const listening = `http://${hostInUrl(env.host)}:${(server.address() as AddressInfo).port}/mcp`;
  const url = env.publicUrl ?? listening;

  const verifier = createUpstreamVerifier({
    gateways: env.gateways,
    audience: url,
    ...(credit ? { credit } : {}),
  });
  const handler = createMcpHandler(
    ({ authInfo }) => service.createServer(authInfo?.extra?.["caller"] as VerifiedCaller | undefined),
    { maxRequestBodySize: MAX_BODY },
  );
  const fetchHandler = protectFetchHandler(
    verifier,
    (request, caller) =>
      handler.fetch(
        request,
        caller
          ? { authInfo: { token: "", clientId: caller.caller, scopes: [], extra: { caller } } }
          : undefined,
      ),
    { maxBytes: MAX_BODY },
  );
  const mcp = toNodeHandler({ fetch: fetchHandler }, { maxRequestBodySize: MAX_BODY });
  // A page that rebinds its own name to this machine is turned away here.
  const isExpectedHost = hostHeaderValidation([
    "localhost",
    "127.0.0.1",
    "[::1]",
    env.host,
    new URL(url).hostname,
  ]);
  server.on("request", (request, response) => {
    if (!isExpectedHost(request, response)) return;
    const { pathname } = new URL(request.url ?? "/", url);
    if (pathname === "/health")
      response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}');
    else if (pathname === "/mcp") void mcp(request, response);
    else response.writeHead(404, { "content-type": "text/plain" }).end("The MCP endpoint is /mcp.\n");
  });

  return {
    url,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await handler.close();
      await service.close();
    },
  };
}

/** A loopback address goes by `localhost`, as it is listed; an IPv6 one needs its brackets. */
function hostInUrl(host: string): string {
  if (host === "127.0.0.1" || host === "0.0.0.0" || host === "::1" || host === "::") return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}
