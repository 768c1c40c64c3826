import { ponder } from "ponder:registry";
import { account, accountEvent, gateway, protocol, protocolDay, sessionKey } from "ponder:schema";
import { awaitClaim, awaitExact, bookClaim } from "./claims.ts";
import { dayOf, originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";
import { exactReasonOf, reasonOf } from "./words.ts";

// Deposits and exit

ponder.on("EscrowVault:Deposited", async ({ event, context }) => {
  const { payer, gateway: id, from, amount, balance } = event.args;
  const { db } = context;
  const known = await db.find(account, { payer, gateway: id });
  await db
    .insert(account)
    .values({ payer, gateway: id, balance, deposited: amount, openedAt: event.block.timestamp })
    .onConflictDoUpdate((row) => ({ balance, deposited: row.deposited + amount }));
  await db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "deposited",
    amount,
    party: from,
    balance,
    ...originOf(event),
  });

  await db.update(gateway, { id }).set(plus({ balance: amount, deposited: amount, accounts: known ? 0 : 1 }));
  const totals = { balance: amount, deposited: amount };
  await db
    .insert(protocol)
    .values({ id: 0, ...totals })
    .onConflictDoUpdate(plus(totals));
  const parts = { deposited: amount };
  await db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

ponder.on("EscrowVault:Thawing", async ({ event, context }) => {
  const { payer, gateway: id, amount, thawing, thawEnd: end } = event.args;
  const thawEnd = BigInt(end);
  const { balance } = await context.db.update(account, { payer, gateway: id }).set({ thawing, thawEnd });
  await context.db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "thawing",
    amount,
    balance,
    thawEnd,
    ...originOf(event),
  });
});

ponder.on("EscrowVault:ThawCancelled", async ({ event, context }) => {
  const { payer, gateway: id, amount } = event.args;
  const { balance } = await context.db
    .update(account, { payer, gateway: id })
    .set({ thawing: 0n, thawEnd: 0n });
  await context.db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "thawCancelled",
    amount,
    balance,
    ...originOf(event),
  });
});

ponder.on("EscrowVault:Withdrawn", async ({ event, context }) => {
  const { payer, gateway: id, to, amount, balance, epoch } = event.args;
  const { db } = context;
  await db.update(account, { payer, gateway: id }).set((row) => ({
    balance,
    thawing: 0n,
    thawEnd: 0n,
    epoch,
    withdrawn: row.withdrawn + amount,
  }));
  await db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "withdrawn",
    amount,
    party: to,
    balance,
    ...originOf(event),
  });

  const totals = { balance: -amount, withdrawn: amount };
  await db.update(gateway, { id }).set(plus(totals));
  await db.update(protocol, { id: 0 }).set(plus(totals));
  const parts = { withdrawn: amount };
  await db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

/** Its thaw has an event of its own. */
ponder.on("EscrowVault:Released", async ({ event, context }) => {
  const { payer, gateway: id, amount } = event.args;
  const held = await context.db.find(account, { payer, gateway: id });
  await context.db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "released",
    amount,
    balance: held?.balance ?? 0n,
    ...originOf(event),
  });
});

/** Comes from a publisher's earnings, a subscription or a stream: the events there say whose. */
ponder.on("EscrowVault:Refunded", async ({ event, context }) => {
  const { payer, gateway: id, amount, balance } = event.args;
  const { db } = context;
  const known = await db.find(account, { payer, gateway: id });
  await db
    .insert(account)
    .values({ payer, gateway: id, balance, refunded: amount, openedAt: event.block.timestamp })
    .onConflictDoUpdate((row) => ({ balance, refunded: row.refunded + amount }));
  await db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "refunded",
    amount,
    balance,
    ...originOf(event),
  });
  const totals = { balance: amount, refunded: amount };
  await db.update(gateway, { id }).set(plus({ ...totals, accounts: known ? 0 : 1 }));
  await db
    .insert(protocol)
    .values({ id: 0, ...totals })
    .onConflictDoUpdate(plus(totals));
  const parts = { refunded: amount };
  await db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

/** For a subscription or a stream: the events there say which. */
ponder.on("EscrowVault:PrepaidPaid", async ({ event, context }) => {
  const { payer, gateway: id, by, amount, balance } = event.args;
  const { db } = context;
  await db.update(account, { payer, gateway: id }).set(({ thawing, prepaid }) => ({
    balance,
    // As for a claim: thawing funds pay as well.
    thawing: thawing > balance ? balance : thawing,
    prepaid: prepaid + amount,
  }));
  await db.insert(accountEvent).values({
    id: event.id,
    payer,
    gateway: id,
    kind: "prepaid",
    amount,
    party: by,
    balance,
    ...originOf(event),
  });

  const totals = { balance: -amount, prepaid: amount };
  await db.update(gateway, { id }).set(plus(totals));
  await db.update(protocol, { id: 0 }).set(plus(totals));
  const parts = { prepaid: amount };
  await db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

// Session keys

ponder.on("EscrowVault:KeyGranted", async ({ event, context }) => {
  const { payer, gateway: id, key, ...grant } = event.args;
  const granted = { ...grant, grantedAt: event.block.timestamp };
  // What was spent and a revocation outlive a new grant.
  await context.db
    .insert(sessionKey)
    .values({ payer, gateway: id, key, ...granted })
    .onConflictDoUpdate(granted);
});

ponder.on("EscrowVault:KeyRevoked", async ({ event, context }) => {
  const { payer, gateway: id, key } = event.args;
  const now = event.block.timestamp;
  const revocation = { revoked: true, revokedAt: now };
  // As in the vault: a key that had ended before keeps that date, a key never granted ends now.
  await context.db
    .insert(sessionKey)
    .values({ payer, gateway: id, key, validBefore: now, ...revocation })
    .onConflictDoUpdate(({ validBefore }) => ({
      validBefore: validBefore < now ? validBefore : now,
      ...revocation,
    }));
});

// Claims: the rows' events come first, then the claim's, which alone names the gateway. Until then they only wait.

ponder.on("EscrowVault:RowClaimed", async ({ event, context }) => {
  await awaitClaim(event, context.db, event.args);
});

ponder.on("EscrowVault:RowSkipped", async ({ event, context }) => {
  const { claimId, payer, serviceId, key, reason } = event.args;
  await awaitClaim(event, context.db, { claimId, payer, serviceId, key, skipped: reasonOf(reason) });
});

ponder.on("EscrowVault:ExactSettled", async ({ event, context }) => {
  await awaitExact(event, context.db, event.args);
});

ponder.on("EscrowVault:ExactSkipped", async ({ event, context }) => {
  const { claimId, payer, nonce, reason } = event.args;
  await awaitExact(event, context.db, { claimId, payer, nonce, skipped: exactReasonOf(reason) });
});

ponder.on("EscrowVault:Claimed", async ({ event, context }) => {
  await bookClaim(event, context.db);
});

// Parameters

ponder.on("EscrowVault:MinDepositSet", async ({ event, context }) => {
  await setParameter(event, context.db, "minDeposit", event.args.amount);
});

ponder.on("EscrowVault:ThawPeriodSet", async ({ event, context }) => {
  await setParameter(event, context.db, "thawPeriod", BigInt(event.args.period));
});
