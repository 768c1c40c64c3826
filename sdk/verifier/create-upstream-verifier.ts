/** For publishers: tells whether a call came through a gateway that you trust, by the token it sends along. */
import {
  createRemoteJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyGetKey,
} from "jose";
import { z } from "zod";
import { CALLER_TOKEN_HEADER } from "../../contracts/payment.ts";
import { createCreditCheck, type GatewayCredit } from "./check-credit.ts";
import { refuse, type Verification } from "./verification.ts";

export interface TrustedGateway {
  /** The gateway's public origin: the token's `iss`. */
  readonly issuer: string;
  /** Where its keys are; `/.well-known/jwks.json` under the issuer when absent. */
  readonly jwksUrl?: string;
  /** Its address in the GatewayRegistry, whose bond stands for it: needed for `credit`. */
  readonly address?: string;
}

export interface UpstreamVerifierOptions {
  readonly gateways: readonly TrustedGateway[];
  /** Origin and path of your endpoint as it is listed: a token for another service is worth nothing here. */
  readonly audience: string;
  /** Seconds by which clocks may differ. */
  readonly clockTolerance?: number;
  /** What a gateway may owe before its paid calls are refused; without it there is no limit. */
  readonly credit?: GatewayCredit;
}

/** What a gateway sends along with a call. */
export interface SentTokens {
  readonly caller: string | undefined;
  readonly unclaimed: string | undefined;
}

export interface UpstreamVerifier {
  /** Never throws: what is wrong with a token is a value. */
  verify(sent: SentTokens): Promise<Verification>;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  mcp: z
    .string()
    .regex(/^[0-9]+$/)
    .transform(BigInt),
  tier: z.enum(["free", "paid", "prepaid"]),
  gw: z.string(),
});

const ADVICE = "Call this service through a Stoa gateway.";

/**
 * Throws a TypeError for a list without gateways, a URL that is none, or credit for a gateway without an address. Keys are
 * fetched once and kept.
 */
export function createUpstreamVerifier(options: UpstreamVerifierOptions): UpstreamVerifier {
  if (options.gateways.length === 0) throw new TypeError("name at least one trusted gateway");
  // Else a gateway could name another one's bond.
  if (options.credit && options.gateways.some(({ address }) => address === undefined))
    throw new TypeError("name each gateway's address, whose bond its credit is a share of");
  const { origin, pathname } = new URL(options.audience);
  const audience = `${origin}${pathname}`;
  const trusted = new Map(
    options.gateways.map(({ issuer, jwksUrl, address }) => [
      issuer,
      {
        address: address?.toLowerCase(),
        keys: createRemoteJWKSet(new URL(jwksUrl ?? "/.well-known/jwks.json", issuer), {
          timeoutDuration: 5_000,
        }),
      },
    ]),
  );
  const whyNoCredit = options.credit && createCreditCheck(options.credit, audience);

  return {
    async verify({ caller: token, unclaimed }) {
      if (!token) return refuse("token_missing", `The header ${CALLER_TOKEN_HEADER} is missing. ${ADVICE}`);
      let claims: JWTPayload;
      try {
        claims = decodeJwt(token);
      } catch {
        return refuse("token_malformed", `The token in ${CALLER_TOKEN_HEADER} is not a JWT. ${ADVICE}`);
      }
      const issuer = claims.iss ?? "";
      const known = trusted.get(issuer);
      if (!known)
        return refuse("gateway_unknown", `This service does not take calls from gateway "${issuer}".`);
      const { keys, address } = known;
      const verified = await verifyWith(keys, issuer, token);
      if (verified.ok && address !== undefined && address !== verified.caller.gateway.toLowerCase())
        return refuse("gateway_unknown", `"${issuer}" is not the gateway ${verified.caller.gateway}.`);
      if (!verified.ok || !whyNoCredit || verified.caller.tier === "free") return verified;
      return (await whyNoCredit(keys, verified.caller, unclaimed)) ?? verified;
    },
  };

  async function verifyWith(keys: JWTVerifyGetKey, issuer: string, token: string): Promise<Verification> {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        // Only what gateways sign with: a token must not choose its own algorithm.
        algorithms: ["ES256"],
        requiredClaims: ["exp", "sub"],
        clockTolerance: options.clockTolerance ?? 5,
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success)
        return refuse("token_malformed", "The token lacks one of the claims sub, mcp, tier, gw.");
      const { sub, mcp, tier, gw } = claims.data;
      return { ok: true, caller: { caller: sub, serviceId: mcp, tier, gateway: gw, issuer } };
    } catch (error) {
      return explain(error, audience);
    }
  }
}

function explain(error: unknown, audience: string): Verification {
  if (error instanceof errors.JWTExpired) return refuse("token_expired", `The token has expired. ${ADVICE}`);
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud")
    return refuse("audience_wrong", `The token is for another endpoint; this is ${audience}.`);
  if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTInvalid)
    return refuse("token_malformed", `The token cannot be used: ${error.message}.`);
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JWSInvalid
  )
    return refuse("signature_invalid", `The token was not signed by a key of its gateway. ${ADVICE}`);
  return refuse("keys_unavailable", "The gateway's keys cannot be read now. Try again in a moment.");
}
