/** What the gateway takes from the index, over its GraphQL API. */
import { isAddress, isHex, type Address, type Hex } from "viem";
import { z } from "zod";
import { manifestSchema } from "../../contracts/manifest.ts";

const uint = z
  .string()
  .regex(/^[0-9]+$/)
  .transform(BigInt);
const address = z.string().refine((value): value is Address => isAddress(value, { strict: false }));
const hex = z.string().refine((value): value is Hex => isHex(value));
const terms = {
  model: z.enum(["free", "perCall", "perTool", "perUnit"]),
  class: z.enum(["selfHosted", "hosted", "managed"]),
  maxPrice: uint,
};

export const indexedServiceSchema = z.object({
  id: uint,
  name: z.string(),
  owner: address,
  status: z.enum(["inactive", "active", "maintenance"]),
  registeredAt: uint,
  versionNumber: z.number().int(),
  version: z.string(),
  codeHash: hex,
  manifestHash: hex,
  publishedAt: uint,
  manifest: manifestSchema,
  model: terms.model.nullable(),
  class: terms.class.nullable(),
  maxPrice: terms.maxPrice.nullable(),
  nextTermsAt: uint.nullable(),
  nextTerms: z.object(terms).nullable(),
  stake: uint,
  stakeThawing: uint.default(0n),
  gross: uint,
  claimedRows: z.number().int(),
  payers: z.number().int(),
});

/** A service as the index has it: money in token base units, times in Unix seconds of the chain. */
export type IndexedService = z.output<typeof indexedServiceSchema>;

const pageSchema = z.object({
  data: z.object({
    services: z.object({
      items: z.array(z.unknown()),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

const QUERY = `query ($after: String) {
  services(where: { manifestValid: true }, orderBy: "id", limit: 500, after: $after) {
    items {
      id name owner status registeredAt versionNumber version codeHash manifestHash publishedAt manifest
      model class maxPrice nextTermsAt nextTerms { model class maxPrice } stake stakeThawing gross claimedRows payers
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

/**
 * All services with a valid manifest. One that does not fit the schema is left out and reported: what one publisher
 * writes on chain must not hide the others.
 * @throws Error when the index cannot be reached or answers something else.
 */
export async function readIndex(
  indexUrl: string,
  report: (problem: string) => void,
  signal?: AbortSignal,
): Promise<IndexedService[]> {
  const services: IndexedService[] = [];
  let after: string | null = null;
  do {
    const answer: Response = await fetch(`${indexUrl}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: QUERY, variables: { after } }),
      signal: AbortSignal.any([AbortSignal.timeout(10_000), ...(signal ? [signal] : [])]),
    });
    if (!answer.ok) throw new Error(`the index answers with status ${answer.status}`);
    const page = pageSchema.safeParse(await answer.json());
    if (!page.success) throw new Error("the index does not answer as expected");
    const { items, pageInfo } = page.data.data.services;
    for (const item of items) {
      const service = indexedServiceSchema.safeParse(item);
      if (service.success) services.push(service.data);
      else report(`a service of the index is left out: ${z.prettifyError(service.error)}`);
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return services;
}
