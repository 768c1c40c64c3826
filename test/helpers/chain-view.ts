/** A chain view over values that a test sets: for what depends on the chain's word alone, not on how it is read. */
import { zeroAddress, zeroHash, type Address, type Hex } from "viem";
import type {
  AccountView,
  ChainView,
  ClaimedView,
  ServiceView,
  SessionKeyView,
} from "../../gateway/chain/types.ts";

export interface SettableChain extends ChainView {
  time: bigint;
  isStalled: boolean;
  readonly accounts: Map<Address, AccountView>;
  readonly keys: Map<string, SessionKeyView>;
  readonly services: Map<bigint, ServiceView>;
  readonly claims: Map<string, ClaimedView>;
  readonly contracts: Set<Address>;
}

export const keyName = (payer: Address, key: Address) => `${payer} ${key}`;
export const claimName = (payer: Address, key: Address, serviceId: bigint) => `${payer} ${key} ${serviceId}`;

export const UNKNOWN_KEY: SessionKeyView = {
  cap: 0n,
  spent: 0n,
  integrator: zeroAddress,
  validBefore: 0n,
  nonce: 0n,
  maxPerCall: 0n,
  restricted: false,
  revoked: false,
  servicesRoot: zeroHash,
};

export function emptyAccount(balance: bigint): AccountView {
  return { balanceSafe: balance, balanceLatest: balance, thawing: 0n, thawEnd: 0n, epoch: 0, block: 10n };
}

export function createSettableChain(time: bigint): SettableChain {
  const hash: Hex = zeroHash;
  const chain: SettableChain = {
    time,
    isStalled: false,
    accounts: new Map(),
    keys: new Map(),
    services: new Map(),
    claims: new Map(),
    contracts: new Set(),
    head: () => ({ number: 10n, hash, timestamp: chain.time }),
    safe: () => 8n,
    now: () => chain.time,
    stalled: () => chain.isStalled,
    account: async (payer) => chain.accounts.get(payer) ?? emptyAccount(0n),
    sessionKey: async (payer, key) => chain.keys.get(keyName(payer, key)) ?? UNKNOWN_KEY,
    async service(serviceId) {
      return (
        chain.services.get(serviceId) ?? { serviceId, status: "inactive", listed: false, terms: undefined }
      );
    },
    standing: async () => ({
      staked: true,
      domain: false,
      audit: false,
      unlocked: true,
      reviewed: true,
      verified: false,
    }),
    async claimed(payer, key, serviceId) {
      const { epoch, block } = await chain.account(payer);
      return chain.claims.get(claimName(payer, key, serviceId)) ?? { claimed: 0n, epoch, block };
    },
    onChange: () => () => undefined,
    hasCode: async (account) => chain.contracts.has(account),
    pollNow: async () => undefined,
  };
  return chain;
}
