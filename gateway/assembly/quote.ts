import type { Address } from "viem";
import { priceOf } from "../catalogue/price.ts";
import type { Listing } from "../catalogue/types.ts";
import type { ChainView } from "../chain/types.ts";
import type { OfferBuilder } from "../payment/offer.ts";
import { refuse } from "../refusals.ts";

/** The PaymentRequired of one tool of a service, as an unpaid call would get it; null while the service has no terms. */
export function quoteBuilder(chain: ChainView, offer: OfferBuilder, asset: Address) {
  return async ({ serviceId, name, manifest, tools }: Listing, tool: string) => {
    const { terms } = await chain.service(serviceId);
    if (!terms) return null;
    const price = priceOf(terms, manifest, tool);
    const { description } = tools.find((known) => known.name === tool) ?? {};
    const call = { serviceId, serviceName: name, tool, description, terms, price };
    return offer(call, refuse("payment_required", { price, asset }));
  };
}
