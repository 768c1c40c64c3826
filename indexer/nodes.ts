/** Ponder asks each node 20 times a second at first and learns slowly that it may ask more, up to 500 times. */
const NAMED = 500 / 20;

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Nodes that the index asks: the one at this URL. One on this machine is named as often as lets Ponder ask it without
 * first learning how: it has no limit to find out, and the learning took most of a minute of each start.
 */
export function nodesAt(rpcUrl: string): string | string[] {
  return LOOPBACK.test(new URL(rpcUrl).hostname) ? Array<string>(NAMED).fill(rpcUrl) : rpcUrl;
}
