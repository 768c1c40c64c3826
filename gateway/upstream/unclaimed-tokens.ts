import { SignJWT } from "jose";
import type { Address } from "viem";
import { audienceOf } from "./audience.ts";
import type { SigningKey } from "./signing-key.ts";
import type { UnclaimedStatement } from "./types.ts";

/** Seconds for which a statement is good: publishers refuse an older one. */
export const UNCLAIMED_LIFE = 60;

/** Seconds for which the same statement is sent again while it stays true. */
const REPEATED = 20;

interface Cached {
  readonly token: Promise<string>;
  readonly unclaimed: bigint;
  /** Unix seconds. */
  readonly issuedAt: number;
}

/**
 * ES256 JWTs that tell a publisher what this gateway owes him: `iss`, `gw`, `aud` and `mcp` as in caller tokens, and
 * `unclaimed`, token base units as text. All callers of a service share one, and a second sees one signature at most.
 */
export function createUnclaimedTokens(options: {
  readonly key: SigningKey;
  readonly issuer: string;
  readonly gateway: Address;
  /** Unix seconds by the wall clock. */
  readonly now: () => number;
}): (statement: UnclaimedStatement) => Promise<string> {
  const { key, issuer, gateway, now } = options;
  const cache = new Map<string, Cached>();

  return ({ serviceId, endpoint, unclaimed }) => {
    const name = `${serviceId} ${endpoint}`;
    const issuedAt = now();
    const kept = cache.get(name);
    const life = kept?.unclaimed === unclaimed ? REPEATED : 1;
    if (kept && issuedAt < kept.issuedAt + life) return kept.token;
    const token = new SignJWT({ mcp: serviceId.toString(), gw: gateway, unclaimed: unclaimed.toString() })
      .setProtectedHeader({ alg: "ES256", kid: key.kid, typ: "JWT" })
      .setIssuer(issuer)
      .setAudience(audienceOf(endpoint))
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + UNCLAIMED_LIFE)
      .sign(key.privateKey);
    cache.set(name, { token, unclaimed, issuedAt });
    token.catch(() => cache.delete(name));
    return token;
  };
}
