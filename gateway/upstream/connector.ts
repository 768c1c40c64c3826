/**
 * How the gateway opens connections to publishers' servers. A publisher writes its endpoint on chain, so anyone can
 * point the gateway anywhere: without these checks at an address of the gateway's own network (SSRF).
 */
import { lookup as resolve, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isPublicAddress } from "./public-address.ts";

export class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
  readonly code = "ERR_PRIVATE_ADDRESS";

  constructor(host: string) {
    super(`${host} is not at a public address`);
  }
}

/**
 * A connector for undici's `Pool` and `Agent` (option `connect`). Unless private upstreams are allowed, it fails with
 * PrivateAddressError for every other than a public address. The check is on the very address that is connected to,
 * so a name that resolves differently a second time (DNS rebinding) gains nothing.
 */
export function upstreamConnector(options: {
  readonly privateUpstreams: boolean;
  /** Milliseconds. */
  readonly connectTimeout?: number;
}): buildConnector.connector {
  const timeout = options.connectTimeout ?? 5_000;
  if (options.privateUpstreams) return buildConnector({ timeout });
  const connect = buildConnector({ timeout, lookup: publicLookup } as buildConnector.BuildOptions);
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, "");
    // A literal address is connected to without a lookup.
    if (isIP(host) && !isPublicAddress(host)) {
      process.nextTick(() => callback(new PrivateAddressError(host), null));
      return;
    }
    connect(target, callback);
  };
}

const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, "", 0);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(new PrivateAddressError(hostname), "", 0);
    }
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};
