import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** The official MCP client, connected in whichever protocol era the server speaks. */
export async function connectService(url: string): Promise<Client> {
  const client = new Client(
    { name: "stoa-agent", version: "1.0.0" },
    { versionNegotiation: { mode: "auto" } },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  return client;
}
