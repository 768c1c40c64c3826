import { pino } from "pino";
import { createChainClient } from "../../../gateway/chain/client.ts";
import { createChainView, type ChainViewDeps } from "../../../gateway/chain/view.ts";
import type { Market } from "../helpers/market.ts";

/** Longer than any test: such a view looks only when it is asked to. */
export const NEVER = 3_600_000;

export function viewOf(
  market: Pick<Market, "url" | "deployment" | "gateway">,
  { url = market.url, ...deps }: Partial<ChainViewDeps> & { url?: string } = {},
) {
  return createChainView({
    client: createChainClient(url, market.deployment.chainId),
    contracts: market.deployment.contracts,
    startBlock: BigInt(market.deployment.startBlock),
    gateway: market.gateway.address,
    safe: 2,
    pollInterval: NEVER,
    log: pino({ level: "silent" }),
    ...deps,
  });
}
