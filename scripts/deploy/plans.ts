/** The plans of service 0, the platform, that the DAO begins with. Enterprise is agreed one by one, so there is none. */

const USDC = 1_000_000n;
const DAY = 86_400;
const PLATFORM = [{ serviceId: 0n, weight: 10_000 }] as const;

/**
 * ISubscriptionPlans.Plan: base units, seconds. `covers` is how many services, whichever they are, its holder may use. A
 * cancelled month runs and is paid for another week: all calls of a month can be made on its first day.
 */
export const PLATFORM_PLANS = [
  { name: "Community", price: 0n, period: DAY, notice: 0, calls: 100, covers: 1, services: PLATFORM },
  {
    name: "Developer",
    price: 49n * USDC,
    period: 30 * DAY,
    notice: 7 * DAY,
    calls: 10_000,
    covers: 5,
    services: PLATFORM,
  },
  {
    name: "Professional",
    price: 199n * USDC,
    period: 30 * DAY,
    notice: 7 * DAY,
    calls: 100_000,
    covers: 20,
    services: PLATFORM,
  },
] as const;
