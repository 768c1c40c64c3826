import { ponder } from "ponder:registry";
import { namespace, protocol, service, serviceVersion, stakeEvent, terms } from "ponder:schema";
import { isAddress, isHex, zeroAddress } from "viem";
import { describeListing, readManifest } from "./listing.ts";
import { originOf } from "./origin.ts";
import { setParameter } from "./parameters.ts";
import { plus } from "./plus.ts";
import { classOf, modelOf, statusOf } from "./words.ts";

const MIN_STAKE = {
  selfHosted: "minStakeSelfHosted",
  hosted: "minStakeHosted",
  managed: "minStakeManaged",
} as const;

// Identity

ponder.on("ServiceRegistry:Registered", async ({ event, context }) => {
  const { agentId: id, owner, agentURI: agentUri } = event.args;
  await context.db
    .insert(service)
    .values({ id, owner, payee: owner, agentUri, registeredAt: event.block.timestamp });
});

ponder.on("ServiceRegistry:URIUpdated", async ({ event, context }) => {
  const { agentId: id, newURI: agentUri } = event.args;
  await context.db.update(service, { id }).set({ agentUri });
});

ponder.on("ServiceRegistry:Transfer", async ({ event, context }) => {
  const { from, to: owner, tokenId: id } = event.args;
  // A mint comes before the service's row: `Registered` writes it, owner included.
  if (from === zeroAddress) return;
  await context.db.update(service, { id }).set(({ tenure }) => ({
    owner,
    payee: owner,
    agentWallet: null,
    tenure: tenure + 1,
    // What was said of one owner is not said of the next.
    score: null,
    scoreWeight: 0n,
    scoreReviews: 0,
    scoredAt: null,
  }));
});

ponder.on("ServiceRegistry:MetadataSet", async ({ event, context }) => {
  const { agentId: id, metadataKey, metadataValue } = event.args;
  if (metadataKey !== "agentWallet") return;
  const agentWallet = isHex(metadataValue) && isAddress(metadataValue) ? metadataValue : null;
  await context.db.update(service, { id }).set((row) => ({ agentWallet, payee: agentWallet ?? row.owner }));
});

// Listing

ponder.on("ServiceRegistry:NamespaceClaimed", async ({ event, context }) => {
  const { namespace: name, holder } = event.args;
  await context.db
    .insert(namespace)
    .values({ name: name.toLowerCase(), holder, claimedAt: event.block.timestamp });
});

ponder.on("ServiceRegistry:ServiceNamed", async ({ event, context }) => {
  const { serviceId: id, name } = event.args;
  // An agent may publish versions before it is named, and only then is it known whether a manifest names it.
  const { versionNumber: number } = (await context.db.find(service, { id })) ?? { versionNumber: 0 };
  const published = await context.db.find(serviceVersion, { serviceId: id, number });
  await context.db.update(service, { id }).set({
    name,
    namespace: name.slice(0, name.indexOf("/")).toLowerCase(),
    ...describeListing(name, published ?? { manifest: null, manifestProblem: null }),
  });

  const services = { services: 1 };
  await context.db
    .insert(protocol)
    .values({ id: 0, ...services })
    .onConflictDoUpdate(plus(services));
});

ponder.on("ServiceRegistry:VersionPublished", async ({ event, context }) => {
  const { serviceId, version: number, semver: version, codeHash, uri, manifestHash, manifest } = event.args;
  const reading = readManifest(manifest);
  await context.db
    .insert(serviceVersion)
    .values({ serviceId, number, version, codeHash, uri, manifestHash, ...reading, ...originOf(event) });
  await context.db.update(service, { id: serviceId }).set((row) => ({
    versionNumber: number,
    version,
    codeHash,
    manifestHash,
    publishedAt: event.block.timestamp,
    ...describeListing(row.name, reading),
  }));
});

ponder.on("ServiceRegistry:TermsProposed", async ({ event, context }) => {
  const { serviceId, termsId, effectiveAt, host } = event.args;
  const { model, class: classIndex, chargeOnError, direct, maxPrice, pricesHash } = event.args.terms;
  const price = {
    model: modelOf(model),
    class: classOf(classIndex),
    chargeOnError,
    direct,
    maxPrice,
    host: host === zeroAddress ? null : host,
  };
  await context.db
    .insert(terms)
    .values({ termsId, serviceId, ...price, pricesHash, effectiveAt, ...originOf(event) });

  const row = await context.db.find(service, { id: serviceId });
  if (!row?.termsId) {
    await context.db.update(service, { id: serviceId }).set({ termsId, ...price });
    return;
  }
  // Terms that have come into force stay; terms that still wait are replaced.
  const waited = row.nextTermsId ? await context.db.find(terms, { termsId: row.nextTermsId }) : null;
  const inForce =
    waited && waited.effectiveAt <= event.block.timestamp
      ? {
          termsId: waited.termsId,
          model: waited.model,
          class: waited.class,
          chargeOnError: waited.chargeOnError,
          direct: waited.direct,
          maxPrice: waited.maxPrice,
          host: waited.host,
        }
      : {};
  await context.db
    .update(service, { id: serviceId })
    .set({ ...inForce, nextTermsId: termsId, nextTermsAt: effectiveAt });
});

ponder.on("ServiceRegistry:StatusSet", async ({ event, context }) => {
  const { serviceId: id, status } = event.args;
  await context.db.update(service, { id }).set({ status: statusOf(status) });
});

// Stake

ponder.on("ServiceRegistry:Staked", async ({ event, context }) => {
  const { serviceId, from, amount, total } = event.args;
  await context.db.update(service, { id: serviceId }).set({ stake: total });
  await context.db
    .insert(stakeEvent)
    .values({ id: event.id, serviceId, kind: "staked", amount, party: from, ...originOf(event) });
});

ponder.on("ServiceRegistry:StakeThawing", async ({ event, context }) => {
  const { serviceId, thawing, thawEnd } = event.args;
  await context.db.update(service, { id: serviceId }).set({ stakeThawing: thawing, stakeThawEnd: thawEnd });
  await context.db
    .insert(stakeEvent)
    .values({ id: event.id, serviceId, kind: "thawing", amount: thawing, thawEnd, ...originOf(event) });
});

ponder.on("ServiceRegistry:StakeThawCancelled", async ({ event, context }) => {
  const { serviceId, amount } = event.args;
  await context.db.update(service, { id: serviceId }).set({ stakeThawing: 0n, stakeThawEnd: 0n });
  await context.db
    .insert(stakeEvent)
    .values({ id: event.id, serviceId, kind: "thawCancelled", amount, ...originOf(event) });
});

ponder.on("ServiceRegistry:StakeWithdrawn", async ({ event, context }) => {
  const { serviceId, to, amount, total } = event.args;
  await context.db
    .update(service, { id: serviceId })
    .set({ stake: total, stakeThawing: 0n, stakeThawEnd: 0n });
  await context.db
    .insert(stakeEvent)
    .values({ id: event.id, serviceId, kind: "withdrawn", amount, party: to, ...originOf(event) });
});

ponder.on("ServiceRegistry:MinStakeSet", async ({ event, context }) => {
  const { class: classIndex, amount } = event.args;
  await setParameter(event, context.db, MIN_STAKE[classOf(classIndex)], amount);
});
