/** The services this gateway serves, in memory: filled from the index, kept in the store, so that calls go on without the index. */
import type { Hex } from "viem";
import type { Manifest } from "../../contracts/manifest.ts";
import type { IndexedService } from "./read-index.ts";

export interface Tool {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: unknown;
  readonly outputSchema?: unknown;
  readonly annotations?: unknown;
}

export interface Health {
  readonly state: "unknown" | "up" | "down";
  /** Wall-clock milliseconds of the last probe. */
  readonly checkedAt: number;
  readonly latencyMs?: number;
  /** What went wrong, in words. */
  readonly problem?: string;
  /** The endpoint's tools differ from the toolsHash of its manifest. */
  readonly drifted?: boolean;
}

export interface ServiceEntry {
  readonly serviceId: bigint;
  /** `namespace/name`. */
  readonly name: string;
  readonly manifest: Manifest;
  readonly endpoint: string;
  readonly owner: string;
  /** From the last probe; a call to a tool that is not in it is passed on and priced at maxPrice. */
  readonly tools: readonly Tool[];
  readonly protocolEra: "legacy" | "modern" | "unknown";
  readonly health: Health;
}

/** What probes have told about a service. */
export type Snapshot = Pick<ServiceEntry, "tools" | "protocolEra" | "health">;

/** A service with what the index says about it; its status and price are for search, never for a call. */
export interface Listing extends ServiceEntry {
  readonly facts: IndexedService;
}

export interface Catalogue {
  byName(name: string): ServiceEntry | undefined;
  byId(serviceId: bigint): ServiceEntry | undefined;
  all(): readonly ServiceEntry[];
}

export type ProbeProblem =
  | "invalid_url"
  | "private_address"
  | "unreachable"
  | "timeout"
  | "forbidden"
  | "server_error"
  | "too_large"
  | "not_mcp"
  | "no_tools";

/** What a probe found at an endpoint. */
export interface ProbeReport {
  readonly ok: true;
  readonly tools: readonly Tool[];
  readonly serverInfo: { readonly name: string; readonly version: string; readonly title?: string };
  readonly protocolEra: "legacy" | "modern";
  readonly protocolVersion: string;
  readonly toolsHash: Hex;
  /** Milliseconds that the server took to list its tools. */
  readonly latencyMs: number;
}

export interface ProbeFailure {
  readonly ok: false;
  readonly problem: ProbeProblem;
  readonly message: string;
}

export type ProbeResult = ProbeReport | ProbeFailure;
