import { ponder, type Context } from "ponder:registry";
import { functionRole, managedTarget, operation, role, roleMember } from "ponder:schema";
import { formatAbiItem } from "viem/utils";
import { functionOf, readCall } from "../call.ts";
import { book } from "../deployment.ts";
import { originOf } from "./origin.ts";

type Db = Context["db"];

ponder.on("Authority:RoleLabel", async ({ event, context }) => {
  const { roleId, label } = event.args;
  await setRole(context.db, roleId, { label });
});

ponder.on("Authority:RoleAdminChanged", async ({ event, context }) => {
  const { roleId, admin } = event.args;
  await setRole(context.db, roleId, { admin });
});

ponder.on("Authority:RoleGuardianChanged", async ({ event, context }) => {
  const { roleId, guardian } = event.args;
  await setRole(context.db, roleId, { guardian });
});

ponder.on("Authority:RoleGrantDelayChanged", async ({ event, context }) => {
  const { roleId, delay: grantDelay, since } = event.args;
  await setRole(context.db, roleId, { grantDelay, grantDelaySince: BigInt(since) });
});

ponder.on("Authority:RoleGranted", async ({ event, context }) => {
  const { roleId, account, delay, since, newMember } = event.args;
  const delaySince = BigInt(since);
  await setRole(context.db, roleId, {});
  // Of a member already, `since` is when the new delay begins to count.
  const joined = newMember ? { memberSince: delaySince, revokedAt: null } : {};
  await context.db
    .insert(roleMember)
    .values({ roleId, account, delay, delaySince, memberSince: delaySince })
    .onConflictDoUpdate({ delay, delaySince, ...joined });
});

ponder.on("Authority:RoleRevoked", async ({ event, context }) => {
  const { roleId, account } = event.args;
  await context.db.update(roleMember, { roleId, account }).set({ revokedAt: event.block.timestamp });
});

// Functions and contracts

ponder.on("Authority:TargetFunctionRoleUpdated", async ({ event, context }) => {
  const { target, selector, roleId } = event.args;
  const entry = book[target.toLowerCase()];
  const known = entry && functionOf(entry.abi, selector);
  const values = {
    roleId,
    contract: entry?.name ?? null,
    signature: known ? formatAbiItem(known) : null,
    setAt: event.block.timestamp,
  };
  await setRole(context.db, roleId, {});
  await context.db
    .insert(functionRole)
    .values({ target, selector, ...values })
    .onConflictDoUpdate(values);
});

ponder.on("Authority:TargetClosed", async ({ event, context }) => {
  const { target, closed } = event.args;
  await setTarget(context.db, target, { closed });
});

ponder.on("Authority:TargetAdminDelayUpdated", async ({ event, context }) => {
  const { target, delay: adminDelay, since } = event.args;
  await setTarget(context.db, target, { adminDelay, adminDelaySince: BigInt(since) });
});

// What waits for its delay

ponder.on("Authority:OperationScheduled", async ({ event, context }) => {
  const { operationId: id, nonce, schedule, caller, target, data } = event.args;
  await context.db.insert(operation).values({
    id,
    nonce,
    caller,
    call: readCall(book, target, data),
    eta: BigInt(schedule),
    ...originOf(event),
  });
});

ponder.on("Authority:OperationExecuted", async ({ event, context }) => {
  const { operationId: id, nonce } = event.args;
  await context.db.update(operation, { id, nonce }).set({ executedAt: event.block.timestamp });
});

ponder.on("Authority:OperationCanceled", async ({ event, context }) => {
  const { operationId: id, nonce } = event.args;
  await context.db.update(operation, { id, nonce }).set({ cancelledAt: event.block.timestamp });
});

async function setRole(
  db: Db,
  id: bigint,
  values: Partial<Omit<typeof role.$inferInsert, "id">>,
): Promise<void> {
  await db
    .insert(role)
    .values({ id, ...values })
    .onConflictDoUpdate(values);
}

async function setTarget(
  db: Db,
  address: (typeof managedTarget.$inferSelect)["address"],
  values: Partial<Omit<typeof managedTarget.$inferInsert, "address" | "contract">>,
): Promise<void> {
  const contract = book[address.toLowerCase()]?.name ?? null;
  await db
    .insert(managedTarget)
    .values({ address, contract, ...values })
    .onConflictDoUpdate(values);
}
