import type { Hex } from "viem";
import { canonicalHash } from "../../contracts/manifest.ts";
import type { Tool } from "./types.ts";

/** The part of a tool that both protocol eras carry and that a caller acts on. */
export function toolOf(sent: Tool): Tool {
  const { name, title, description, inputSchema, outputSchema, annotations } = sent;
  const tool = { name, title, description, inputSchema, outputSchema, annotations };
  return Object.fromEntries(
    Object.entries(tool).filter(([, value]) => value !== undefined),
  ) as unknown as Tool;
}

/**
 * `toolsHash` of a manifest: SHA-256 over the RFC 8785 bytes of the tools, sorted by name. Each tool counts with its
 * name, title, description, schemas and annotations alone, so that a server may speak another protocol era without
 * looking changed.
 */
export function toolsHash(tools: readonly Tool[]): Hex {
  return canonicalHash(tools.map(toolOf).sort((a, b) => (a.name < b.name ? -1 : 1)));
}
