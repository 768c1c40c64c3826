/** A gateway as far as publishers see it: the real signer of caller tokens, and its keys over HTTP. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Address } from "viem";
import type { KeyValueStore } from "../../../gateway/kv/types.ts";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { loadSigningKey } from "../../../gateway/upstream/signing-key.ts";

const GATEWAY = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

/** `now` is the Unix second that tokens are signed at. */
export async function startTokenIssuer(now?: () => number) {
  const key = await loadSigningKey(emptyStore());
  let keysAsked = 0;
  const server = createServer((_request, response) => {
    keysAsked += 1;
    response.setHeader("content-type", "application/json").end(JSON.stringify(tokens.jwks()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const tokens = createCallerTokens({ key, issuer, gateway: GATEWAY, ...(now ? { now } : {}) });
  return {
    issuer,
    gateway: GATEWAY,
    keysAsked: () => keysAsked,
    tokenFor: (endpoint: string, caller: Address | "anonymous" = CALLER, serviceId = 7n) =>
      tokens.tokenFor({ caller, serviceId, endpoint, tier: caller === "anonymous" ? "free" : "paid" }),
    prepaidTokenFor: (endpoint: string, serviceId = 7n) =>
      tokens.tokenFor({ caller: CALLER, serviceId, endpoint, tier: "prepaid" }),
    unclaimedFor: (endpoint: string, unclaimed: bigint, serviceId = 7n) =>
      tokens.unclaimedFor({ serviceId, endpoint, unclaimed }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
export type TokenIssuer = Awaited<ReturnType<typeof startTokenIssuer>>;

export const CALLER: Address = "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65";
export const OTHER_CALLER: Address = "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc";

function emptyStore(): KeyValueStore {
  const values = new Map<string, string>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    setIfAbsent: async (key, value) => {
      if (!values.has(key)) values.set(key, value);
      return values.get(key) ?? value;
    },
    take: async (key) => {
      const value = values.get(key);
      values.delete(key);
      return value;
    },
  };
}
