import type { ChainView } from "../chain/types.ts";
import type { HoldRequest, HoldResult, Ledger } from "../ledger/types.ts";

/** How often the account is read again because a claim was booked that it did not show yet. */
const READS = 3;

export type Holder = (asked: Omit<HoldRequest, "account" | "now">) => Promise<HoldResult>;

/** Holds money of an account as the chain has the account now. */
export function createHolder(deps: {
  readonly chain: Pick<ChainView, "account" | "now" | "pollNow">;
  readonly ledger: Pick<Ledger, "hold">;
}): Holder {
  const { chain, ledger } = deps;
  return async (asked) => {
    for (let read = 1; ; read++) {
      const held = await ledger.hold({
        ...asked,
        account: await chain.account(asked.payer),
        now: chain.now(),
      });
      const outdated = held.kind === "refused" && held.refusal.code === "gateway_busy";
      if (!outdated || read === READS) return held;
      await chain.pollNow();
    }
  };
}
