import { ponder } from "ponder:registry";
import { stream, streamOffer, streamPurse, streamSettlement, streamTopUp } from "ponder:schema";
import { zeroAddress } from "viem";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { bookAhead, bookEarned } from "./prepaid.ts";
import { classOf, streamSourceOf } from "./words.ts";

ponder.on("Streams:Offered", async ({ event, context }) => {
  const { serviceId, ratePerSecond, notice, tenure } = event.args;
  const offer = {
    ratePerSecond,
    notice,
    tenure: Number(tenure),
    offeredAt: event.block.timestamp,
    withdrawnAt: null,
  };
  await context.db
    .insert(streamOffer)
    .values({ serviceId, ...offer })
    .onConflictDoUpdate(offer);
});

ponder.on("Streams:OfferWithdrawn", async ({ event, context }) => {
  const { serviceId } = event.args;
  await context.db.update(streamOffer, { serviceId }).set({ withdrawnAt: event.block.timestamp });
});

ponder.on("Streams:StreamOpened", async ({ event, context }) => {
  const { streamId: id, source, class: classIndex, host, fundedUntil, ...opened } = event.args;
  await context.db.insert(stream).values({
    id,
    ...opened,
    source: streamSourceOf(source),
    class: classOf(classIndex),
    host: host === zeroAddress ? null : host,
    state: "open",
    fundedUntil: BigInt(fundedUntil),
    settledAt: event.block.timestamp,
    ...originOf(event),
  });
  await bookAhead(event, context.db, "stream", opened.payer, opened.deposit);
});

ponder.on("Streams:StreamToppedUp", async ({ event, context }) => {
  const { streamId: id, payer, amount, deposit } = event.args;
  const fundedUntil = BigInt(event.args.fundedUntil);
  const { db } = context;
  await db.update(stream, { id }).set({ deposit, fundedUntil });
  await db
    .insert(streamTopUp)
    .values({ id: event.id, streamId: id, payer, amount, fundedUntil, ...originOf(event) });
  await bookAhead(event, db, "stream", payer, amount);
});

ponder.on("Streams:StreamSettled", async ({ event, context }) => {
  const { streamId: id, settled, feesPaid, ...settlement } = event.args;
  const { payer, serviceId, gateway, amount, fee } = settlement;
  const { db } = context;
  await db
    .update(stream, { id })
    .set((row) => ({ settled, fee: row.fee + fee, settledAt: event.block.timestamp }));
  await db.insert(streamSettlement).values({ id: event.id, streamId: id, ...settlement, ...originOf(event) });
  await bookEarned(event, db, { by: "stream", payer, serviceId, gateway, amount, fee, feesPaid });
});

// How it ends

ponder.on("Streams:StreamClosed", async ({ event, context }) => {
  const { streamId: id, by: closedBy, closesAt } = event.args;
  await context.db
    .update(stream, { id })
    .set({ state: "closed", closedBy, closedAt: event.block.timestamp, fundedUntil: BigInt(closesAt) });
});

ponder.on("Streams:StreamRefunded", async ({ event, context }) => {
  const { streamId: id, payer, source, amount } = event.args;
  const { db } = context;
  await db
    .update(stream, { id })
    .set({ state: "refunded", refunded: amount, refundedAt: event.block.timestamp });
  if (streamSourceOf(source) === "account") return bookAhead(event, db, "stream", payer, -amount);
  // Still there, until he collects it.
  await db
    .insert(streamPurse)
    .values({ account: payer, owed: amount })
    .onConflictDoUpdate(plus({ owed: amount }));
});

ponder.on("Streams:Collected", async ({ event, context }) => {
  const { account, amount } = event.args;
  const { db } = context;
  await db.update(streamPurse, { account }).set(plus({ owed: -amount, collected: amount }));
  await bookAhead(event, db, "stream", account, -amount);
});
