import { pino } from "pino";
import type { LocalAccount } from "viem";
import { createChainClient } from "../../../gateway/chain/client.ts";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { soleHolder } from "../../../gateway/settlement/lease.ts";
import { createReceiptIssuer } from "../../../gateway/payment/receipt-issuer.ts";
import { createSettlement, type SettlementDeps } from "../../../gateway/settlement/settlement.ts";
import type { SettlementConfig } from "../../../gateway/settlement/types.ts";
import { demoKey } from "../../../scripts/start/accounts.ts";
import { NEVER } from "../chain/helpers.ts";
import { CENT, HOUR, USDC, type Market } from "../helpers/market.ts";

/** As on the local chain, but looking only when asked to. */
export const CONFIG: SettlementConfig = {
  minRow: CENT,
  claimValue: 10n * USDC,
  claimAge: 60,
  maxRows: 100,
  thawMargin: Number(HOUR),
  maxGas: 16_000_000n,
  interval: NEVER,
  replaceAfter: 60_000,
};

export interface SettlementOptions {
  readonly market: Pick<Market, "url" | "deployment" | "gateway" | "settler" | "vault">;
  readonly chain: RunningChainView;
  readonly ledger: SettlementDeps["ledger"];
  readonly writeOffs: SettlementDeps["writeOffs"];
  readonly store: SettlementDeps["store"];
  readonly config?: Partial<SettlementConfig>;
  readonly settler?: LocalAccount;
  readonly url?: string;
  readonly alongside?: SettlementDeps["alongside"];
  readonly log?: SettlementDeps["log"];
}

export function settlementOf({
  market,
  chain,
  ledger,
  writeOffs,
  store,
  config,
  ...options
}: SettlementOptions) {
  const { chainId, contracts, startBlock } = market.deployment;
  const vault = contracts.EscrowVault;
  const gateway = market.gateway.address;
  const { digest } = createReceiptIssuer({ chainId, vault, gateway, receiptKey: demoKey(3) });
  return createSettlement({
    client: createChainClient(options.url ?? market.url, market.deployment.chainId),
    chain,
    ledger,
    writeOffs,
    store,
    digest,
    settler: options.settler ?? market.settler,
    contracts,
    startBlock: BigInt(startBlock),
    gateway,
    config: { ...CONFIG, ...config },
    withLease: soleHolder,
    alongside: options.alongside,
    log: options.log ?? pino({ level: "silent" }),
  });
}

/** The vault's claimed total of a payer that signs itself. */
export async function claimedOf(market: Market, payer: LocalAccount, serviceId: bigint, key = payer) {
  const { claimed } = await market.client.readContract({
    ...market.vault,
    functionName: "ledgerOf",
    args: [payer.address, market.gateway.address, key.address, serviceId],
  });
  return claimed;
}

/** Resolves when `holds` does; tries again each time the chain or a timer could have changed it. */
export async function eventually(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await holds())) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
