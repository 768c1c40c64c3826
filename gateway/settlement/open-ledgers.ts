import { isAddressEqual } from "viem";
import type { AccountView, ChainView, SessionKeyView } from "../chain/types.ts";
import type { ClaimCandidate, LedgerKey } from "../ledger/types.ts";

/** A ledger with charges to claim, and what the chain says about it. */
export interface OpenLedger extends LedgerKey {
  /** In the order to claim them, all of one epoch; the last one's `charged` is the whole. */
  readonly rows: readonly ClaimCandidate[];
  readonly account: AccountView;
  /** As the vault has it; of an epoch that the account has left, as the books have it. */
  readonly claimed: bigint;
  /** Absent when the payer signs for itself. */
  readonly sessionKey?: SessionKeyView;
  /** The key's kept grant when it is newer than the chain's and can still be registered. */
  readonly grant?: NonNullable<ClaimCandidate["grant"]>;
}

export function ledgerName({ payer, key, serviceId }: LedgerKey): string {
  return `${payer} ${key} ${serviceId}`.toLowerCase();
}

/** Rows that could be claimed, gathered by ledger. */
export async function readOpenLedgers(
  chain: ChainView,
  candidates: readonly ClaimCandidate[],
): Promise<OpenLedger[]> {
  const ledgers = Map.groupBy(candidates, ({ voucher }) => `${ledgerName(voucher)} ${voucher.epoch}`);
  return Promise.all([...ledgers.values()].map((rows) => readOpenLedger(chain, rows)));
}

async function readOpenLedger(chain: ChainView, rows: readonly ClaimCandidate[]): Promise<OpenLedger> {
  const newest = rows.at(-1)!;
  const { payer, key, serviceId, epoch } = newest.voucher;
  const [account, inVault, sessionKey] = await Promise.all([
    chain.account(payer),
    chain.claimed(payer, key, serviceId),
    isAddressEqual(payer, key) ? undefined : chain.sessionKey(payer, key),
  ]);
  const kept = newest.grant;
  const grant =
    kept && sessionKey && kept.grant.nonce > sessionKey.nonce && kept.proofDeadline > chain.now()
      ? kept
      : undefined;
  const claimed = inVault.epoch === epoch ? inVault.claimed : newest.claimed;
  return { payer, key, serviceId, rows, account, claimed, sessionKey, grant };
}

/** Charged and not claimed, whether or not it can be; token base units. */
export function unclaimed({ rows, claimed }: OpenLedger): bigint {
  const { charged } = rows.at(-1)!;
  return charged > claimed ? charged - claimed : 0n;
}

/**
 * Chain time after which the ledger's key can no longer be claimed with; undefined when the payer signs.
 * @param grace the vault's CLAIM_GRACE, seconds
 */
export function keyEnd({ sessionKey, grant }: OpenLedger, grace: bigint): bigint | undefined {
  if (!sessionKey) return undefined;
  if (!grant) return sessionKey.validBefore + grace;
  // A revocation keeps its date through a later grant.
  const granted = grant.grant.validBefore;
  const inForce = sessionKey.revoked && sessionKey.validBefore < granted ? sessionKey.validBefore : granted;
  return inForce + grace;
}
