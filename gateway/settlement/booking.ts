import type { ChainView } from "../chain/types.ts";
import type { Ledger, LedgerKey } from "../ledger/types.ts";
import type { OpenLedger } from "./open-ledgers.ts";

/** Reads and books made at once. */
const AT_ONCE = 50;

/** Writes into the books what the vault says is claimed, whoever claimed it. */
export async function bookClaimed(
  chain: ChainView,
  ledger: Pick<Ledger, "setClaimed">,
  keys: readonly LedgerKey[],
): Promise<void> {
  for (let start = 0; start < keys.length; start += AT_ONCE) {
    await Promise.all(
      keys.slice(start, start + AT_ONCE).map(async ({ payer, key, serviceId }) => {
        const { claimed, epoch, block } = await chain.claimed(payer, key, serviceId);
        await ledger.setClaimed(payer, key, serviceId, epoch, claimed, block);
      }),
    );
  }
}

/** Ledgers whose books differ from the vault: another replica claimed, or this one was killed after it sent. */
export function misbooked(ledgers: readonly OpenLedger[]): OpenLedger[] {
  return ledgers.filter(({ rows, claimed }) => rows.some((row) => row.claimed !== claimed));
}
