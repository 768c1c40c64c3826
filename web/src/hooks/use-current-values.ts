import { desc } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import { currentWords } from "../lib/current-values.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import type { DraftCall } from "../lib/proposal-draft.ts";
import { useArgumentContext } from "./use-argument-context.ts";

/** What a call would change, as it is now, in words; undefined where nothing is known of it. */
export function useCurrentWords(call: DraftCall): string | undefined {
  const context = useArgumentContext();
  const { data } = useQuery({
    queryKey: [INDEX_KEY, "governed-values"],
    queryFn: async () => {
      const [parameters, fees] = await Promise.all([
        index.db.select().from(schema.parameter).limit(50),
        index.db.select().from(schema.feeVersion).orderBy(desc(schema.feeVersion.version)).limit(100),
      ]);
      return { parameters, fees };
    },
  });
  return data && currentWords(call, data, context);
}
