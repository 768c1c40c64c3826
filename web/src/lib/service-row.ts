import type { Hex } from "viem";
import type { schema } from "./index-client.ts";

/** A service as the index has it. */
export type ServiceRow = typeof schema.service.$inferSelect;
export type TermsRow = typeof schema.terms.$inferSelect;
export type PriceModel = TermsRow["model"];
export type ServiceClass = TermsRow["class"];

export interface Terms {
  readonly model: PriceModel;
  readonly class: ServiceClass;
  readonly chargeOnError: boolean;
  readonly direct: boolean;
  /** Token base units. */
  readonly maxPrice: bigint;
  /** The gateway that hosts; null when the publisher does. */
  readonly host: Hex | null;
}

/** A service with the terms in force, ready for a card or a page. */
export interface Service extends Omit<
  ServiceRow,
  "name" | "model" | "class" | "chargeOnError" | "direct" | "maxPrice" | "host"
> {
  readonly name: string;
  readonly terms: Terms | undefined;
  /** Terms that were published and are not in force yet. */
  readonly nextTerms: TermsRow | undefined;
}

/**
 * Puts the terms in force now (chain time) beside the service: the index's columns hold those of the last publication,
 * the newer ones take over at `effectiveAt` without an event.
 */
export function toService(row: ServiceRow, next: TermsRow | null, now: bigint): Service | undefined {
  const { model, class: serviceClass, chargeOnError, direct, maxPrice, host, name, ...rest } = row;
  if (name === null) return undefined;
  const first =
    model === null || serviceClass === null || chargeOnError === null || direct === null || maxPrice === null
      ? undefined
      : { model, class: serviceClass, chargeOnError, direct, maxPrice, host };
  const inForce = next !== null && next.effectiveAt <= now;
  return {
    ...rest,
    name,
    terms: inForce ? next : first,
    nextTerms: next !== null && !inForce ? next : undefined,
  };
}

/** The price of one tool in token base units: its own in the manifest's table, else the terms' highest. */
export function toolPrice(service: Pick<Service, "terms" | "manifest">, tool: string): bigint | undefined {
  if (!service.terms) return undefined;
  if (service.terms.model === "free") return 0n;
  if (service.terms.model !== "perTool") return service.terms.maxPrice;
  const own = service.manifest?._meta["dev.stoa/listing"].prices?.[tool];
  return own === undefined ? service.terms.maxPrice : BigInt(own);
}
