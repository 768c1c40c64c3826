/** A gateway's books in memory, as far as settlement uses them: charges go in, claims come out. */
import type { Hex, LocalAccount } from "viem";
import type { Voucher } from "../../../contracts/payment.ts";
import type { ClaimCandidate, Ledger } from "../../../gateway/ledger/types.ts";
import { ledgerName } from "../../../gateway/settlement/open-ledgers.ts";
import { DAY, type Market } from "../helpers/market.ts";

interface Counter {
  epoch: number;
  charged: bigint;
  claimed: bigint;
  claimedAt: bigint;
  rows: ClaimCandidate[];
}

export interface Charge {
  readonly payer: LocalAccount;
  /** Signs the voucher; the payer itself when absent. */
  readonly key?: LocalAccount;
  readonly serviceId: bigint;
  readonly price: bigint;
  readonly grant?: ClaimCandidate["grant"];
  /** What to write over the voucher before it is signed. */
  readonly voucher?: Partial<Voucher>;
  /** Instead of the key's own. */
  readonly signature?: Hex;
  readonly chargedAt?: bigint;
}

export function createBooks(market: Market) {
  const counters = new Map<string, Counter>();

  function counterOf(name: string, epoch: number): Counter {
    const known = counters.get(name);
    if (known && known.epoch >= epoch) return known;
    const fresh: Counter = { epoch, charged: 0n, claimed: 0n, claimedAt: 0n, rows: [] };
    counters.set(name, fresh);
    return fresh;
  }

  const ledger: Pick<Ledger, "claimable" | "setClaimed" | "claimedAfter"> = {
    async claimable() {
      return [...counters.values()].flatMap(({ rows, claimed }) =>
        rows.filter(({ charged }) => charged > claimed).map((row) => ({ ...row, claimed })),
      );
    },
    async setClaimed(payer, key, serviceId, epoch, claimed, block) {
      const counter = counterOf(ledgerName({ payer, key, serviceId }), epoch);
      if (counter.epoch > epoch) return;
      counter.claimed = claimed;
      counter.claimedAt = block;
    },
    async claimedAfter(block) {
      return [...counters.values()]
        .filter(({ claimedAt, rows }) => claimedAt > block && rows.length > 0)
        .map(({ rows: [row] }) => row!.voucher);
    },
  };

  /** Books one charge under the terms in force, with the voucher that pays for it. */
  async function charge(request: Charge): Promise<void> {
    const { payer, serviceId, price } = request;
    const key = request.key ?? payer;
    const [account, [termsId, feeVersion], termsHash, now] = await Promise.all([
      market.client.readContract({
        ...market.vault,
        functionName: "accountOf",
        args: [payer.address, market.gateway.address],
      }),
      market.client.readContract({ ...market.services, functionName: "currentTerms", args: [serviceId] }),
      market.client.readContract({ ...market.services, functionName: "termsHash", args: [serviceId] }),
      market.now(),
    ]);
    const counter = counterOf(
      ledgerName({ payer: payer.address, key: key.address, serviceId }),
      account.epoch,
    );
    counter.charged += price;
    const voucher: Voucher = {
      payer: payer.address,
      gateway: market.gateway.address,
      key: key.address,
      serviceId,
      termsHash,
      epoch: account.epoch,
      cumulative: counter.charged,
      validBefore: now + 14n * DAY,
      ...request.voucher,
    };
    const row: ClaimCandidate = {
      voucher,
      signature: request.signature ?? (await market.signVoucher(key, voucher)),
      charged: counter.charged,
      claimed: 0n,
      terms: { termsId, feeVersion },
      servicesProof: [],
      grant: request.grant,
      oldestChargeAt: request.chargedAt ?? now,
    };
    counter.rows = [...counter.rows.filter(({ voucher }) => voucher.termsHash !== termsHash), row];
  }

  return { ledger, charge };
}
export type Books = ReturnType<typeof createBooks>;
