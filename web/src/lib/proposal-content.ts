import type { Hex } from "viem";
import type { schema } from "./index-client.ts";

type Content = Pick<typeof schema.proposal.$inferSelect, "calls" | "descriptionHash">;

/** What names a proposal to the Governor when it is queued, executed or cancelled. */
export function proposalContent({ calls, descriptionHash }: Content) {
  return [
    calls.map(({ target }) => target),
    calls.map(({ value }) => BigInt(value)),
    calls.map(({ data }) => data),
    descriptionHash,
  ] as const satisfies readonly [Hex[], bigint[], Hex[], Hex];
}
