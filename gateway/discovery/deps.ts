/** What the discovery tools are built from. */
import type { LiveCatalogue } from "../catalogue/live-catalogue.ts";
import type { Listing } from "../catalogue/types.ts";
import type { ChainView } from "../chain/types.ts";
import type { PublicConfig } from "../control/deps.ts";

export interface DiscoveryDeps {
  readonly catalogue: LiveCatalogue;
  readonly chain: ChainView;
  readonly config: PublicConfig;
  /** The x402 PaymentRequired of one tool of a service, as an unpaid call would get it. */
  readonly offer: (listing: Listing, tool: string) => Promise<unknown>;
}
