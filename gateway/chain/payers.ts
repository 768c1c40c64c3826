import { BaseError, ContractFunctionZeroDataError, type Address } from "viem";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import { createCallLimits } from "./call-limits.ts";
import type { ChainClient } from "./client.ts";
import { Lru } from "./lru.ts";
import { Memo } from "./memo.ts";
import type { AccountView, ClaimedView, SessionKeyView } from "./types.ts";

/** A payer can make up any number of keys and services; each costs only its own payer's room. */
const KEYS_PER_PAYER = 256;
const LEDGERS_PER_PAYER = 1024;

/** Numbers of the blocks that are read at. */
export interface ReadAt {
  readonly head: bigint;
  readonly safe: bigint;
}

interface Payer {
  readonly address: Address;
  readonly account: Memo<Omit<AccountView, "block">>;
  readonly keys: Memo<SessionKeyView>;
  readonly ledgers: Memo<Omit<ClaimedView, "block">>;
  /**
   * Head when the payer was first read after a change. Until that block is safe, the balance at the safe block may
   * differ from the newest one and is read again each time the safe block moves.
   */
  settledFrom: bigint | undefined;
}

export interface PayersDeps {
  readonly client: ChainClient;
  readonly vault: Address;
  readonly gateway: Address;
  /** First block that can hold an event of the vault. */
  readonly startBlock: bigint;
  /** Most payers kept at once. */
  readonly limit: number;
}

export interface Payers {
  account(payer: Address, at: ReadAt): Promise<AccountView>;
  sessionKey(payer: Address, key: Address, at: ReadAt): Promise<SessionKeyView>;
  claimed(payer: Address, key: Address, serviceId: bigint, at: ReadAt): Promise<ClaimedView>;
  /** Drops what was read of payers that changed. */
  touch(payers: readonly Address[]): void;
  /** Drops the accounts whose balance at the safe block can have changed by its move to `safe`. */
  advanceSafe(safe: bigint): void;
  /** Drops everything and names whose it was. */
  clear(): Address[];
}

/**
 * Accounts, session keys and ledgers of one gateway's payers, read once and kept until the chain says they changed.
 * Each answer is stamped with the head it was asked at: what no block since the read has touched is still true there.
 */
export function createPayers({ client, vault, gateway, startBlock, limit }: PayersDeps): Payers {
  const callLimits = createCallLimits({ client, vault, gateway, startBlock });
  const payers = new Lru<string, Payer>(limit);
  const unsettled = new Set<Payer>();
  const contract = { address: vault, abi: escrowVaultAbi } as const;

  function payerOf(address: Address): Payer {
    const known = payers.get(address.toLowerCase());
    if (known) return known;
    const payer: Payer = {
      address,
      account: new Memo(1),
      keys: new Memo(KEYS_PER_PAYER),
      ledgers: new Memo(LEDGERS_PER_PAYER),
      settledFrom: undefined,
    };
    payers.set(address.toLowerCase(), payer);
    return payer;
  }

  const accountAt = (payer: Address, blockNumber: bigint) =>
    client.readContract({ ...contract, functionName: "accountOf", args: [payer, gateway], blockNumber });

  /** Zero when the vault was not there yet. */
  async function balanceAt(payer: Address, block: bigint): Promise<bigint> {
    try {
      return (await accountAt(payer, block)).balance;
    } catch (error) {
      if (error instanceof BaseError && error.walk(isZeroData)) return 0n;
      throw error;
    }
  }

  async function readAccount(payer: Address, { head, safe }: ReadAt): Promise<Omit<AccountView, "block">> {
    const [latest, balanceSafe] = await Promise.all([accountAt(payer, head), balanceAt(payer, safe)]);
    return {
      balanceSafe,
      balanceLatest: latest.balance,
      thawing: latest.thawing,
      thawEnd: BigInt(latest.thawEnd),
      epoch: latest.epoch,
    };
  }

  async function readSessionKey(payer: Address, key: Address, { head }: ReadAt): Promise<SessionKeyView> {
    const { introduced: _vaults, ...stored } = await client.readContract({
      ...contract,
      functionName: "sessionKeyOf",
      args: [payer, gateway, key],
      blockNumber: head,
    });
    return {
      ...stored,
      validBefore: BigInt(stored.validBefore),
      nonce: BigInt(stored.nonce),
      maxPerCall: await callLimits.maxPerCall(payer, key, stored.nonce, head),
    };
  }

  async function readClaimed(
    payer: Address,
    key: Address,
    serviceId: bigint,
    { head }: ReadAt,
  ): Promise<Omit<ClaimedView, "block">> {
    const [{ epoch }, ledger] = await Promise.all([
      accountAt(payer, head),
      client.readContract({
        ...contract,
        functionName: "ledgerOf",
        args: [payer, gateway, key, serviceId],
        blockNumber: head,
      }),
    ]);
    return { claimed: ledger.epoch === epoch ? ledger.claimed : 0n, epoch };
  }

  return {
    async account(address, at) {
      const payer = payerOf(address);
      const account = await payer.account.get("", () => {
        payer.settledFrom ??= at.head;
        if (at.safe < payer.settledFrom) unsettled.add(payer);
        return readAccount(address, at);
      });
      return { ...account, block: at.head };
    },
    sessionKey: (payer, key, at) =>
      payerOf(payer).keys.get(key.toLowerCase(), () => readSessionKey(payer, key, at)),
    async claimed(payer, key, serviceId, at) {
      const claimed = await payerOf(payer).ledgers.get(`${key.toLowerCase()} ${serviceId}`, () =>
        readClaimed(payer, key, serviceId, at),
      );
      return { ...claimed, block: at.head };
    },
    touch(addresses) {
      for (const address of addresses) {
        const payer = payers.get(address.toLowerCase());
        if (!payer) continue;
        payer.account.clear();
        payer.keys.clear();
        payer.ledgers.clear();
        payer.settledFrom = undefined;
        unsettled.delete(payer);
      }
    },
    advanceSafe(safe) {
      for (const payer of unsettled) {
        payer.account.clear();
        if (payer.settledFrom !== undefined && safe >= payer.settledFrom) unsettled.delete(payer);
      }
    },
    clear() {
      const dropped = [...payers.entries()].map(([, { address }]) => address);
      payers.clear();
      unsettled.clear();
      callLimits.clear();
      return dropped;
    },
  };
}

function isZeroData(cause: unknown): boolean {
  return cause instanceof ContractFunctionZeroDataError;
}
