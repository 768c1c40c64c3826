import { bytesToHex, isAddressEqual, sha256, zeroHash, type Address, type Hex } from "viem";
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

/**
 * Lists a service in one transaction for the client's account, with the least stake. When it is listed already and its
 * manifest differs, because it listens elsewhere or its tools have changed, that becomes its next version. Somebody
 * else's service of the name is left alone.
 */
export async function listService(
  client: ChainClient,
  { contracts }: Deployment,
  listing: DemoListing,
  tools: readonly Tool[],
  gatewayOrigin: string,
): Promise<void> {
  const registry = { address: contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
  const release = { semver: listing.semver, codeHash: codeHashOf(listing.sourceFolder), uri: listing.uri };
  const manifest = bytesToHex(manifestBytes(manifestOf(listing, tools)));
  const id = await client.readContract({ ...registry, functionName: "idOf", args: [listing.name] });
  if (id !== 0n) return publishNext(client, registry.address, id, release, manifest);

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
        release,
        manifest,
        stake,
      },
      permit,
    ],
  });
  await confirm(client, await client.writeContract(request));
}

async function publishNext(
  client: ChainClient,
  address: Address,
  id: bigint,
  release: { readonly semver: string; readonly codeHash: Hex; readonly uri: string },
  manifest: Hex,
): Promise<void> {
  const registry = { address, abi: serviceRegistryAbi } as const;
  const owner = await client.readContract({ ...registry, functionName: "ownerOf", args: [id] });
  const newest = await client.readContract({ ...registry, functionName: "versionCount", args: [id] });
  const [, manifestHash] = await client.readContract({
    ...registry,
    functionName: "versionHashes",
    args: [id, newest],
  });
  if (!isAddressEqual(owner, client.account.address) || manifestHash === sha256(manifest)) return;
  const { request } = await client.simulateContract({
    ...registry,
    functionName: "publishVersion",
    args: [id, release, manifest],
  });
  await confirm(client, await client.writeContract(request));
}

function termsOf(price: DemoPrice) {
  const prices = priceTable(price);
  return {
    model: MODELS[price.model],
    class: SELF_HOSTED,
    chargeOnError: false,
    direct: false,
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
