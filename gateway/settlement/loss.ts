import type { WriteOff } from "../ledger/write-offs.ts";
import { unclaimed, type OpenLedger } from "./open-ledgers.ts";

export interface LossContext {
  /** The vault's CLAIM_GRACE, seconds. */
  readonly claimGrace: bigint;
  /** The head that the ledger was read at: its time, not the clock, says what is over. */
  readonly head: { readonly number: bigint; readonly timestamp: bigint };
}

/**
 * The loss that a ledger is when none of its rows can be claimed any more, whatever the payer or the key's owner does:
 * only a later charge, whose voucher carries the earlier ones, or a reorg brings it back. A key that has merely ended
 * may be granted again.
 */
export function lossOf(ledger: OpenLedger, { claimGrace, head }: LossContext): WriteOff | undefined {
  const { account, sessionKey, rows, payer, key, serviceId } = ledger;
  const newest = rows.at(-1)!;
  const { epoch } = newest.voucher;
  const reason = whyLost();
  const amount = unclaimed(ledger);
  if (!reason || amount === 0n) return undefined;
  return { payer, key, serviceId, epoch, charged: newest.charged, amount, reason, block: head.number };

  function whyLost(): WriteOff["reason"] | undefined {
    if (epoch < account.epoch) return "WrongEpoch";
    if (rows.every(({ voucher }) => head.timestamp >= voucher.validBefore)) return "Expired";
    if (sessionKey?.revoked && head.timestamp >= sessionKey.validBefore + claimGrace) return "KeyRevoked";
    return undefined;
  }
}
