/** What the discovery tools are built from. */
import type { LiveCatalogue } from "../catalogue/live-catalogue.ts";
import type { Listing } from "../catalogue/types.ts";
import type { ChainView } from "../chain/types.ts";
import type { PublicConfig } from "../control/deps.ts";
import type { PlansOf } from "../payment/offer.ts";

export interface DiscoveryDeps {
  readonly catalogue: LiveCatalogue;
  readonly chain: ChainView;
  readonly config: PublicConfig;
  /** Plans that can be subscribed to for a service. */
  readonly plansOf: PlansOf;
  /** The x402 PaymentRequired of one tool of a service, as an unpaid call would get it. */
  readonly offer: (listing: Listing, tool: string) => Promise<unknown>;
}
