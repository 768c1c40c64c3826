/** Services as the API and the discovery tools show them. */
import { STOA_META } from "../../contracts/manifest.ts";
import { priceOf } from "../catalogue/price.ts";
import type { Listing } from "../catalogue/types.ts";
import type { ServiceView, StandingView } from "../chain/types.ts";

/** A card: from the index and the last probe. Money in token base units. */
export function summaryOf(listing: Listing, publicUrl: string) {
  const { serviceId, name, manifest, owner, tools, health, protocolEra, facts } = listing;
  const { categories, language, license, author } = manifest._meta[STOA_META];
  return {
    serviceId,
    name,
    url: serviceUrl(publicUrl, name),
    title: manifest.title ?? name.slice(name.indexOf("/") + 1),
    description: manifest.description,
    categories,
    language,
    license,
    author,
    owner,
    status: facts.status,
    class: facts.class,
    model: facts.model,
    maxPrice: facts.maxPrice,
    version: facts.version,
    versionNumber: facts.versionNumber,
    manifestHash: facts.manifestHash,
    codeHash: facts.codeHash,
    stake: facts.stake,
    /** The part of the stake that is on its way out. */
    stakeThawing: facts.stakeThawing,
    gross: facts.gross,
    payers: facts.payers,
    registeredAt: facts.registeredAt,
    publishedAt: facts.publishedAt,
    toolCount: tools.length,
    protocolEra,
    health,
  };
}

/** Everything: the card, the chain's terms, each tool with its schema and price, and how to connect. */
export function detailOf(
  listing: Listing,
  onChain: ServiceView,
  { verified, ...standing }: StandingView,
  publicUrl: string,
) {
  const { manifest, endpoint, tools } = listing;
  const { terms } = onChain;
  return {
    ...summaryOf(listing, publicUrl),
    status: onChain.status,
    /** Active with its stake in place. */
    listed: onChain.listed,
    verified,
    /** What Verified takes, part by part. */
    standing,
    /** A case holds the stake. */
    locked: !standing.unlocked,
    terms: terms ?? null,
    endpoint,
    repository: manifest.repository ?? null,
    websiteUrl: manifest.websiteUrl ?? null,
    manifest,
    tools: tools.map((tool) => ({
      ...tool,
      price: terms ? priceOf(terms, manifest, tool.name) : null,
    })),
    connect: connectInfo(listing.name, publicUrl),
  };
}

export function serviceUrl(publicUrl: string, name: string): string {
  return `${publicUrl}/mcp/${name}`;
}

/** What to paste into an MCP client. */
function connectInfo(name: string, publicUrl: string) {
  const url = serviceUrl(publicUrl, name);
  const label = name.replace(/[^A-Za-z0-9_-]/g, "-");
  return {
    url,
    command: `claude mcp add --transport http ${label} ${url}`,
    config: { mcpServers: { [label]: { type: "http", url } } },
  };
}
