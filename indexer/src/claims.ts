/** What a claim changes: each row its payer's account and its service, the claim as a whole its gateway. */
import { zeroAddress, zeroHash } from "viem";
import type { Context, Event } from "ponder:registry";
import {
  claim,
  claimRow,
  exactPayment,
  gateway,
  gatewayDay,
  ledger,
  protocol,
  protocolDay,
  sessionKey,
} from "ponder:schema";
import { bookCharge } from "./charges.ts";
import { dayOf, originOf } from "./origin.ts";
import { plus } from "./plus.ts";

type Db = Context["db"];
type ClaimEvent = Event<"EscrowVault:Claimed">;
type RowEvent = Event<
  | "EscrowVault:RowClaimed"
  | "EscrowVault:RowSkipped"
  | "EscrowVault:ExactSettled"
  | "EscrowVault:ExactSkipped"
>;
type Unplaced = "id" | "gateway" | "number" | keyof ReturnType<typeof originOf>;

/** Keeps a voucher's row of a claim whose own event, the last of its transaction, is still to come. */
export async function awaitClaim(
  event: RowEvent,
  db: Db,
  row: Omit<typeof claimRow.$inferInsert, Unplaced>,
): Promise<void> {
  await db.insert(claimRow).values({ ...row, ...(await placeOf(event, db, row.claimId)) });
}

/** The same for an exact. */
export async function awaitExact(
  event: RowEvent,
  db: Db,
  row: Omit<typeof exactPayment.$inferInsert, Unplaced>,
): Promise<void> {
  await db.insert(exactPayment).values({ ...row, ...(await placeOf(event, db, row.claimId)) });
}

async function placeOf(event: RowEvent, db: Db, claimId: bigint) {
  const origin = originOf(event);
  const unknown = { gateway: zeroAddress, gross: 0n, receiptsRoot: zeroHash };
  const { rows: number } = await db
    .insert(claim)
    .values({ id: claimId, rows: 1, ...unknown, ...origin })
    .onConflictDoUpdate(plus({ rows: 1 }));
  return { id: rowId(claimId, number), number, gateway: zeroAddress, ...origin };
}

/** Books a claim and its rows, which have all come: vouchers or exacts, never both. */
export async function bookClaim(event: ClaimEvent, db: Db): Promise<void> {
  const { claimId, gateway: id, rows, gross, receiptsRoot } = event.args;
  const day = dayOf(event);
  const ofExacts = (await db.find(exactPayment, { id: rowId(claimId, 1) })) !== null;
  let fee = 0n;
  let skippedRows = 0;
  for (let number = 1; number <= Number(rows); number++) {
    const book = ofExacts ? bookExact : bookRow;
    const booked = await book(event, db, rowId(claimId, number), id);
    if (booked === undefined) skippedRows++;
    else fee += booked;
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

/** @returns the row's fee; undefined when it was skipped. */
async function bookRow(
  event: ClaimEvent,
  db: Db,
  id: string,
  holder: `0x${string}`,
): Promise<bigint | undefined> {
  const row = await db.update(claimRow, { id }).set({ gateway: holder });
  if (row.skipped) return undefined;
  const { payer, key, serviceId, delta, fee } = row;
  const lastClaimedAt = event.block.timestamp;
  await bookCharge(event, db, { payer, gateway: holder, serviceId, amount: delta, fee });

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
  return fee;
}

/** @returns the exact's fee; undefined when it was passed over. */
async function bookExact(
  event: ClaimEvent,
  db: Db,
  id: string,
  holder: `0x${string}`,
): Promise<bigint | undefined> {
  const row = await db.update(exactPayment, { id }).set({ gateway: holder });
  if (row.skipped || row.serviceId === null) return undefined;
  const { payer, serviceId, amount, fee } = row;
  await bookCharge(event, db, { payer, gateway: holder, serviceId, amount, fee });
  return fee;
}

function rowId(claimId: bigint, number: number): string {
  return `${claimId}-${number}`;
}
