import { ponder } from "ponder:registry";
import { bondClaim, bondEvent, bondRun, gateway, protocol, receiptKey } from "ponder:schema";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";

ponder.on("GatewayRegistry:GatewayRegistered", async ({ event, context }) => {
  const { gateway: id, endpoint } = event.args;
  await context.db.insert(gateway).values({ id, endpoint, registeredAt: event.block.timestamp });

  const gateways = { gateways: 1 };
  await context.db
    .insert(protocol)
    .values({ id: 0, ...gateways })
    .onConflictDoUpdate(plus(gateways));
});

ponder.on("GatewayRegistry:EndpointSet", async ({ event, context }) => {
  const { gateway: id, endpoint } = event.args;
  await context.db.update(gateway, { id }).set({ endpoint });
});

ponder.on("GatewayRegistry:SettlerSet", async ({ event, context }) => {
  const { gateway: id, settler } = event.args;
  await context.db.update(gateway, { id }).set({ settler });
});

ponder.on("GatewayRegistry:ReceiptKeySet", async ({ event, context }) => {
  const { gateway: owner, key, validFrom, validTo } = event.args;
  const dates = { validFrom, validTo, ...originOf(event) };
  await context.db
    .insert(receiptKey)
    .values({ gateway: owner, key, ...dates })
    .onConflictDoUpdate(dates);
});

ponder.on("GatewayRegistry:BondAdded", async ({ event, context }) => {
  const { gateway: id, from, amount, total } = event.args;
  await context.db.update(gateway, { id }).set({ bond: total });
  await context.db
    .insert(bondEvent)
    .values({ id: event.id, gateway: id, kind: "added", amount, party: from, ...originOf(event) });
});

ponder.on("GatewayRegistry:ExitRequested", async ({ event, context }) => {
  const { gateway: id, exitAt } = event.args;
  await context.db.update(gateway, { id }).set({ exitAt });
  await context.db
    .insert(bondEvent)
    .values({ id: event.id, gateway: id, kind: "exitRequested", exitAt, ...originOf(event) });
});

ponder.on("GatewayRegistry:ExitCancelled", async ({ event, context }) => {
  const { gateway: id } = event.args;
  await context.db.update(gateway, { id }).set({ exitAt: 0n });
  await context.db
    .insert(bondEvent)
    .values({ id: event.id, gateway: id, kind: "exitCancelled", ...originOf(event) });
});

ponder.on("GatewayRegistry:BondWithdrawn", async ({ event, context }) => {
  const { gateway: id, to, amount } = event.args;
  await context.db.update(gateway, { id }).set({ bond: 0n });
  await context.db
    .insert(bondEvent)
    .values({ id: event.id, gateway: id, kind: "withdrawn", amount, party: to, ...originOf(event) });
});

// Bond claims

ponder.on("GatewayRegistry:BondClaimFiled", async ({ event, context }) => {
  const { gateway: id, run, payee, amount, closesAt } = event.args;
  const { db } = context;
  const now = event.block.timestamp;
  const filed = { filed: amount };
  await db
    .insert(bondRun)
    .values({ gateway: id, run, openedAt: now, closesAt: BigInt(closesAt), ...filed })
    .onConflictDoUpdate(plus(filed));
  await db
    .insert(bondClaim)
    .values({ gateway: id, run, payee, filedAt: now, ...filed })
    .onConflictDoUpdate(plus(filed));
  await db.update(gateway, { id }).set({ openRun: run });
});

ponder.on("GatewayRegistry:BondClaimCured", async ({ event, context }) => {
  const { gateway: id, run, payee, amount } = event.args;
  const { db } = context;
  await db.update(bondClaim, { gateway: id, run, payee }).set(plus({ cured: amount }));
  const { filed, cured, voided } = await db
    .update(bondRun, { gateway: id, run })
    .set(plus({ cured: amount }));
  // Nothing is left of it: that ends the stop.
  if (cured + voided === filed) await db.update(gateway, { id }).set({ openRun: null });
});

ponder.on("GatewayRegistry:BondClaimVoided", async ({ event, context }) => {
  const { gateway: id, run, payee, amount } = event.args;
  const { db } = context;
  const voided = { voided: amount };
  await db.update(bondClaim, { gateway: id, run, payee }).set(plus(voided));
  const row = await db.update(bondRun, { gateway: id, run }).set(plus(voided));
  if (row.cured + row.voided === row.filed) await db.update(gateway, { id }).set({ openRun: null });
});

ponder.on("GatewayRegistry:BondRunHeld", async ({ event, context }) => {
  const { gateway: id, run, holds } = event.args;
  await context.db.update(bondRun, { gateway: id, run }).set({ holds });
});

ponder.on("GatewayRegistry:BondRunReleased", async ({ event, context }) => {
  const { gateway: id, run, holds } = event.args;
  await context.db.update(bondRun, { gateway: id, run }).set({ holds });
});

ponder.on("GatewayRegistry:BondRunSettled", async ({ event, context }) => {
  const { gateway: id, run, pot } = event.args;
  const { db } = context;
  await db.update(bondRun, { gateway: id, run }).set({ pot });
  await db.update(gateway, { id }).set(({ bond }) => ({ bond: bond - pot, openRun: null }));
  await db
    .insert(bondEvent)
    .values({ id: event.id, gateway: id, kind: "runSettled", amount: pot, ...originOf(event) });
});

ponder.on("GatewayRegistry:BondClaimPaid", async ({ event, context }) => {
  const { gateway: id, run, payee, amount } = event.args;
  const paid = { paid: amount };
  await context.db.update(bondClaim, { gateway: id, run, payee }).set(plus(paid));
  await context.db.update(bondRun, { gateway: id, run }).set(plus(paid));
});

ponder.on("GatewayRegistry:MinBondSet", async ({ event, context }) => {
  await setParameter(event, context.db, "minBond", event.args.amount);
});
