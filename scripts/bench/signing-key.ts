import { exportJWK, generateKeyPair } from "jose";
import type { SigningKey } from "../../gateway/upstream/signing-key.ts";

export async function newSigningKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
  return {
    kid: "bench",
    privateKey,
    publicJwk: { ...(await exportJWK(publicKey)), kid: "bench", alg: "ES256" },
  };
}
