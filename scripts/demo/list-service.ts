import { bytesToHex, zeroHash } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { serviceRegistryAbi } from "../../contracts/generated.ts";
import { canonicalHash, manifestBytes } from "../../contracts/manifest.ts";
import type { Tool } from "../../gateway/catalogue/types.ts";
import type { ChainClient } from "../deploy/client.ts";
import { confirm } from "../deploy/transact.ts";
import { codeHashOf, manifestOf, priceTable, type DemoListing, type DemoPrice } from "./listing.ts";
import { signPermit, topUp } from "./usdc.ts";

/** IServiceRegistry.PriceModel and IFeeSchedule.ServiceClass. */
const MODELS = { free: 0, perCall: 1, perTool: 2 } as const;
const SELF_HOSTED = 0;

/** Lists a service in one transaction for the client's account, with the least stake, unless its name is taken. */
export async function listService(
  client: ChainClient,
  { contracts }: Deployment,
  listing: DemoListing,
  tools: readonly Tool[],
  gatewayOrigin: string,
): Promise<void> {
  const registry = { address: contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
  const taken = await client.readContract({ ...registry, functionName: "idOf", args: [listing.name] });
  if (taken !== 0n) return;

  const stake = await client.readContract({ ...registry, functionName: "minStake", args: [SELF_HOSTED] });
  await topUp(client, contracts.USDC, client.account.address, stake);
  const permit = await signPermit(client, contracts.USDC, contracts.ServiceRegistry, stake);
  const { request } = await client.simulateContract({
    ...registry,
    functionName: "list",
    args: [
      {
        name: listing.name,
        agentURI: registrationFile(listing, gatewayOrigin),
        terms: termsOf(listing.price),
        release: { semver: listing.semver, codeHash: codeHashOf(listing.sourceFolder), uri: listing.uri },
        manifest: bytesToHex(manifestBytes(manifestOf(listing, tools))),
        stake,
      },
      permit,
    ],
  });
  await confirm(client, await client.writeContract(request));
}

function termsOf(price: DemoPrice) {
  const prices = priceTable(price);
  return {
    model: MODELS[price.model],
    class: SELF_HOSTED,
    chargeOnError: false,
    maxPrice: price.model === "free" ? 0n : price.model === "perCall" ? price.price : price.maxPrice,
    pricesHash: prices ? canonicalHash(prices) : zeroHash,
  };
}

/** ERC-8004 registration file, inline: https://eips.ethereum.org/EIPS/eip-8004#agent-uri-and-agent-registration-file */
function registrationFile({ name, title, description, semver }: DemoListing, gatewayOrigin: string): string {
  const file = {
    type: "https://eips.ethereum.org/EIPS/eip-8004#registration-v1",
    name: title,
    description,
    services: [{ name: "MCP", endpoint: `${gatewayOrigin}/mcp/${name}`, version: semver }],
    x402Support: true,
    active: true,
  };
  return `data:application/json;base64,${Buffer.from(JSON.stringify(file)).toString("base64")}`;
}
