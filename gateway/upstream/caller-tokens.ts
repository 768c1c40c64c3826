import { SignJWT } from "jose";
import { getAddress, type Address } from "viem";
import { audienceOf } from "./audience.ts";
import type { SigningKey } from "./signing-key.ts";
import type { CallerIdentity, CallerTokens } from "./types.ts";
import { createUnclaimedTokens } from "./unclaimed-tokens.ts";

/** Seconds. */
export const CALLER_TOKEN_LIFE = 900;

/** Tokens kept at once; above it the oldest is dropped and would be signed again. */
const CACHE_SIZE = 20_000;

interface Cached {
  readonly token: Promise<string>;
  /** Unix seconds. */
  readonly renewAt: number;
}

/**
 * ES256 JWTs of 15 minutes with the claims `iss` (the gateway's URL), `gw` (its address), `aud` (origin and path of the
 * endpoint), `mcp` (service id), `sub` (payer or `anonymous`) and `tier`. A caller of a service gets the same token
 * until two thirds of its life are over, so that a call costs no signature.
 */
export function createCallerTokens(options: {
  readonly key: SigningKey;
  readonly issuer: string;
  readonly gateway: Address;
  /** Unix seconds by the wall clock, as JWTs count. */
  readonly now?: () => number;
}): CallerTokens {
  const { key, issuer, gateway, now = () => Math.floor(Date.now() / 1000) } = options;
  const cache = new Map<string, Cached>();

  function sign({ caller, serviceId, endpoint, tier }: CallerIdentity, issuedAt: number): Promise<string> {
    return new SignJWT({ mcp: serviceId.toString(), tier, gw: gateway })
      .setProtectedHeader({ alg: "ES256", kid: key.kid, typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(caller === "anonymous" ? caller : getAddress(caller))
      .setAudience(audienceOf(endpoint))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + CALLER_TOKEN_LIFE)
      .sign(key.privateKey);
  }

  return {
    tokenFor(identity) {
      const { caller, serviceId, endpoint, tier } = identity;
      const name = `${caller.toLowerCase()} ${serviceId} ${tier} ${endpoint}`;
      const issuedAt = now();
      const kept = cache.get(name);
      if (kept && issuedAt < kept.renewAt) return kept.token;
      cache.delete(name);
      const token = sign(identity, issuedAt);
      cache.set(name, { token, renewAt: issuedAt + (CALLER_TOKEN_LIFE * 2) / 3 });
      token.catch(() => cache.delete(name));
      const [oldest] = cache.keys();
      if (cache.size > CACHE_SIZE && oldest !== undefined) cache.delete(oldest);
      return token;
    },
    unclaimedFor: createUnclaimedTokens({ key, issuer, gateway, now }),
    jwks: () => ({ keys: [key.publicJwk] }),
  };
}
