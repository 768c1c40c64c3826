/** Ready-made configuration of MCP clients for one service. */

export interface Snippet {
  readonly client: string;
  readonly hint: string;
  readonly code: string;
  /** Opens the client and installs the server there. */
  readonly link?: string;
}

interface Target {
  /** `namespace/name`. */
  readonly name: string;
  readonly url: string;
  readonly paid: boolean;
}

const json = (value: unknown) => JSON.stringify(value, null, 2);

export function connectSnippets({ name, url, paid }: Target): Snippet[] {
  const label = name.replace(/[^A-Za-z0-9_-]/g, "-");
  const server = { type: "http", url };
  return [
    {
      client: "Claude Code",
      hint: "In a terminal.",
      code: `claude mcp add --transport http ${label} ${url}`,
    },
    {
      client: "Cursor",
      hint: "In .cursor/mcp.json, or by the link.",
      code: json({ mcpServers: { [label]: { url } } }),
      link: `cursor://anysphere.cursor-deeplink/mcp/install?name=${label}&config=${btoa(JSON.stringify({ url }))}`,
    },
    {
      client: "VS Code",
      hint: "In .vscode/mcp.json, or by the link.",
      code: json({ servers: { [label]: server } }),
      link: `vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name: label, ...server }))}`,
    },
    {
      client: "JSON",
      hint: "For any client that reads mcpServers.",
      code: json({ mcpServers: { [label]: server } }),
    },
    {
      client: "TypeScript",
      hint: paid ? "The official client, with Stoa's payment signer around it." : "The official client.",
      code: paid ? paidClient(url) : freeClient(url),
    },
  ];
}

function freeClient(url: string): string {
  return `import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

const client = new Client({ name: "my-agent", version: "1.0.0" });
await client.connect(new StreamableHTTPClientTransport(new URL("${url}")));
const { tools } = await client.listTools();`;
}

function paidClient(url: string): string {
  return `import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { withPayment } from "./sdk/mcp-with-payment.ts";
import { createVoucherSigner } from "./sdk/signer/create-voucher-signer.ts";

// Make a key under Account, Agents' keys: it comes with these values.
const signer = createVoucherSigner({ account, payer, chainId, vault, gateway, grant });
const client = withPayment(new Client({ name: "my-agent", version: "1.0.0" }), signer);
await client.connect(new StreamableHTTPClientTransport(new URL("${url}")));
const { tools } = await client.listTools();`;
}
