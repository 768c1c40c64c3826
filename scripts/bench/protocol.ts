/** What the parts of the bench agree on. */
import type { Address, Hex } from "viem";

export const CHAIN_ID = 31337;
export const VAULT: Address = "0x1111111111111111111111111111111111111111";
export const GATEWAY: Address = "0x2222222222222222222222222222222222222222";
export const ASSET: Address = "0x4444444444444444444444444444444444444444";
export const RECEIPT_KEY: Hex = `0x${"07".repeat(32)}`;
/** Chain time, Unix seconds. */
export const NOW = 1_800_000_000n;
/** Token base units. */
export const PRICE = 1_000n;
export const TERMS_HASH: Hex = `0x${"ab".repeat(32)}`;
export const FREE_SERVICE = 1n;
export const PAID_SERVICE = 2n;
export const CONNECTIONS = 64;

/** First line of each server: where it listens. */
export interface Ready {
  readonly port: number;
}

/** CPU time of a server so far, all threads, microseconds; its answer to any line on its standard input. */
export interface Usage {
  readonly cpu: number;
}

/** What the load generator prints. */
export interface Measured {
  /** Requests per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly requests: number;
  readonly errors: number;
}

/** Says where a server listens, and its CPU time whenever it is asked. */
export function report(port: number): void {
  say({ port });
  process.stdin.on("data", () => {
    const { user, system } = process.cpuUsage();
    say({ cpu: user + system });
  });
  // Its parent is gone.
  process.stdin.on("end", () => process.exit(0));
}

function say(value: Ready | Usage): void {
  console.log(JSON.stringify(value));
}
