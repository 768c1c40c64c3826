import { zeroAddress, zeroHash } from "viem";
import type { ChainView, TermsView } from "../../gateway/chain/types.ts";
import { FREE_SERVICE, NOW, PRICE, TERMS_HASH } from "./protocol.ts";

/** A chain on which everybody is rich and nothing happens: the bench measures the gateway, not a node. */
export function createFixedChain(): ChainView {
  const account = {
    balanceSafe: 10n ** 15n,
    balanceLatest: 10n ** 15n,
    thawing: 0n,
    thawEnd: 0n,
    epoch: 0,
    block: 1n,
  };
  const key = {
    cap: 10n ** 15n,
    spent: 0n,
    integrator: zeroAddress,
    validBefore: NOW + 86_400n,
    nonce: 1n,
    maxPerCall: 0n,
    restricted: false,
    revoked: false,
    servicesRoot: zeroHash,
  };
  const terms: TermsView = {
    termsId: TERMS_HASH,
    feeVersion: 1,
    termsHash: TERMS_HASH,
    model: "per-call",
    chargeOnError: false,
    maxPrice: PRICE,
    pricesHash: zeroHash,
  };
  return {
    head: () => ({ number: 1n, hash: zeroHash, timestamp: NOW }),
    safe: () => 1n,
    now: () => NOW,
    stalled: () => false,
    account: async () => account,
    sessionKey: async () => key,
    service: async (serviceId) => ({
      serviceId,
      status: "active",
      listed: true,
      terms: serviceId === FREE_SERVICE ? { ...terms, model: "free" } : terms,
    }),
    standing: async () => ({
      staked: true,
      domain: false,
      audit: false,
      unlocked: true,
      reviewed: true,
      verified: false,
    }),
    onChange: () => () => undefined,
    claimed: async () => ({ claimed: 0n, epoch: 0, block: 1n }),
    hasCode: async () => false,
    pollNow: async () => undefined,
  };
}
