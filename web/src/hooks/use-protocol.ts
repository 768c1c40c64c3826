import { useQuery } from "@tanstack/react-query";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** The protocol's totals; null before anything happened. */
export function useProtocol() {
  return useQuery({
    queryKey: [INDEX_KEY, "protocol"],
    queryFn: async () => (await index.db.select().from(schema.protocol).limit(1))[0] ?? null,
  });
}
