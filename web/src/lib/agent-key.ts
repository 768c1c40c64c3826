/** What an agent needs to pay: the key, its grant, and where they count. JSON, with integers as decimal strings. */
import type { Hex } from "viem";
import { encodeWire } from "../../../contracts/payment.ts";
import type { StoaConfig } from "./config.ts";
import type { StoredKey } from "./session-keys.ts";

export function agentKeyFile(config: StoaConfig, key: StoredKey, privateKey: Hex): string {
  const { grant, signature, keyProof } = key;
  const file = {
    privateKey,
    chainId: config.chainId,
    vault: config.contracts.EscrowVault,
    gateway: config.gateway,
    receiptKey: config.receiptKey,
    payer: grant.payer,
    grant: { grant, signature, keyProof },
  };
  return JSON.stringify(JSON.parse(encodeWire(file)), null, 2);
}

/** A program that reads such a file, buys one call with it and prints the answer and what it cost. */
export function agentProgram(publicUrl: string): string {
  return `// agent.mjs: save it in a checkout of Stoa, with stoa-key.json beside it, and run: node agent.mjs
import { readFileSync } from "node:fs";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { privateKeyToAccount } from "viem/accounts";
import { sessionGrantSchema } from "./contracts/payment.ts";
import { withPayment } from "./sdk/mcp-with-payment.ts";
import { createVoucherSigner } from "./sdk/signer/create-voucher-signer.ts";

const { privateKey, grant, ...where } = JSON.parse(readFileSync("stoa-key.json", "utf8"));
const signer = createVoucherSigner({
  ...where,
  account: privateKeyToAccount(privateKey),
  grant: {
    ...grant,
    grant: sessionGrantSchema.parse(grant.grant),
    keyProof: { ...grant.keyProof, deadline: BigInt(grant.keyProof.deadline) },
  },
});

const client = withPayment(new Client({ name: "my-agent", version: "1.0.0" }), signer);
await client.connect(new StreamableHTTPClientTransport(new URL("${publicUrl}/mcp/stoa/solidity")));
const answer = await client.callTool({ name: "compile", arguments: { source: "contract A {}" } });
console.log(answer.content);
console.log(\`Charged \${signer.charged()} base units.\`);
await client.close();`;
}
