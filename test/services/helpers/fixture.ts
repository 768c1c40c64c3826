/** A service on a free port, and clients of both eras with a caller's token. */
import type { Address } from "viem";
import type { Service } from "../../../services/service.ts";
import { serve } from "../../../services/serve.ts";
import { connect, type ConnectedClient, type Era } from "./clients.ts";
import { startTokenIssuer } from "./token-issuer.ts";

export async function serviceFixture(service: Service) {
  const issuer = await startTokenIssuer();
  const env = { host: "127.0.0.1", publicUrl: undefined, gateways: [{ issuer: issuer.issuer }] };
  const running = await serve(service, { env, port: 0 });
  const clients: ConnectedClient[] = [];
  return {
    url: running.url,
    issuer,
    async client(era: Era, caller?: Address | "anonymous"): Promise<ConnectedClient> {
      const client = await connect(era, running.url, await issuer.tokenFor(running.url, caller));
      clients.push(client);
      return client;
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()));
      await running.close();
      await issuer.close();
    },
  };
}
export type ServiceFixture = Awaited<ReturnType<typeof serviceFixture>>;
