/** The catalogue that follows the index and checks the services' health. */
import { STOA_META } from "../../contracts/manifest.ts";
import type { KeyValueStore } from "../kv/types.ts";
import type { CallerTokens } from "../upstream/types.ts";
import { forEachLimited, healthOf, nextCheckIn } from "./health.ts";
import type { ProbeOptions } from "./probe.ts";
import type { IndexedService } from "./read-index.ts";
import { repeat, type Repeating } from "./repeat.ts";
import { loadCopy, saveCopy, type KeptService } from "./stored-copy.ts";
import type { Catalogue, Listing, ProbeResult, Snapshot } from "./types.ts";

const PROBES_AT_ONCE = 8;

/** Milliseconds for which a server found to speak only the older protocol is not asked for the newer one. */
const LEGACY_VERDICT_LIFE = 24 * 3600 * 1000;

const UNPROBED: Snapshot = { tools: [], protocolEra: "unknown", health: { state: "unknown", checkedAt: 0 } };

export interface CatalogueOptions {
  readonly store: KeyValueStore;
  readonly genesisHash: string;
  readonly readIndex: (signal: AbortSignal) => Promise<readonly IndexedService[]>;
  readonly probe: (
    endpoint: string,
    options: Pick<ProbeOptions, "token" | "knownLegacy" | "signal">,
  ) => Promise<ProbeResult>;
  readonly tokens: CallerTokens;
  /** Milliseconds. */
  readonly indexInterval: number;
  readonly probeInterval: number;
  readonly log: { info(message: string): void; warn(message: string): void };
}

export interface LiveCatalogue extends Catalogue {
  all(): readonly Listing[];
  byName(name: string): Listing | undefined;
  byId(serviceId: bigint): Listing | undefined;
  /** When the index was last read (wall-clock milliseconds; 0 for never) and why the last try failed. */
  indexState(): { readonly readAt: number; readonly problem?: string };
  close(): Promise<void>;
}

interface Schedule {
  /** Endpoint and manifest: when either changes the service is checked at once. */
  readonly subject: string;
  readonly endpoint: string;
  readonly dueAt: number;
  readonly failures: number;
  readonly legacySince: number;
}

/** Starts with the copy in the store, then follows the index for as long as it answers. */
export async function createCatalogue(options: CatalogueOptions): Promise<LiveCatalogue> {
  const { store, genesisHash, probe, tokens, log } = options;
  const facts = new Map<bigint, IndexedService>();
  const snapshots = new Map<bigint, Snapshot>();
  const schedules = new Map<bigint, Schedule>();
  let listings = new Map<bigint, Listing>();
  let byName = new Map<string, Listing>();
  let saved = "";
  let readAt = 0;
  let problem: string | undefined;
  const closing = new AbortController();

  function rebuild(): void {
    listings = new Map([...facts].map(([id, service]) => [id, listingOf(service, snapshots.get(id))]));
    byName = new Map([...listings.values()].map((listing) => [listing.name, listing]));
  }

  async function save(): Promise<void> {
    const services: KeptService[] = [...facts].map(([id, service]) => ({
      facts: service,
      snapshot: snapshots.get(id) ?? UNPROBED,
    }));
    const state = services.map(({ facts, snapshot }) => [
      facts.id,
      facts.manifestHash,
      snapshot.health.checkedAt,
    ]);
    if (saved === String(state)) return;
    saved = String(state);
    await saveCopy(store, genesisHash, services);
  }

  async function refresh(): Promise<void> {
    try {
      for (const service of await options.readIndex(closing.signal)) {
        const known = facts.get(service.id);
        // An index that is filling up again shows old versions for a while.
        if (known && known.versionNumber > service.versionNumber) continue;
        // Nothing is ever removed: a service that the chain does not know is refused when it is called.
        facts.set(service.id, service);
      }
      readAt = Date.now();
      if (problem !== undefined) log.info("the index is back");
      problem = undefined;
    } catch (error) {
      if (closing.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      if (problem === undefined) log.warn(`the index cannot be read, going on without it: ${message}`);
      problem = message;
      return;
    }
    rebuild();
    await save();
  }

  async function checkDue(): Promise<void> {
    const due = [...listings.values()].filter((listing) => {
      if (listing.facts.status === "inactive") return false;
      const schedule = schedules.get(listing.serviceId);
      return schedule?.subject !== subjectOf(listing) || schedule.dueAt <= Date.now();
    });
    await forEachLimited(due, PROBES_AT_ONCE, check);
    if (due.length > 0) await save();
  }

  async function check(listing: Listing): Promise<void> {
    const { serviceId, name, endpoint, manifest } = listing;
    const before = schedules.get(serviceId);
    const legacySince = before?.endpoint === endpoint ? before.legacySince : 0;
    const token = await tokens.tokenFor({ caller: "anonymous", serviceId, endpoint, tier: "free" });
    const knownLegacy = Date.now() - legacySince < LEGACY_VERDICT_LIFE;
    const result = await probe(endpoint, { token, knownLegacy, signal: closing.signal });
    if (closing.signal.aborted) return;

    const known = snapshots.get(serviceId) ?? UNPROBED;
    const health = healthOf(result, manifest._meta[STOA_META].toolsHash, Date.now());
    snapshots.set(
      serviceId,
      result.ok ? { tools: result.tools, protocolEra: result.protocolEra, health } : { ...known, health },
    );
    if (health.state !== known.health.state) log.info(`${name} is ${health.state}${because(health.problem)}`);
    if (health.drifted && !known.health.drifted) log.warn(`${name} offers other tools than it listed`);

    const failures = result.ok ? 0 : (before?.failures ?? 0) + 1;
    const becameLegacy = result.ok && result.protocolEra === "legacy";
    schedules.set(serviceId, {
      subject: subjectOf(listing),
      endpoint,
      failures,
      dueAt: Date.now() + nextCheckIn(options.probeInterval, failures, Math.random()),
      legacySince: becameLegacy ? (knownLegacy ? legacySince : Date.now()) : 0,
    });
    rebuild();
  }

  for (const { facts: service, snapshot } of await loadCopy(store, genesisHash)) {
    facts.set(service.id, service);
    snapshots.set(service.id, snapshot);
  }
  rebuild();
  await refresh();
  const loops: Repeating[] = [
    repeat(refresh, options.indexInterval, log),
    repeat(checkDue, Math.min(1_000, options.probeInterval), log, 0),
  ];

  return {
    all: () => [...listings.values()],
    byName: (name) => byName.get(name),
    byId: (serviceId) => listings.get(serviceId),
    indexState: () => ({ readAt, ...(problem === undefined ? {} : { problem }) }),
    close: async () => {
      closing.abort();
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function listingOf(facts: IndexedService, snapshot: Snapshot = UNPROBED): Listing {
  const { id, name, manifest, owner } = facts;
  const endpoint = manifest.remotes[0]?.url ?? "";
  return { serviceId: id, name, manifest, endpoint, owner, ...snapshot, facts };
}

function subjectOf({ endpoint, facts }: Listing): string {
  return `${endpoint} ${facts.manifestHash}`;
}

function because(problem: string | undefined): string {
  return problem === undefined ? "" : `: ${problem}`;
}
