import { ponder } from "ponder:registry";
import { attestedPerson } from "ponder:schema";

ponder.on("AttestationAdapter:CredentialUsed", async ({ event, context }) => {
  const { person, account, time: attestedAt } = event.args;
  const values = { account, attestedAt };
  await context.db
    .insert(attestedPerson)
    .values({ person, ...values })
    .onConflictDoUpdate(values);
});

ponder.on("AttestationAdapter:PersonRevoked", async ({ event, context }) => {
  const values = { revokedAt: event.block.timestamp };
  await context.db
    .insert(attestedPerson)
    .values({ person: event.args.person, ...values })
    .onConflictDoUpdate(values);
});
