import { z } from "zod";
import { connectService } from "./connect-service.ts";

const foundSchema = z.object({
  services: z.array(
    z.object({ name: z.string(), url: z.url(), maxPrice: z.string(), tools: z.array(z.string()) }),
  ),
});
export type FoundService = z.output<typeof foundSchema>["services"][number];

/** Asks the marketplace's own MCP server. An empty query finds everything. */
export async function findServices(mcpUrl: string, query: string): Promise<FoundService[]> {
  const client = await connectService(mcpUrl);
  try {
    const { structuredContent } = await client.callTool({
      name: "search_services",
      arguments: { limit: 50, ...(query ? { query } : {}) },
    });
    return foundSchema.parse(structuredContent).services;
  } finally {
    await client.close();
  }
}
