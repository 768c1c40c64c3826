/** ECDSA over secp256k1 as the vault checks it: 65 bytes, low s, v 27 or 28. Native code where it is there. */
import { createRequire } from "node:module";
import type * as secp256k1 from "secp256k1";
import { bytesToHex, type Address, type Hex } from "viem";
import { keccak256 } from "./keccak.ts";
import { spell } from "./spelling.ts";

export type Recovered = { readonly address: Address } | { readonly problem: string };

type Curve = Pick<typeof secp256k1, "ecdsaRecover" | "ecdsaSign">;

const load = createRequire(import.meta.url);

/** The module alone would fall back to slow code in silence; its bindings throw where they cannot run. */
export function loadCurve(code: "native" | "javascript"): Curve {
  return load(code === "native" ? "secp256k1/bindings.js" : "secp256k1/elliptic.js") as Curve;
}

/** Which code is live: the native one recovers some 14,000 signatures a second on one core, the other 600. */
export const signatureBackend = availableCode();
const curve = loadCurve(signatureBackend);

function availableCode(): "native" | "javascript" {
  try {
    loadCurve("native");
    return "native";
  } catch {
    return "javascript";
  }
}

/** Half of the curve's order: a signature with a higher s has a twin with a lower one. */
const HALF_ORDER = Buffer.from("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0", "hex");

/** Who signed the digest. */
export function recoverSigner(digest: Uint8Array, signature: Hex, using = curve): Recovered {
  if (signature.length !== 132) return { problem: `it has ${(signature.length - 2) / 2} bytes, not 65` };
  const bytes = Buffer.from(signature.slice(2), "hex");
  const v = bytes[64]!;
  if (v !== 27 && v !== 28) return { problem: `its v is ${v}, not 27 or 28` };
  if (bytes.compare(HALF_ORDER, 0, 32, 32, 64) > 0) return { problem: "its s is in the upper half" };
  try {
    return { address: addressOf(using.ecdsaRecover(bytes.subarray(0, 64), v - 27, digest, false)) };
  } catch {
    return { problem: "it is no point of the curve" };
  }
}

/** 65 bytes, deterministic (RFC 6979). */
export function signDigest(digest: Uint8Array, privateKey: Uint8Array, using = curve): Hex {
  const { signature, recid } = using.ecdsaSign(digest, privateKey);
  return `0x${Buffer.from(signature).toString("hex")}${recid === 0 ? "1b" : "1c"}`;
}

function addressOf(publicKey: Uint8Array): Address {
  return spell(bytesToHex(keccak256(publicKey.subarray(1)).subarray(12)));
}
