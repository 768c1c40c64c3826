/** Sign-In with Ethereum: https://eips.ethereum.org/EIPS/eip-4361 */
import { recoverMessageAddress, isAddressEqual, type Address, type Hex } from "viem";
import { generateSiweNonce, parseSiweMessage } from "viem/siwe";
import type { KeyValueStore } from "../kv/types.ts";
import { refuse, type Refusal } from "../refusals.ts";

/** Milliseconds in which a nonce must be used. */
const NONCE_LIFE = 10 * 60 * 1000;

/** Milliseconds by which a wallet's clock may be ahead. */
const CLOCK_SKEW = 60 * 1000;

export interface Login {
  /** A fresh nonce that one login may use once. */
  nonce(): Promise<string>;
  /** The account that signed `message`, or why the login is refused. */
  verify(message: string, signature: Hex): Promise<{ readonly address: Address } | Refusal>;
}

export function createLogin(options: {
  readonly store: KeyValueStore;
  /** The site's origin: the message must name it as domain and URI, else another site could collect logins for this one. */
  readonly origin: string;
  readonly chainId: number;
  readonly contractAccepts: (signer: Address, message: string, signature: Hex) => Promise<boolean>;
  /** Wall-clock milliseconds. */
  readonly now?: () => number;
}): Login {
  const { store, chainId, contractAccepts, now = Date.now } = options;
  const { host, origin } = new URL(options.origin);

  function problemOf(message: ReturnType<typeof parseSiweMessage>): string | undefined {
    const { address, version, domain, uri, issuedAt, expirationTime, notBefore } = message;
    if (!address || version !== "1" || !issuedAt) return "it is not an EIP-4361 message";
    if (domain !== host) return `it is for ${domain}, this is ${host}`;
    if (URL.parse(uri ?? "")?.origin !== origin) return `its URI is ${uri}, this is ${origin}`;
    if (message.chainId !== chainId) return `it is for chain ${message.chainId}, this is chain ${chainId}`;
    // Negated, so that a date that is no date is refused as well.
    if (!(issuedAt.getTime() <= now() + CLOCK_SKEW)) return "it is dated in the future";
    if (expirationTime && !(expirationTime.getTime() > now())) return "it has expired";
    if (notBefore && !(notBefore.getTime() <= now() + CLOCK_SKEW)) return "it is not valid yet";
    return undefined;
  }

  return {
    async nonce() {
      const nonce = generateSiweNonce();
      await store.set(`login-nonce-${nonce}`, "open", now() + NONCE_LIFE);
      return nonce;
    },

    async verify(message, signature) {
      const parsed = parseSiweMessage(message);
      const problem = problemOf(parsed);
      if (problem) return refuse("login_invalid", { problem });
      const { address, nonce } = parsed as { address: Address; nonce?: string };
      // Taken before the signature is checked: a nonce has one try.
      if (!nonce || !(await store.take(`login-nonce-${nonce}`))) {
        return refuse("login_invalid", { problem: "its nonce was never given out, was used, or is too old" });
      }
      const signer = await recoverMessageAddress({ message, signature }).catch(() => undefined);
      // A key's own signature counts whatever code its account has; only else the code is asked (ERC-1271).
      if (signer && isAddressEqual(signer, address)) return { address };
      if (await contractAccepts(address, message, signature)) return { address };
      return refuse("login_invalid", { problem: `it is not signed by ${address}` });
    },
  };
}
