import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JWK,
} from "jose";
import type { KeyValueStore } from "../kv/types.ts";

export interface SigningKey {
  /** RFC 7638 thumbprint. */
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

const STORED_AT = "jwt-key";

/**
 * The ES256 key that signs caller tokens: the given JWK, else the one in the store, which is made on first use.
 * @throws Error when the given JWK is not a private P-256 key.
 */
export async function loadSigningKey(store: KeyValueStore, given?: string): Promise<SigningKey> {
  const jwk = parseKey(given ?? (await storedKey(store)));
  if (jwk?.kty !== "EC" || jwk.crv !== "P-256" || jwk.d === undefined) {
    throw new Error("JWT_KEY is not an ES256 private key in JWK form.");
  }
  const { d: _private, key_ops: _operations, ext: _extractable, ...publicJwk } = jwk;
  const kid = await calculateJwkThumbprint(publicJwk);
  return {
    kid,
    privateKey: (await importJWK(jwk, "ES256")) as CryptoKey,
    publicJwk: { ...publicJwk, kid, alg: "ES256", use: "sig" },
  };
}

/** JSON.parse's own error would show a part of the key. */
function parseKey(text: string): JWK | undefined {
  try {
    return JSON.parse(text) as JWK;
  } catch {
    return undefined;
  }
}

async function storedKey(store: KeyValueStore): Promise<string> {
  const kept = await store.get(STORED_AT);
  if (kept) return kept;
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return store.setIfAbsent(STORED_AT, JSON.stringify(await exportJWK(privateKey)));
}
