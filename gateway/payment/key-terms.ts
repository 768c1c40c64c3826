import { zeroHash, type Address, type Hex } from "viem";
import type { ChainView } from "../chain/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { isServiceIn } from "./services-proof.ts";
import type { KeyTerms } from "./session-key.ts";

/** Seconds by which chain time may run ahead of what is known of it when a new head is due. */
export const HEAD_MARGIN = 30n;

/** Why a key may not pay `price` (token base units) for a call of the service now. */
export function checkKeyTerms(
  chain: Pick<ChainView, "now">,
  { validBefore, maxPerCall, servicesRoot }: KeyTerms,
  call: {
    readonly key: Address;
    readonly serviceId: bigint;
    readonly servicesProof: readonly Hex[];
    readonly price: bigint;
  },
): Refusal | undefined {
  const { key, serviceId, price } = call;
  if (chain.now() + HEAD_MARGIN >= validBefore) return refuse("key_expired", { key, validBefore });
  if (maxPerCall > 0n && price > maxPerCall) return refuse("key_over_call_limit", { price, maxPerCall, key });
  if (servicesRoot !== zeroHash && !isServiceIn(servicesRoot, serviceId, call.servicesProof))
    return refuse("key_not_for_service", { key, serviceId });
  return undefined;
}
