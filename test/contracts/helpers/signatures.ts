/** Other forms of a valid signature, which a verifier that counts on one form must refuse. */
import {
  concatHex,
  numberToHex,
  parseSignature,
  serializeCompactSignature,
  signatureToCompactSignature,
  type Hex,
} from "viem";

const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** The twin of a signature on the upper half of the curve's order (EIP-2): recovers to the same address. */
export function malleate(signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature);
  return concatHex([r, numberToHex(N - BigInt(s), { size: 32 }), numberToHex(28 - yParity)]);
}

/** The 64 bytes of EIP-2098. */
export function compact(signature: Hex): Hex {
  return serializeCompactSignature(signatureToCompactSignature(parseSignature(signature)));
}
