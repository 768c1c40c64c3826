/** What a claim changes: each row its payer's account and its service, the claim as a whole its gateway. */
import { zeroAddress, zeroHash } from "viem";
import type { Context, Event } from "ponder:registry";
import {
  account,
  claim,
  customer,
  gateway,
  gatewayDay,
  ledger,
  payerDay,
  protocol,
  protocolDay,
  service,
  serviceDay,
  sessionKey,
  claimRow,
} from "ponder:schema";
import { dayOf, originOf } from "./origin.ts";
import { plus } from "./plus.ts";

type Db = Context["db"];
type ClaimEvent = Event<"EscrowVault:Claimed">;
type Row = typeof claimRow.$inferSelect;

/** Keeps a row of a claim whose own event, the last of its transaction, is still to come. */
export async function awaitClaim(
  event: Event<"EscrowVault:RowClaimed" | "EscrowVault:RowSkipped">,
  db: Db,
  row: Omit<typeof claimRow.$inferInsert, "id" | "gateway" | "number" | keyof ReturnType<typeof originOf>>,
): Promise<void> {
  const origin = originOf(event);
  const unknown = { gateway: zeroAddress, gross: 0n, receiptsRoot: zeroHash };
  const { rows: number } = await db
    .insert(claim)
    .values({ id: row.claimId, rows: 1, ...unknown, ...origin })
    .onConflictDoUpdate(plus({ rows: 1 }));
  await db
    .insert(claimRow)
    .values({ ...row, id: rowId(row.claimId, number), number, gateway: zeroAddress, ...origin });
}

/** Books a claim and its rows, which have all come. */
export async function bookClaim(event: ClaimEvent, db: Db): Promise<void> {
  const { claimId, gateway: id, rows, gross, receiptsRoot } = event.args;
  const day = dayOf(event);
  let fee = 0n;
  let skippedRows = 0;
  for (let number = 1; number <= Number(rows); number++) {
    const row = await db.update(claimRow, { id: rowId(claimId, number) }).set({ gateway: id });
    fee += row.fee;
    if (row.skipped) skippedRows++;
    else await bookRow(event, db, row);
  }
  await db.update(claim, { id: claimId }).set({ gateway: id, skippedRows, gross, fee, receiptsRoot });

  const taken = { gross, fee, claimedRows: Number(rows) - skippedRows };
  await db.update(gateway, { id }).set((before) => ({
    lastClaimedAt: event.block.timestamp,
    ...plus({ ...taken, skippedRows, claims: 1, balance: -gross })(before),
  }));
  await db
    .insert(gatewayDay)
    .values({ gateway: id, day, ...taken, skippedRows })
    .onConflictDoUpdate(plus({ ...taken, skippedRows }));
  await db.update(protocol, { id: 0 }).set(plus({ ...taken, claims: 1, balance: -gross }));
  await db
    .insert(protocolDay)
    .values({ day, ...taken, claims: 1 })
    .onConflictDoUpdate(plus({ ...taken, claims: 1 }));
}

async function bookRow(event: ClaimEvent, db: Db, row: Row): Promise<void> {
  const { payer, gateway: holder, key, serviceId, delta, fee } = row;
  const lastClaimedAt = event.block.timestamp;
  const day = dayOf(event);

  await db.update(account, { payer, gateway: holder }).set(({ balance, thawing, claimed }) => ({
    balance: balance - delta,
    // As in the vault: thawing funds pay as well, so no more can thaw than is left.
    thawing: thawing > balance - delta ? balance - delta : thawing,
    claimed: claimed + delta,
    lastClaimedAt,
  }));
  if (key !== payer) {
    await db
      .update(sessionKey, { payer, gateway: holder, key })
      .set(({ spent }) => ({ spent: spent + delta, lastClaimedAt }));
  }

  const counter = { claimed: row.charged ?? 0n, epoch: row.epoch ?? 0, lastClaimedAt };
  const spending = { fees: row.treasuryShare, gross: delta };
  await db
    .insert(ledger)
    .values({ payer, gateway: holder, key, serviceId, ...counter, ...spending })
    .onConflictDoUpdate((before) => ({ ...counter, ...plus(spending)(before) }));

  const known = await db.find(customer, { serviceId, payer });
  const bought = { gross: delta, claimedRows: 1 };
  await db
    .insert(customer)
    .values({ serviceId, payer, ...bought, firstClaimedAt: lastClaimedAt, lastClaimedAt })
    .onConflictDoUpdate((before) => ({ lastClaimedAt, ...plus(bought)(before) }));
  await db
    .insert(payerDay)
    .values({ payer, day, ...bought })
    .onConflictDoUpdate(plus(bought));

  const revenue = { ...bought, fee, net: delta - fee };
  const payers = known ? 0 : 1;
  await db
    .update(service, { id: serviceId })
    .set((before) => ({ lastClaimedAt, ...plus({ ...revenue, payers })(before) }));
  await db
    .insert(serviceDay)
    .values({ serviceId, day, ...revenue })
    .onConflictDoUpdate(plus(revenue));
}

function rowId(claimId: bigint, number: number): string {
  return `${claimId}-${number}`;
}
