/** Services with the terms that follow: two queries, since the index's answers name columns without their tables. */
import { inArray } from "@ponder/client";
import { index, schema } from "./index-client.ts";
import type { ServiceRow, TermsRow } from "./service-row.ts";

export interface ServiceWithNext {
  readonly service: ServiceRow;
  /** Terms published after those in the service's own columns. */
  readonly next: TermsRow | null;
}

export async function withNextTerms(services: readonly ServiceRow[]): Promise<ServiceWithNext[]> {
  const ids = services.map(({ nextTermsId }) => nextTermsId).filter((id) => id !== null);
  const rows =
    ids.length === 0
      ? []
      : await index.db
          .select()
          .from(schema.terms)
          .where(inArray(schema.terms.termsId, ids))
          .limit(ids.length);
  return services.map((service) => ({
    service,
    next: rows.find(({ termsId }) => termsId === service.nextTermsId) ?? null,
  }));
}
