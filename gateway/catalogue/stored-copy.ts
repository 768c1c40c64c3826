/** The catalogue as the gateway's store keeps it, so that a start without the index knows the services. */
import { z } from "zod";
import { encodeWire } from "../../contracts/payment.ts";
import type { KeyValueStore } from "../kv/types.ts";
import { indexedServiceSchema } from "./read-index.ts";
import type { Listing, Snapshot } from "./types.ts";

const copySchema = z.array(z.object({ facts: indexedServiceSchema, snapshot: z.custom<Snapshot>() }));

export type KeptService = Pick<Listing, "facts"> & { readonly snapshot: Snapshot };

/** A copy is of one chain: on a fresh one its services do not exist. A copy of another shape is forgotten. */
export async function loadCopy(store: KeyValueStore, genesisHash: string): Promise<KeptService[]> {
  const text = await store.get(`catalogue-${genesisHash}`);
  const copy = copySchema.safeParse(text === undefined ? [] : JSON.parse(text));
  return copy.success ? copy.data : [];
}

export async function saveCopy(
  store: KeyValueStore,
  genesisHash: string,
  services: readonly KeptService[],
): Promise<void> {
  await store.set(`catalogue-${genesisHash}`, encodeWire(services));
}
