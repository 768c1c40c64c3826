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

/** The header in which a gateway sends its token. */
export const TOKEN_HEADER = "x-stoa-token";

export interface TrustedGateway {
  /** The gateway's public origin: the token's `iss`. */
  readonly issuer: string;
  /** Where its keys are; `/.well-known/jwks.json` under the issuer when absent. */
  readonly jwksUrl?: string;
}

export interface UpstreamVerifierOptions {
  readonly gateways: readonly TrustedGateway[];
  /** Origin and path of your endpoint as it is listed: a token for another service is worth nothing here. */
  readonly audience: string;
  /** Seconds by which clocks may differ. */
  readonly clockTolerance?: number;
}

/** Who is calling, as a trusted gateway says. */
export interface VerifiedCaller {
  /** The payer's address, or `anonymous` for a free call. */
  readonly caller: string;
  /** Your service's id in the ServiceRegistry. */
  readonly serviceId: bigint;
  readonly tier: "free" | "paid";
  /** The gateway's address. */
  readonly gateway: string;
  readonly issuer: string;
}

export type TokenProblem =
  | "token_missing"
  | "token_malformed"
  | "gateway_unknown"
  | "audience_wrong"
  | "token_expired"
  | "signature_invalid"
  | "keys_unavailable";

export type Verification =
  | { readonly ok: true; readonly caller: VerifiedCaller }
  | { readonly ok: false; readonly problem: TokenProblem; readonly message: string };

export interface UpstreamVerifier {
  /** Never throws: what is wrong with a token is a value. */
  verify(token: string | undefined): Promise<Verification>;
}

const claimsSchema = z.object({
  sub: z.string().min(1),
  mcp: z
    .string()
    .regex(/^[0-9]+$/)
    .transform(BigInt),
  tier: z.enum(["free", "paid"]),
  gw: z.string(),
});

const ADVICE = "Call this service through a Stoa gateway.";

/** Throws a TypeError for a list without gateways or a URL that is none. Keys are fetched once and kept. */
export function createUpstreamVerifier(options: UpstreamVerifierOptions): UpstreamVerifier {
  if (options.gateways.length === 0) throw new TypeError("name at least one trusted gateway");
  const { origin, pathname } = new URL(options.audience);
  const audience = `${origin}${pathname}`;
  const keysOf = new Map(
    options.gateways.map(({ issuer, jwksUrl }) => [
      issuer,
      createRemoteJWKSet(new URL(jwksUrl ?? "/.well-known/jwks.json", issuer), { timeoutDuration: 5_000 }),
    ]),
  );

  return {
    async verify(token) {
      if (!token) return refuse("token_missing", `The header ${TOKEN_HEADER} is missing. ${ADVICE}`);
      let claims: JWTPayload;
      try {
        claims = decodeJwt(token);
      } catch {
        return refuse("token_malformed", `The token in ${TOKEN_HEADER} is not a JWT. ${ADVICE}`);
      }
      const issuer = claims.iss ?? "";
      const keys = keysOf.get(issuer);
      if (!keys)
        return refuse("gateway_unknown", `This service does not take calls from gateway "${issuer}".`);
      return verifyWith(keys, issuer, token);
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

function refuse(problem: TokenProblem, message: string): Verification {
  return { ok: false, problem, message };
}
