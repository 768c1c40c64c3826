import type { NamedPlan } from "../payment/offer.ts";
import { money } from "./money.ts";

/** A plan as agents read it. */
export function planSummary(
  { planId, name, price, period, calls, serviceIds }: NamedPlan,
  token: { readonly symbol: string; readonly decimals: number },
) {
  return {
    planId,
    name,
    price: price.toString(),
    priceText: `${money(price, token)} for ${calls} calls in ${Math.round(period / 3600)} h`,
    period,
    calls,
    serviceIds: serviceIds.map(String),
  };
}
