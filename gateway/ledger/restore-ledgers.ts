/** Ledgers that are behind their calls: a charge is written with its call, the ledger's own row up to a second later. */
import type { Address } from "viem";
import type { BatchSql } from "../store/types.ts";
import { decodeVoucher } from "./records.ts";
import { ledgers, type LedgerRow } from "./schema.ts";
import { rowAccess } from "../store/rows.ts";
import { writeRows } from "./stored-rows.ts";

const access = rowAccess<LedgerRow>(ledgers);

/** Brings every ledger up to its newest charge. What was reserved in them is nobody's any more. */
export async function restoreLedgers(sql: BatchSql): Promise<void> {
  const behind = await newestCharges(sql);
  if (behind.length === 0) return;
  const payers = [...new Set(behind.map(({ payer }) => payer))].map((payer) => ({ payer }));
  const stored = await access.select(sql, ["payer"], payers);
  const restored = behind.map((charge) => charged(stored.find(isLedgerOf(charge))!, charge));
  const others = { accounts: [], formers: [], grants: [], uses: [], prepayments: [], calls: [] };
  await writeRows(sql, { ...others, ledgers: restored });
}

/** The newest charge of a ledger, and when the first one came that the ledger's row does not count. */
interface NewestCharge extends Pick<LedgerRow, "payer" | "key" | "serviceId" | "epoch" | "charged" | "seq"> {
  readonly firstAt: bigint;
  readonly lastAt: bigint;
  readonly voucher: string;
}

async function newestCharges(sql: BatchSql): Promise<NewestCharge[]> {
  const rows = await sql.queryArrays(`
    with behind as (
      select payer, key, service_id, epoch, max(calls.seq) as seq, min(calls.issued_at) as first_at
      from calls join ledgers using (payer, key, service_id, epoch)
      where state = 'captured' and calls.seq > ledgers.seq
      group by payer, key, service_id, epoch
    )
    select payer, key, service_id::text, epoch::text, charged_cumulative::text, seq::text, first_at::text,
      issued_at::text, ledger_voucher
    from behind join calls using (payer, key, service_id, epoch, seq)
    where state = 'captured'`);
  return (rows as string[][]).map((cells) => {
    const [payer, key, serviceId, epoch, charged, seq, firstAt, lastAt, voucher] = cells as [
      string,
      ...string[],
    ];
    return {
      payer: payer as Address,
      key: key as Address,
      serviceId: BigInt(serviceId!),
      epoch: Number(epoch),
      charged: BigInt(charged!),
      seq: BigInt(seq!),
      firstAt: BigInt(firstAt!),
      lastAt: BigInt(lastAt!),
      voucher: voucher!,
    };
  });
}

function isLedgerOf({ payer, key, serviceId, epoch }: NewestCharge) {
  return (ledger: LedgerRow) =>
    ledger.payer === payer && ledger.key === key && ledger.serviceId === serviceId && ledger.epoch === epoch;
}

function charged(ledger: LedgerRow, { charged, seq, firstAt, lastAt, voucher }: NewestCharge): LedgerRow {
  const settled = ledger.charged <= ledger.claimed;
  return {
    ...ledger,
    ...decodeVoucher(voucher),
    charged,
    seq,
    reserved: 0n,
    oldestChargeAt: settled ? firstAt : ledger.oldestChargeAt,
    lastChargeAt: lastAt,
  };
}
