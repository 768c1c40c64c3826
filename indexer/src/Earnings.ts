import { ponder, type Context, type Event } from "ponder:registry";
import { encodeAbiParameters, keccak256 } from "viem";
import {
  earning,
  earningEvent,
  feeVersion as feeVersionTable,
  gateway,
  gatewayDay,
  payTo,
  protocol,
  protocolDay,
  refund,
  service,
  serviceDay,
  share,
  shareEvent,
  terms,
} from "ponder:schema";
import { dayOf, originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { bookPayee } from "./payees.ts";
import { plus } from "./plus.ts";

// Publishers

ponder.on("Earnings:Earned", async ({ event, context }) => {
  const { claimId, payee, serviceId, amount, maturesAt } = event.args;
  const parts = { earned: amount };
  await context.db
    .insert(earning)
    .values({ payee, serviceId, ...parts })
    .onConflictDoUpdate(plus(parts));
  await bookPayee(event, context.db, payee, { earned: amount, refunded: 0n });
  await context.db.insert(earningEvent).values({
    id: event.id,
    payee,
    serviceId,
    kind: "earned",
    amount,
    maturesAt,
    claimId,
    ...originOf(event),
  });
});

ponder.on("Earnings:EarningsWithdrawn", async ({ event, context }) => {
  const { payee, serviceId, to, amount } = event.args;
  await context.db.update(earning, { payee, serviceId }).set(plus({ withdrawn: amount }));
  await context.db.insert(earningEvent).values({
    id: event.id,
    payee,
    serviceId,
    kind: "withdrawn",
    amount,
    recipient: to,
    ...originOf(event),
  });
});

ponder.on("Earnings:RefundPaid", async ({ event, context }) => {
  const { payee, serviceId, payer, amount } = event.args;
  const { db } = context;
  await db.update(earning, { payee, serviceId }).set(plus({ refunded: amount }));
  await bookPayee(event, db, payee, { earned: 0n, refunded: amount });
  await db.insert(refund).values({ id: event.id, ...event.args, ...originOf(event) });
  await db.insert(earningEvent).values({
    id: event.id,
    payee,
    serviceId,
    kind: "refunded",
    amount,
    recipient: payer,
    ...originOf(event),
  });
});

/** What came to a PayTo by plain transfer: its payer is not known on chain, and no gateway has a share. */
ponder.on("Earnings:SweepCredited", async ({ event, context }) => {
  const { serviceId, payee, termsId, feeVersion, amount: net, fee, hostShare, maturesAt } = event.args;
  const { db } = context;
  const day = dayOf(event);
  const earned = { earned: net };
  await db
    .insert(earning)
    .values({ payee, serviceId, ...earned })
    .onConflictDoUpdate(plus(earned));
  await bookPayee(event, db, payee, { earned: net, refunded: 0n });
  await db.insert(earningEvent).values({
    id: event.id,
    payee,
    serviceId,
    kind: "swept",
    amount: net,
    maturesAt,
    ...originOf(event),
  });

  const gross = net + fee;
  const termsHash = keccak256(
    encodeAbiParameters([{ type: "bytes32" }, { type: "uint32" }], [termsId, feeVersion]),
  );
  const swept = { swept: gross, fee };
  const lastSweptAt = event.block.timestamp;
  await db
    .insert(payTo)
    .values({ serviceId, termsHash, ...swept, lastSweptAt })
    .onConflictDoUpdate((before) => ({ lastSweptAt, ...plus(swept)(before) }));
  const revenue = { gross, fee, net };
  await db.update(service, { id: serviceId }).set(plus(revenue));
  await db
    .insert(serviceDay)
    .values({ serviceId, day, ...revenue })
    .onConflictDoUpdate(plus(revenue));
  const { class: serviceClass } = (await db.find(terms, { termsId }))!;
  const { rewardsBps } = (await db.find(feeVersionTable, { class: serviceClass, version: feeVersion }))!;
  // As PayTo splits it: the rewards' share rounded down, the rest of the shared part is the treasury's. HostCredited tells
  // of the host's.
  const shared = fee - hostShare;
  const rewardsShare = (shared * BigInt(rewardsBps)) / 10_000n;
  const totals = { gross, fee, rewardsShare, treasuryShare: shared - rewardsShare };
  await db
    .insert(protocol)
    .values({ id: 0, ...totals })
    .onConflictDoUpdate(plus(totals));
  await db
    .insert(protocolDay)
    .values({ day, ...totals })
    .onConflictDoUpdate(plus(totals));
});

// Earnings that wait for a ruling

ponder.on("Earnings:EarningsFrozen", async ({ event, context }) => {
  const { payee, serviceId, amount } = event.args;
  if (amount === 0n) return;
  await context.db.update(earning, { payee, serviceId }).set(plus({ frozen: amount }));
  await context.db
    .insert(earningEvent)
    .values({ id: event.id, payee, serviceId, kind: "frozen", amount, ...originOf(event) });
});

ponder.on("Earnings:EarningsReleased", async ({ event, context }) => {
  const { payee, serviceId, amount } = event.args;
  await context.db.update(earning, { payee, serviceId }).set(plus({ frozen: -amount }));
  await context.db
    .insert(earningEvent)
    .values({ id: event.id, payee, serviceId, kind: "released", amount, ...originOf(event) });
});

ponder.on("Earnings:FrozenPaid", async ({ event, context }) => {
  const { payee, serviceId, payer, amount } = event.args;
  if (amount === 0n) return;
  await context.db.update(earning, { payee, serviceId }).set(plus({ frozen: -amount, refunded: amount }));
  await bookPayee(event, context.db, payee, { earned: 0n, refunded: amount });
  await context.db.insert(earningEvent).values({
    id: event.id,
    payee,
    serviceId,
    kind: "refunded",
    amount,
    recipient: payer,
    ...originOf(event),
  });
});

// Shares of the fee

ponder.on("Earnings:SharesCredited", async ({ event, context }) => {
  const { claimId, gateway: id, gatewayShare, treasuryShare, rewardsShare } = event.args;
  const { db } = context;
  const day = dayOf(event);
  await creditShare(event, db, id, "gateway", gatewayShare, claimId);

  const earned = { earned: gatewayShare };
  await db.update(gateway, { id }).set(plus(earned));
  await db
    .insert(gatewayDay)
    .values({ gateway: id, day, ...earned })
    .onConflictDoUpdate(plus(earned));

  const shares = { treasuryShare, rewardsShare };
  await db
    .insert(protocol)
    .values({ id: 0, ...shares })
    .onConflictDoUpdate(plus(shares));
  const dayShares = { ...shares, gatewayShare };
  await db
    .insert(protocolDay)
    .values({ day, ...dayShares })
    .onConflictDoUpdate(plus(dayShares));
});

ponder.on("Earnings:IntegratorCredited", async ({ event, context }) => {
  const { claimId, integrator, amount } = event.args;
  await creditShare(event, context.db, integrator, "integrator", amount, claimId);

  const parts = { integratorShare: amount };
  await context.db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

ponder.on("Earnings:HostCredited", async ({ event, context }) => {
  const { claimId, host, amount } = event.args;
  await creditShare(event, context.db, host, "host", amount, claimId);

  const parts = { hostShare: amount };
  await context.db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

ponder.on("Earnings:ShareWithdrawn", async ({ event, context }) => {
  const { account, to, amount } = event.args;
  await context.db.update(share, { account }).set(plus({ withdrawn: amount }));
  await context.db
    .insert(shareEvent)
    .values({ id: event.id, account, kind: "withdrawn", amount, recipient: to, ...originOf(event) });
});

ponder.on("Earnings:TreasurySwept", async ({ event, context }) => {
  await context.db.update(protocol, { id: 0 }).set(plus({ treasurySwept: event.args.amount }));
});

ponder.on("Earnings:RewardPaid", async ({ event, context }) => {
  const parts = { rewardsPaid: event.args.amount };
  await context.db.update(protocol, { id: 0 }).set(plus(parts));
  await context.db
    .insert(protocolDay)
    .values({ day: dayOf(event), ...parts })
    .onConflictDoUpdate(plus(parts));
});

ponder.on("Earnings:HoldSet", async ({ event, context }) => {
  await setParameter(event, context.db, "hold", BigInt(event.args.hold));
});

async function creditShare(
  event: Pick<Event, "id" | "block" | "transaction">,
  db: Context["db"],
  account: (typeof share.$inferSelect)["account"],
  kind: "gateway" | "host" | "integrator",
  amount: bigint,
  claimId: bigint,
): Promise<void> {
  const parts = {
    credited: amount,
    asHost: kind === "host" ? amount : 0n,
    asGateway: kind === "gateway" ? amount : 0n,
    asIntegrator: kind === "integrator" ? amount : 0n,
  };
  await db
    .insert(share)
    .values({ account, ...parts })
    .onConflictDoUpdate(plus(parts));
  await db.insert(shareEvent).values({ id: event.id, account, kind, amount, claimId, ...originOf(event) });
}
