import { ponder } from "ponder:registry";
import { anchor, attestation } from "ponder:schema";
import { originOf } from "./origin.ts";
import { anchorKindOf, attestationKindOf } from "./words.ts";

ponder.on("ServiceRecords:Anchored", async ({ event, context }) => {
  const { serviceId, number, version: versionNumber, kind, root } = event.args;
  await context.db
    .insert(anchor)
    .values({ serviceId, number, versionNumber, kind: anchorKindOf(kind), root, ...originOf(event) });
});

ponder.on("ServiceRecords:Attested", async ({ event, context }) => {
  const { attestationId: id, serviceId, auditor, version, kind, uri, hash, expiry, tenure } = event.args;
  await context.db.insert(attestation).values({
    id,
    serviceId,
    kind: attestationKindOf(kind),
    versionNumber: version,
    auditor,
    uri,
    hash,
    expiry,
    tenure: Number(tenure),
    ...originOf(event),
  });
});

ponder.on("ServiceRecords:AttestationRevoked", async ({ event, context }) => {
  const { attestationId: id } = event.args;
  await context.db.update(attestation, { id }).set({ revokedAt: event.block.timestamp });
});
